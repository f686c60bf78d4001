import Activity
import Detection
import Incidents

/// What earlier runs have told, and what of their state has no place in this one.
struct EarlierRuns {
  var told = ToldAlerts()
  var reported = ReportedIncidents()
  private(set) var losses = StateLosses()

  init() {}

  /// Takes up a state, before the first record. After an error the second stage and the incidents are of no use.
  init(
    _ state: ScanState, engine: Engine, second: SecondStage, incidents: inout IncidentBuilder
  ) throws(StateProblem) {
    losses = try second.restore(state.watch)
    let loaded = Set((engine.book.rules.map(\.alert) + engine.book.correlations.map(\.alert)).map(\.id))
    try incidents.restore(state.incidents, names: engine.names, losses: &losses) { rule in
      switch rule.kind {
      case .builtin, .sigma: loaded.contains(rule.id)
      case .behaviour, .intel: true
      }
    }
    var from = StateInput(state.told)
    try told.read(&from)
    try reported.read(&from)
    try from.end()
  }

  /// For the next run.
  var bytes: [UInt8] {
    var out = StateOutput()
    told.write(to: &out)
    reported.write(to: &out)
    return out.bytes
  }
}
