import Activity
import Detection

/// Joins alerts into incidents. Feed it in order of event time, then take the incidents with `finish`.
///
/// Alerts are first folded into steps of *trails*, one a principal; trails are joined by what they share only when
/// incidents are made, so that an address or target that turns out to be everybody's joins nothing, whatever came first.
/// Memory is bounded by `limits`. Single-threaded.
public struct IncidentBuilder: Sendable {
  public let limits: IncidentLimits
  /// Alerts taken so far.
  public private(set) var alerts = 0
  /// Alerts that a bound kept from being joined; they were raised as alerts all the same.
  public internal(set) var unjoined = 0

  var trails: [Trail] = []
  /// The newest opening and the newest low trail of each principal.
  var openTrail: [UInt64: Int32] = [:]
  var lowTrail: [UInt64: Int32] = [:]
  var steps: [FoldedStep] = []
  /// Of `steps`, those of low alerts.
  var pendingSteps = 0
  var stepOf: [FoldKey: Int32] = [:]
  var links: [Link] = []
  var linkOf: [LinkKey: Int32] = [:]
  var rules: [ObjectIdentifier: Int32] = [:]
  /// Keeps the rules alive, so that an `ObjectIdentifier` is never one of another rule.
  var ruleObjects: [AlertRule] = []
  var ruleOfID: [String: Int32] = [:]
  var actors: [UInt64: ActorFacts] = [:]
  var sealed: [Incident] = []
  var now = Int64.min

  public init(limits: IncidentLimits = IncidentLimits()) {
    self.limits = limits
  }

  /// Takes an alert. One that folds into a step costs a few dictionary look-ups; its activity is not unpacked.
  public mutating func add(_ alert: Alert) {
    alerts += 1
    now = max(now, alert.time)
    let key = foldKey(of: alert)
    if let index = stepOf[key], fold(alert, into: Int(index)) { return }
    open(alert, key: key)
  }

  /// Makes the incidents, worst first, and starts anew.
  public mutating func finish() -> [Incident] {
    seal(before: nil)
    let incidents = sealed.sorted(by: Incident.isWorse)
    self = IncidentBuilder(limits: limits)
    return incidents
  }

  private mutating func foldKey(of alert: Alert) -> FoldKey {
    FoldKey(
      rule: ruleIndex(alert.rule), outcome: alert.outcome, actor: alert.keys.actor, issuer: alert.keys.issuer,
      operation: alert.keys.operation, address: alert.keys.address)
  }

  private mutating func ruleIndex(_ rule: AlertRule) -> Int32 {
    if let index = rules[ObjectIdentifier(rule)] { return index }
    let index = ruleOfID[rule.id] ?? Int32(ruleOfID.count)
    ruleOfID[rule.id] = index
    ruleObjects.append(rule)
    rules[ObjectIdentifier(rule)] = index
    return index
  }
}

extension Incident {
  /// By level, then score, then start, then id.
  static func isWorse(_ left: Incident, _ right: Incident) -> Bool {
    if left.level != right.level { return left.level > right.level }
    if left.score != right.score { return left.score > right.score }
    return (left.start, left.id) < (right.start, right.id)
  }
}
