import Activity

extension Sequences {
  /// Raised whenever entries change their layout or meaning.
  private static let version: UInt64 = 4

  /// Of entries' sizes, so that a layout that changed unseen is refused all the same.
  private static let layout: UInt64 = [
    MemoryLayout<SubjectState>.size, MemoryLayout<CredentialState>.size, MemoryLayout<AttemptState>.size,
    MemoryLayout<AddressState>.size, MemoryLayout<WorkloadState>.size, MemoryLayout<SpreeState>.size,
    MemoryLayout<RaisedState>.size, MemoryLayout<Mark>.size, MemoryLayout<ChainState>.size,
    MemoryLayout<EdgeState>.size, MemoryLayout<KnownSince>.size, MemoryLayout<NetworkState>.size,
    MemoryLayout<EmailState>.size, MemoryLayout<SpreadState>.size, MemoryLayout<MeetingState>.size,
    MemoryLayout<CopyState>.size, MemoryLayout<DeviceState>.size,
  ].reduce(UInt64(Int.bitWidth)) { Mixing.key($0, UInt64($1)) }

  private static let magic: UInt64 = 0x5141_4755_5241_5953

  /// All that is remembered, in versioned bytes with a checksum; what is restored from them goes on as if there had
  /// been no break, records of the open instant included. Facts of addresses and texts are asked for anew.
  public func snapshot() -> [UInt8] {
    var out = SnapshotWriter()
    out.write(Self.magic)
    out.write(Self.version)
    out.write(Self.layout)
    out.write(UInt64(options.shard))
    out.write(UInt64(options.shardCount))
    out.write(instant)
    for counter in [
      counters.observations, counters.untimed, counters.late, counters.judged, counters.findings, counters.repeated,
      counters.crowdedInstants,
    ] { out.write(UInt64(counter)) }
    out.write(UInt64(pending.count))
    for observation in pending { observation.write(&out) }
    subjects.write(&out)
    credentials.write(&out)
    attempts.write(&out)
    addresses.write(&out)
    workloads.write(&out)
    sprees.write(&out)
    raised.write(&out)
    marks.write(&out)
    chains.write(&out)
    edges.write(&out)
    known.write(&out)
    networks.write(&out)
    emails.write(&out)
    spreads.write(&out)
    meetings.write(&out)
    copies.write(&out)
    devices.write(&out)
    out.close()
    return out.bytes
  }

  /// Takes up where a snapshot was made. Throws `SnapshotError` and changes nothing where the bytes are not to be
  /// trusted. Leavers are those of the options now.
  ///
  /// - Parameter sources: for each number of a source in the snapshot, the number that it has now; empty where they are
  ///   the same.
  public func restore(_ bytes: [UInt8], sources: [UInt16] = []) throws(SnapshotError) {
    var input = try SnapshotReader(bytes)
    guard try input.read(UInt64.self) == Self.magic else { throw .damaged }
    guard try input.read(UInt64.self) == Self.version, try input.read(UInt64.self) == Self.layout else {
      throw .otherVersion
    }
    guard try input.read(UInt64.self) == UInt64(options.shard),
      try input.read(UInt64.self) == UInt64(options.shardCount)
    else { throw .otherShard }
    let fresh = Sequences(options: options, names: names, facts: source)
    try fresh.fill(&input)
    for index in fresh.pending.indices where !sources.isEmpty {
      let source = Int(fresh.pending[index].source)
      fresh.pending[index].source = source < sources.count ? sources[source] : .max
    }
    take(fresh)
  }

  private func fill(_ input: inout SnapshotReader) throws(SnapshotError) {
    instant = try input.read(Int64.self)
    var numbers: [Int] = []
    for _ in 0..<7 { numbers.append(Int(truncatingIfNeeded: try input.read(UInt64.self))) }
    counters.observations = numbers[0]
    counters.untimed = numbers[1]
    counters.late = numbers[2]
    counters.judged = numbers[3]
    counters.findings = numbers[4]
    counters.repeated = numbers[5]
    counters.crowdedInstants = numbers[6]
    let waiting = try input.count(of: 64)
    for _ in 0..<waiting { pending.append(try Observation(&input)) }
    try subjects.read(&input)
    try credentials.read(&input)
    try attempts.read(&input)
    try addresses.read(&input)
    try workloads.read(&input)
    try sprees.read(&input)
    try raised.read(&input)
    try marks.read(&input)
    try chains.read(&input)
    try edges.read(&input)
    try known.read(&input)
    try networks.read(&input)
    try emails.read(&input)
    try spreads.read(&input)
    try meetings.read(&input)
    try copies.read(&input)
    try devices.read(&input)
    guard input.isAtEnd else { throw .damaged }
    declareLeavers()
    rebuildWatch()
  }

  private func take(_ other: Sequences) {
    instant = other.instant
    counters = other.counters
    pending = other.pending
    subjects = other.subjects
    credentials = other.credentials
    attempts = other.attempts
    addresses = other.addresses
    workloads = other.workloads
    sprees = other.sprees
    raised = other.raised
    marks = other.marks
    chains = other.chains
    edges = other.edges
    known = other.known
    networks = other.networks
    emails = other.emails
    spreads = other.spreads
    meetings = other.meetings
    copies = other.copies
    devices = other.devices
    watch = other.watch
    watched = other.watched
  }
}
