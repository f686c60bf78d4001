import Activity
import Detection

/// One principal's run of alerts without a gap longer than the window.
struct Trail {
  /// Hash of the identity that acts, or of the one behind its session.
  var principal: UInt64
  /// The actor is a provider's service, unknown or anonymous: it is no identity to join by.
  var isWeak: Bool
  /// For a weak trail: what else it may be put together with if it joins nothing, e.g. all that one service did.
  var weakGroup: UInt64
  /// Whether an alert of medium or above is in it.
  var opens: Bool
  var first: Int64
  var last: Int64
  var steps: [Int32] = []
  /// Alerts on top of `stepsPerTrail`, by level.
  var overflow: [Level: Int] = [:]
  /// What the principal's lower alerts had added up to when the run began; 0...
  var priorRisk = 0.0
}

/// Everything by which two alerts are told apart; equal ones fold into one step.
struct FoldKey: PlaceKey, Hashable {
  var rule: Int32 = 0
  var outcome = Outcome.unknown
  var actor: UInt64 = 0
  var issuer: UInt64 = 0
  var operation: UInt64 = 0
  var address: UInt64 = 0

  /// What it is made of are hashes already: one number of them all is as good as each.
  var mixed: UInt64 {
    let words = UInt64(truncatingIfNeeded: rule) << 8 | UInt64(outcome.rawValue)
    let left = (actor ^ words &* 0x9E37_79B9_7F4A_7C15) &* 0xC2B2_AE3D_27D4_EB4F ^ issuer
    let right = (operation ^ 0x2545_F491_4F6C_DD1D) &* 0xBF58_476D_1CE4_E5B9 ^ address
    return (left ^ left >> 32) &* 0xD6E8_FEB8_6659_FD93 ^ (right ^ right >> 29) &* 0x94D0_49BB_1331_11EB
  }

  func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
}

/// Alerts folded into one.
struct FoldedStep {
  static let samples = 8
  static let records = 5
  static let countedTargets = 1024
  static let issued = 64
  /// Records that are remembered, to tell one that is delivered again.
  static let remembered = 64

  var trail: Int32
  var key: FoldKey
  /// Whether the act gives its actor a hold on the identity that it targets.
  var controlsTarget: Bool
  /// Whether the act hands out credentials, which are then looked for in each of the first alerts.
  var issues: Bool
  var issuedCount = 0
  /// The earliest alert: ties in time go to the lower path and index, so that order of arrival does not matter.
  var earliest: Alert
  var first: Int64
  var last: Int64
  var count = 1
  /// Alerts among them that are no habit.
  var unusual: Int
  var references: [TimedReference] = []
  var targetHashes = HashBag()
  var targets: [Sample<Activity.Target>] = []
  var credentials: [Sample<Activity.Credential>] = []
  /// The keys that the last alert had, and the links that it touched.
  var lastKeys: EntityKeys
  var lastDevice: UInt64 = 0
  var lastSession: UInt64 = 0
  var slots = LinkSlots()
  /// Hashes of the last records' ids, in a ring.
  var recent: [UInt64] = []
  var recentNext = 0
}

struct Sample<Value: Sendable>: Sendable {
  var time: Int64
  var hash: UInt64
  var value: Value
}

struct TimedReference: Sendable {
  var time: Int64
  var record: RecordReference

  static func < (left: Self, right: Self) -> Bool {
    (left.time, left.record.path, left.record.index) < (right.time, right.record.path, right.record.index)
  }
}
