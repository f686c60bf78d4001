import Activity

extension HabitMemory {
  /// All that is remembered; the same memory gives the same bytes. `restore` takes it up at the next record.
  public func snapshot() -> [UInt8] {
    var out = StateOutput()
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
    out.put(areFirstsSettled)
    firsts.write(to: &out)
    return out.bytes
  }

  /// Takes up what `snapshot` gave. Only for one that has observed nothing yet; after an error it is of no more use.
  public mutating func restore(_ bytes: [UInt8]) throws(StateProblem) {
    var from = StateInput(bytes)
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
    areFirstsSettled = try from.flag()
    try firsts.read(&from, atMost: options.maxFirsts)
    try from.end()
  }
}

/// A record of the memory as a state holds it.
protocol HabitRecord: BitwiseCopyable {
  /// Bytes of it in a state.
  static var stored: Int { get }
  func write(to out: inout StateOutput)
  init(from: inout StateInput) throws(StateProblem)
}

extension KeyTable where Value: HabitRecord {
  fileprivate func write(to out: inout StateOutput) {
    out.put(count: count)
    for (key, value) in sorted() {
      out.put(key)
      value.write(to: &out)
    }
  }

  fileprivate mutating func read(_ from: inout StateInput, atMost cap: Int) throws(StateProblem) {
    let stored = try from.count(of: 8 + Value.stored, atMost: cap)
    for _ in 0..<stored {
      let key = try from.key()
      let value = try Value(from: &from)
      guard find(key) == nil else { throw .damaged("a key stands there twice") }
      at(key).pointee = value
    }
  }
}
