import Activity

/// Some observations in event time on their way through the second stage, with what its parts have found on them.
///
/// The parts of the watch may take a run in any order and side by side; then it is settled, then told, any number of
/// times. Each of these follows the runs in their order.
// proof: each part of the watch writes its own element of `found` alone, `settle` runs after all of them and writes
// `alerts`, and what reads those runs after it; whoever moves a run from one to the next synchronises the threads.
public final class StageTwoRun: @unchecked Sendable {
  let observations: ObservationRun
  /// Whether no further run follows.
  public let isLast: Bool
  /// Where the run holds no observations, but parts what has to be kept from what comes after it.
  let suspension: Suspension?
  /// What each part of the watch has found, by rising place.
  private let found: UnsafeMutablePointer<[(place: Int, found: Watcher.Found)]>
  /// By rising place.
  var alerts: [Settled] = []

  /// An alert on one of the observations.
  struct Settled: Sendable {
    /// The observation's; of an alert that comes at the very end the place past the last.
    var place: Int
    var alert: Alert
  }

  init(_ observations: ObservationRun, isLast: Bool = false, suspension: Suspension? = nil) {
    self.observations = observations
    self.suspension = suspension
    self.isLast = isLast
    found = .allocate(capacity: SecondStage.watchParts)
    found.initialize(repeating: [], count: SecondStage.watchParts)
  }

  deinit {
    found.deinitialize(count: SecondStage.watchParts)
    found.deallocate()
  }

  /// Whether runs after this one will be judged again by the next run of Yagura.
  public var isSuspension: Bool { suspension != nil }

  func keep(_ list: [(place: Int, found: Watcher.Found)], part: Watcher.Part) { found[part.rawValue] = list }

  /// What all parts have found, by the observation's place, then the part's.
  func takeFound() -> [(place: Int, found: Watcher.Found)] {
    let all = Watcher.Part.allCases.flatMap { part in found[part.rawValue].map { (part.rawValue, $0) } }
    for part in Watcher.Part.allCases { found[part.rawValue] = [] }
    return all.sorted { ($0.1.place, $0.0) < ($1.1.place, $1.0) }.map { $0.1 }
  }

  /// Gives every observation, each before the alerts on it, in event time. The pointers are valid as long as the run.
  public func replay(observe: (UnsafePointer<Observation>) -> Void, _ emit: (Alert) -> Void) {
    alerts.withUnsafeBufferPointer { alerts in
      observations.withPlaces { places in
        var next = 0
        for place in places.indices {
          observe(places[place])
          while next < alerts.count, alerts[next].place == place {
            emit(alerts[next].alert)
            next += 1
          }
        }
        for settled in alerts[next...] { emit(settled.alert) }
      }
    }
  }

  /// Gives the alerts in event time.
  public func forEachAlert(_ body: (Alert) -> Void) {
    alerts.withUnsafeBufferPointer { alerts in
      for place in alerts.indices { body(alerts[place].alert) }
    }
  }
}
