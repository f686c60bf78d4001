import Activity
import Behaviour
import Detection

/// Joins alerts into incidents. Feed it records and alerts in order of event time, as far as they are in order, then take
/// the incidents with `finish`, or what has changed so far with `updates`.
///
/// Alerts are first folded into steps of *trails*, one a principal; trails are joined by what they share only when
/// incidents are made, so that an address or target that turns out to be everybody's joins nothing, whatever came first.
/// Within the bounds the incidents depend on the set of alerts, not on the order in which they came.
/// Memory is bounded by `limits`. Single-threaded.
public struct IncidentBuilder: Sendable {
  public let limits: IncidentLimits
  /// What was taken and what a bound kept out; of the last run, after `finish`.
  public internal(set) var tally = IncidentTally()

  /// What may explain alerts away: expectations, mutes.
  let explanations: [any ExplanationSource]
  var trails: [Trail] = []
  /// The newest opening and the newest low trail of each principal.
  var openTrail: [UInt64: Int32] = [:]
  var lowTrail: [UInt64: Int32] = [:]
  var steps: [FoldedStep] = []
  /// Of `steps`, those of low alerts.
  var pendingSteps = 0
  var stepOf = PlaceTable<FoldKey>()
  var links: [Link] = []
  var linkOf = PlaceTable<LinkKey>()
  var rules: [ObjectIdentifier: Int32] = [:]
  /// The rules met last, by their addresses; made with the first.
  private var recentRules: [RecentRule] = []
  /// Keeps the rules alive, so that an `ObjectIdentifier` is never one of another rule.
  var ruleObjects: [AlertRule] = []
  var ruleOfID: [String: Int32] = [:]
  /// By rule: about how many principals it fired for, as a bitmap of 64 for linear counting.
  var ruleSpread: [UInt64] = []
  var actors: [UInt64: ActorFacts] = [:]
  /// Whether the identity behind a session may stand for it, by its hash.
  var issuers: [UInt64: Bool] = [:]
  var sealed: [Incident] = []
  /// What sealed incidents are made of, by their ids: only where a later run is to go on from this one.
  var sealedParts: [String: SealedParts] = [:]
  /// Set it before the first alert where `stateBytes` will be asked for.
  public var keepsSealedParts = false
  var now = Int64.min
  /// Whether an alert came before one that is later.
  var isDisordered = false

  var sharing = SharingSketch()
  var chains: CredentialChains
  var risks: RiskLedger
  /// Of the e-mail address, by actor, as records told it.
  var emails: [UInt64: UInt64] = [:]
  var recentEmails: [UInt64] = []
  var published: [String: Publication] = [:]

  /// - Parameter explanations: asked for every step when an incident is made.
  public init(limits: IncidentLimits = IncidentLimits(), explanations: [any ExplanationSource] = []) {
    self.limits = limits
    self.explanations = explanations
    chains = CredentialChains(capacity: limits.chains)
    risks = RiskLedger(capacity: limits.risks, halfLife: limits.riskHalfLife)
  }

  /// Takes an alert. One that folds into a step costs a few dictionary look-ups; its activity is not unpacked.
  public mutating func add(_ alert: Alert) {
    tally.alerts += 1
    if alert.time < now { isDisordered = true } else { now = alert.time }
    let facts = PackedFacts(alert)
    let seen = alert.seen
    let key = FoldKey(
      rule: ruleIndex(alert.rule), outcome: facts.outcome, actor: seen.keys.actor, issuer: seen.keys.issuer,
      operation: seen.keys.operation, address: seen.keys.address)
    if let index = stepOf[key], fold(alert, facts, into: Int(index)) { return }
    open(alert, facts, key: key)
  }

  /// Says of the first alert of a step, and of the time of the last, whether what came after shows it to be everyday.
  public typealias Hindsight = (Alert, Int64) -> Habit?

  /// Makes the incidents, worst first, and starts anew. `tally` stays as it was at the end.
  ///
  /// - Parameters:
  ///   - isLast: nothing will be asked of the builder any more, so that it need not start anew.
  ///   - hindsight: asked for steps of medium level that were new when they were found.
  public mutating func finish(isLast: Bool = false, hindsight: Hindsight? = nil) -> [Incident] {
    seal(before: nil, hindsight: hindsight)
    var incidents = sealed
    settle(&incidents)
    _ = version(&incidents)
    let tally = total
    if !isLast { self = IncidentBuilder(limits: limits, explanations: explanations) }
    self.tally = tally
    return incidents
  }

  /// What an identity's low and informational alerts have added up to by `time`, halved with every half-life: 0 for none,
  /// about 0.02 for one.
  /// - Parameter identity: hash of its canonical key, as `EntityKeys.actor` has it.
  public func risk(of identity: UInt64, at time: Int64) -> Double {
    risks.risk(of: identity, before: time == .max ? time : time + 1)
  }

  var total: IncidentTally {
    var total = tally
    total.chainsEvicted = chains.evicted
    total.risksEvicted = risks.evicted
    total.lateObservations = sharing.late
    return total
  }

  private struct RecentRule: Sendable {
    var rule: ObjectIdentifier?
    var index: Int32 = 0
  }

  private mutating func ruleIndex(_ rule: AlertRule) -> Int32 {
    let identity = ObjectIdentifier(rule)
    if recentRules.isEmpty { recentRules = Array(repeating: RecentRule(), count: 256) }
    // Objects are at least sixteen bytes apart.
    let slot = Int(bitPattern: identity) >> 4 & 255
    if recentRules[slot].rule == identity { return recentRules[slot].index }
    let index = indexByIdentity(rule)
    recentRules[slot] = RecentRule(rule: identity, index: index)
    return index
  }

  private mutating func indexByIdentity(_ rule: AlertRule) -> Int32 {
    if let index = rules[ObjectIdentifier(rule)] { return index }
    let id = rule.foldingID
    let index = ruleOfID[id] ?? Int32(ruleOfID.count)
    if ruleOfID[id] == nil { ruleSpread.append(0) }
    ruleOfID[id] = index
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
