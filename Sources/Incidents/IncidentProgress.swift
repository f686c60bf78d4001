import Detection

/// How far an incident got, and how soon it could be known. Times are microseconds since 1970.
public struct IncidentProgress: Sendable, Hashable {
  /// The furthest tactic, in ATT&CK's order, of which something succeeded; `nil` where nothing did.
  public var furthest: Tactic?
  /// When the first alert came that opens an incident.
  public var detected: Int64
  /// When data or resources were first lost: something of exfiltration or impact succeeded at medium or above.
  public var firstLoss: Int64?
  /// From the first alert to the last, in microseconds.
  public var dwell: Int64
  /// From the first alert, low ones included, to the one that opens.
  public var timeToDetect: Int64

  /// How long before the first loss the incident could be known; negative if after it.
  public var warning: Int64? { firstLoss.map { $0 - detected } }

  init(steps: [IncidentStep], risen: Int64?) {
    let start = steps.lazy.map(\.first).filter { $0 != 0 }.min() ?? 0
    let end = steps.lazy.map(\.last).max() ?? 0
    let opener = steps.lazy.filter { $0.level >= .medium }.map(\.first).min()
    detected = [opener, risen].compactMap { $0 }.min() ?? start
    dwell = max(0, end - start)
    timeToDetect = max(0, detected - start)
    furthest = steps.lazy.filter { !$0.refused && $0.level > .informational }.compactMap(\.tactic).max()
    firstLoss =
      steps.lazy.filter { step in
        !step.refused && step.level >= .medium && (step.tactic == .exfiltration || step.tactic == .impact)
      }.map(\.first).min()
  }
}
