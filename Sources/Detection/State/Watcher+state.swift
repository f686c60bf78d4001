import Activity
import Behaviour
import Expectations

extension Watcher {
  /// Keeps what one part knows before records that wait are judged.
  func suspend(_ part: Part, in suspension: Suspension) {
    switch part {
    case .behaviour:
      suspension.behaviour = behaviour?.snapshot() ?? []
      suspension.repeats = behaviour?.repeats(since: suspension.passed) ?? []
    case .sequences: suspension.sequences = sequences?.snapshot() ?? []
    case .declared:
      var out = StateOutput()
      writeTold(after: suspension.passed, to: &out)
      suspension.told = out.bytes
    }
  }

  /// Takes up baselines and sequences.
  ///
  /// - Parameter sources: for each number of a source in the state, the number that it has now.
  func restore(_ state: WatchState, sources: [UInt16]) throws(StateProblem) {
    do { if !state.behaviour.isEmpty { try behaviour?.restore(state.behaviour) } } catch {
      throw StateProblem("baselines: \(error)")
    }
    do { if !state.sequences.isEmpty { try sequences?.restore(state.sequences, sources: sources) } } catch {
      throw StateProblem("sequences: \(error)")
    }
  }

  /// What was told so lately that it is not told again: indicators of an identity, breaches of a day.
  private func writeTold(after passed: Int64, to out: inout StateOutput) {
    let since = passed < -StateInput.maxTime ? passed : passed - Self.tellAgainAfter
    let told = told.filter { $0.value >= since }.sorted { $0.key < $1.key }
    out.put(count: told.count)
    for (key, time) in told {
      out.put(key)
      out.put(time)
    }
    out.put(declaredForChecks != nil)
    declaredForChecks?.set.writeTold(after: passed, to: &out)
  }

  /// What a run without watchers leaves.
  static var nothingTold: [UInt8] {
    var out = StateOutput()
    out.put(count: 0)
    out.put(false)
    return out.bytes
  }

  static func readTold(
    _ from: inout StateInput, into watcher: Watcher?, losses: inout StateLosses
  ) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 16, atMost: maxTold)) {
      let key = try from.number(UInt64.self)
      watcher?.told[key] = try from.time()
    }
    guard try from.flag() else { return }
    let breaches = try ToldBreaches(&from)
    if let declared = watcher?.declaredForChecks {
      losses.breaches += declared.set.take(breaches)
    } else {
      losses.breaches += breaches.count
    }
  }
}
