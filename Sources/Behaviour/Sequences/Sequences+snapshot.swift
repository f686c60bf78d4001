import Activity

extension Sequences {
  /// Of entries' sizes and the order of bytes: tables are written as this machine holds them.
  private static let layout: UInt64 = [
    MemoryLayout<SubjectState>.size, MemoryLayout<CredentialState>.size, MemoryLayout<AttemptState>.size,
    MemoryLayout<AddressState>.size, MemoryLayout<WorkloadState>.size, MemoryLayout<SpreeState>.size,
    MemoryLayout<RaisedState>.size, MemoryLayout<Mark>.size, MemoryLayout<ChainState>.size,
    MemoryLayout<EdgeState>.size, MemoryLayout<KnownSince>.size, MemoryLayout<NetworkState>.size,
    MemoryLayout<EmailState>.size, MemoryLayout<SpreadState>.size, MemoryLayout<MeetingState>.size,
    MemoryLayout<CopyState>.size, MemoryLayout<DeviceState>.size,
  ].reduce(UInt64(UInt16(1).littleEndian)) { Mixing.key($0, UInt64($1)) }

  /// All that is remembered; what is restored from it goes on as if there had been no break, records of the open
  /// instant included. Facts of addresses and texts are asked for anew.
  public func snapshot() -> [UInt8] {
    var out = StateOutput()
    out.put(Self.layout)
    out.put(UInt64(options.shard))
    out.put(UInt64(options.shardCount))
    out.put(instant)
    for counter in [
      counters.observations, counters.untimed, counters.late, counters.judged, counters.findings, counters.repeated,
      counters.crowdedInstants,
    ] { out.put(Int64(counter)) }
    out.put(count: pending.count)
    for observation in pending { observation.write(to: &out) }
    subjects.write(to: &out)
    credentials.write(to: &out)
    attempts.write(to: &out)
    addresses.write(to: &out)
    workloads.write(to: &out)
    sprees.write(to: &out)
    raised.write(to: &out)
    marks.write(to: &out)
    chains.write(to: &out)
    edges.write(to: &out)
    known.write(to: &out)
    networks.write(to: &out)
    emails.write(to: &out)
    spreads.write(to: &out)
    meetings.write(to: &out)
    copies.write(to: &out)
    devices.write(to: &out)
    return out.bytes
  }

  /// Takes up where a snapshot was made. Leavers are those of the options now. What it throws, it throws before anything
  /// is changed.
  ///
  /// - Parameter sources: for each number of a source in the snapshot, the number that it has now; empty where they are
  ///   the same.
  /// - Throws: `StateProblem` where the bytes are damaged, of another shard or of another machine's layout.
  public func restore(_ bytes: [UInt8], sources: [UInt16] = []) throws(StateProblem) {
    var from = StateInput(bytes)
    guard try from.number(UInt64.self) == Self.layout else {
      throw StateProblem("they were written on another kind of machine")
    }
    guard try from.number(UInt64.self) == UInt64(options.shard),
      try from.number(UInt64.self) == UInt64(options.shardCount)
    else { throw StateProblem("they are another shard's") }
    let fresh = Sequences(options: options, names: names, facts: source)
    try fresh.fill(&from)
    for index in fresh.pending.indices where !sources.isEmpty {
      let source = Int(fresh.pending[index].source)
      fresh.pending[index].source = source < sources.count ? sources[source] : .max
    }
    take(fresh)
  }

  private func fill(_ from: inout StateInput) throws(StateProblem) {
    instant = try from.time()
    counters.observations = try from.tally()
    counters.untimed = try from.tally()
    counters.late = try from.tally()
    counters.judged = try from.tally()
    counters.findings = try from.tally()
    counters.repeated = try from.tally()
    counters.crowdedInstants = try from.tally()
    for _ in 0..<(try from.count(of: Observation.stateBytes)) { pending.append(try Observation(&from)) }
    try subjects.read(&from)
    try credentials.read(&from)
    try attempts.read(&from)
    try addresses.read(&from)
    try workloads.read(&from)
    try sprees.read(&from)
    try raised.read(&from)
    try marks.read(&from)
    try chains.read(&from)
    try edges.read(&from)
    try known.read(&from)
    try networks.read(&from)
    try emails.read(&from)
    try spreads.read(&from)
    try meetings.read(&from)
    try copies.read(&from)
    try devices.read(&from)
    try from.end()
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
