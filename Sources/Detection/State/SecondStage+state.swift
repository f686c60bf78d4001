import Activity
import Behaviour

extension SecondStage {
  /// What the next run goes on from, once all runs are through; `nil` where it is not kept. What need not have waited any
  /// longer is settled in it; what waited for its order, at most `lateness` records, is in it as it was: the state knows
  /// nothing of how this run judged that.
  public var state: WatchState? {
    guard let suspension else { return nil }
    var state = WatchState()
    state.behaviour = suspension.behaviour
    state.sequences = suspension.sequences
    state.habits = suspension.habits
    var out = StateOutput()
    out.put(max(suspension.passed, -StateInput.maxTime))
    files.write(to: &out)
    out.put(count: engine.mappings.count)
    for mapping in engine.mappings { out.put(mapping.source) }
    out.append(suspension.told)
    out.put(suspension.repeats)
    out.put(suspension.windows)
    out.put(suspension.held)
    state.stage = out.bytes
    var names = StateOutput()
    engine.names.write(to: &names)
    state.names = names.bytes
    return state
  }

  /// Takes up where another run was suspended. Call it before the first record; after an error the stage is of no use.
  ///
  /// - Returns: what could not be taken up because rules or content are others.
  public func restore(_ state: WatchState) throws(StateProblem) -> StateLosses {
    var losses = StateLosses()
    var names = StateInput(state.names)
    try engine.names.read(&names)
    try names.end()
    var from = StateInput(state.stage)
    let passed = try from.time()
    order.passed = passed == -StateInput.maxTime ? .min : passed
    try files.read(&from)
    var sources: [UInt16] = []
    for _ in 0..<(try from.count(of: 4, atMost: Int(UInt16.max))) {
      let name = try from.text()
      let place = engine.mappings.firstIndex { $0.source == name }
      if place == nil { losses.sources += 1 }
      sources.append(UInt16(truncatingIfNeeded: place ?? engine.mappings.count))
    }
    let numbers = SourceNumbers(sources, none: UInt16(truncatingIfNeeded: engine.mappings.count))
    try Watcher.readTold(&from, into: watcher, losses: &losses)
    let repeats = try from.data()
    try correlator.restore(try from.data(), names: engine.names, sources: numbers, losses: &losses)
    let waiting = try HeldRecords(
      try from.data(), engine: engine, before: files.first, sources: numbers, losses: &losses)
    try from.end()
    for (file, result) in waiting.results { order.add(result, rank: files.rank(file), file: nil) }
    try watcher?.restore(state, sources: sources)
    try watcher?.behaviour?.restoreRepeats(repeats)
    if !state.habits.isEmpty { try habits?.restore(state.habits) }
    return losses
  }
}

/// Sources by the numbers that they had when the state was made.
struct SourceNumbers {
  private let numbers: [UInt16]
  private let none: UInt16

  init(_ numbers: [UInt16], none: UInt16) {
    self.numbers = numbers
    self.none = none
  }

  subscript(_ number: UInt16) -> UInt16 { Int(number) < numbers.count ? numbers[Int(number)] : none }
}
