import Activity
import Behaviour

extension SecondStage {
  /// Ends a run that another will go on from. What need not wait any longer is settled; what waits for its order is
  /// held back, at most `lateness` records, and goes with the state as it is. `finish` then judges it for this run's
  /// output alone: the state that is given here knows nothing of that.
  public mutating func suspend(
    observe: (Observation) -> Void = { _ in }, _ emit: (Alert) -> Void
  ) -> WatchState {
    if order.isAbundant { release(all: false, observe, emit) }
    let passed = order.passed
    var runs: [ObservationRun] = []
    order.release(all: true) { runs.append($0) }
    held = runs
    isSuspended = true

    var state = WatchState()
    state.behaviour = watcher?.behaviour?.snapshot() ?? []
    state.sequences = watcher?.sequences?.snapshot() ?? []
    var out = StateOutput()
    out.put(max(passed, -StateInput.maxTime))
    files.write(to: &out)
    out.put(count: engine.mappings.count)
    for mapping in engine.mappings { out.put(mapping.source) }
    watcher?.writeTold(after: passed, to: &out)
    if watcher == nil { Watcher.writeNothingTold(to: &out) }
    out.put(watcher?.behaviour?.repeats(since: passed) ?? [])
    out.put(correlator.stateBytes(passed: passed))
    out.put(HeldRecords.bytes(of: runs, book: engine.book))
    state.stage = out.bytes
    var names = StateOutput()
    engine.names.write(to: &names)
    state.names = names.bytes
    return state
  }

  /// Takes up where another run was suspended. Call it before the first `add`; after an error the stage is of no use.
  ///
  /// - Returns: what could not be taken up because rules or content are others.
  public mutating func restore(_ state: WatchState) throws(StateProblem) -> StateLosses {
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
    ranks = files.ranks(with: Set(waiting.results.map(\.file)))
    for (file, result) in waiting.results { order.add(result, rank: ranks[file] ?? 0) }
    try watcher?.restore(state, sources: sources)
    try watcher?.behaviour?.restoreRepeats(repeats)
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
