extension HabitMemory {
  static let stateMagic: UInt64 = 0x3154_4942_4148_4759
  static let stateVersion: UInt32 = 2

  /// All that is remembered; the same memory gives the same bytes. `restore` takes it up at the next record.
  public func snapshot() -> [UInt8] {
    var out = StateWriter()
    out.put(Self.stateMagic)
    out.put(Self.stateVersion)
    out.put(began)
    out.put(clock)
    out.put(leaps)
    out.put(statistics.judged)
    out.put(statistics.usual)
    out.put(statistics.forgotten)
    holders.write(to: &out)
    deeds.write(to: &out)
    teams.write(to: &out)
    sites.write(to: &out)
    devices.write(to: &out)
    persons.write(to: &out)
    edges.write(to: &out)
    visitors.write(to: &out)
    out.put(UInt8(areFirstsSettled ? 1 : 0))
    firsts.write(to: &out)
    out.seal()
    return out.bytes
  }

  /// Takes up what `snapshot` gave. Only for one that has observed nothing yet; after an error it is of no more use.
  public mutating func restore(_ bytes: [UInt8]) throws(BehaviourStateError) {
    var from = try StateReader(bytes)
    guard try from.number(UInt64.self) == Self.stateMagic else { throw .damaged("not a memory of habits") }
    let version = try from.number(UInt32.self)
    guard version == Self.stateVersion else { throw .version(version) }
    began = try from.number()
    clock = try from.number()
    leaps = try from.number()
    statistics.judged = try from.number()
    statistics.usual = try from.number()
    statistics.forgotten = try from.number()
    try holders.read(&from, atMost: options.maxHolders)
    try deeds.read(&from, atMost: options.maxDeeds)
    try teams.read(&from, atMost: options.maxTeams)
    try sites.read(&from, atMost: options.maxSites)
    try devices.read(&from, atMost: options.maxDevices)
    try persons.read(&from, atMost: options.maxDeeds)
    try edges.read(&from, atMost: options.maxSites)
    try visitors.read(&from, atMost: options.maxVisitors)
    areFirstsSettled = try from.number(UInt8.self) != 0
    try firsts.read(&from, atMost: options.maxFirsts)
    guard from.remaining == 0 else { throw .damaged("something follows the end") }
  }
}

/// A record of the memory as a state holds it.
protocol HabitRecord: BitwiseCopyable {
  /// Bytes of it in a state.
  static var stored: Int { get }
  func write(to out: inout StateWriter)
  init(from: inout StateReader) throws(BehaviourStateError)
}

extension KeyTable where Value: HabitRecord {
  fileprivate func write(to out: inout StateWriter) {
    out.put(UInt32(clamping: count))
    for (key, value) in sorted() {
      out.put(key)
      value.write(to: &out)
    }
  }

  fileprivate mutating func read(_ from: inout StateReader, atMost cap: Int) throws(BehaviourStateError) {
    let stored = try from.count(of: 8 + Value.stored)
    guard stored <= cap else { throw .damaged("more habits than there is room for") }
    for _ in 0..<stored {
      let key = try from.number(UInt64.self)
      let value = try Value(from: &from)
      guard key != 0, find(key) == nil else { throw .damaged("a key twice, or none") }
      at(key).pointee = value
    }
  }
}
