import Activity

/// One observation and all that detectors ask of it: what of it is new in the present episode, and how surprising.
///
/// Invariant: it lives no longer than the call that the observation stays in its place for (`Behaviour.observe`).
struct Judgement {
  let seen: UnsafePointer<Observation>
  let record: UnsafeMutablePointer<IdentityRecord>
  let place: Int
  let day: UInt16
  let hour: UInt32
  /// Whether enough is known of the identity.
  let isWarm: Bool
  var family: AgentFamily?
  var origin = PlaceMemo.Place()
  var operation = OperationMemo.Facts()

  /// Facts of the observation that are new, or were new earlier in the episode, with their bits.
  var facts = SIMD16<UInt32>.zero
  var bits = SIMD16<Float>.zero
  var factCount = 0

  /// The greatest of each aspect's facts: facts of one aspect tell one thing.
  var placeBits: Float = 0
  var toolBits: Float = 0
  var credentialBits: Float = 0
  var actBits: Float = 0
  var hourBits: Float = 0
  var operationIsNew = false
  /// Never done before this record; `operationIsNew` stays true for the episode.
  var operationIsFirst = false
  var actIsNew = false
  /// Days that the observation's long-lived credential had been silent, where it was in real use before.
  var credentialGap = 0
  var looksAtCounts = false

  init(
    _ seen: UnsafePointer<Observation>, record: UnsafeMutablePointer<IdentityRecord>, place: Int, day: UInt16,
    hour: UInt32,
    isWarm: Bool
  ) {
    self.seen = seen
    self.record = record
    self.place = place
    self.day = day
    self.hour = hour
    self.isWarm = isWarm
  }

  @inline(__always)
  var observation: Observation { seen.pointee }

  /// Bits that say "this may be somebody else": an unusual hour adds to them and is never alone.
  var context: Float {
    let other = placeBits + toolBits + credentialBits
    return other > 0 ? other + hourBits + (isAnonymised && placeBits > 0 ? 3 : 0) + (isOffensive ? 4 : 0) : 0
  }

  var total: Float { context + actBits }

  /// Of the four aspects how many are a surprise of their own.
  var aspects: Int {
    (placeBits >= 4 ? 1 : 0) + (toolBits >= 4 ? 1 : 0) + (credentialBits >= 4 ? 1 : 0) + (actBits >= 3 ? 1 : 0)
  }

  var isAnonymised: Bool {
    origin.kinds & (AddressFacts.Kinds.anonymiser.rawValue) != 0
  }
  var isHosting: Bool { origin.kinds & AddressFacts.Kinds.hosting.rawValue != 0 }
  var isOffensive: Bool { toolBits > 0 && (family?.tool.nature == .offensive || family?.system == .attackLinux) }
  var isRefused: Bool { observation.outcome == .denied || observation.outcome == .failure }

  mutating func add(_ print: FactPrint, _ kind: FactKind, _ value: Float) {
    guard factCount < 16, value > 0 else { return }
    facts[factCount] = print.bits
    bits[factCount] = value
    factCount += 1
    switch kind.aspect {
    case .place: placeBits = max(placeBits, value)
    case .tool: toolBits = max(toolBits, value)
    case .credential: credentialBits = max(credentialBits, value)
    case .act: actBits = max(actBits, value)
    }
  }
}
