import Activity

/// One stretch of surprising activity of one identity: the union of what was new in it, each fact once, so that a burst
/// of a thousand records is as surprising as what it shows and no more.
///
/// It ends when the identity has been quiet, or unsurprising, for `BehaviourOptions.episodeIdleHours`, and after
/// `episodeHours` at the latest.
struct Episode: BitwiseCopyable {
  /// The identity's place + 1 while in use; 0 where free.
  var identity: UInt32 = 0
  var firstHour: UInt32 = 0
  var lastHour: UInt32 = 0
  /// Facts of place, tool and credential, with their bits.
  var context: SIMD8<UInt32> = .zero
  var contextBits: SIMD8<Float> = .zero
  /// Facts of acts; when full, the least surprising gives way.
  var acts: SIMD16<UInt32> = .zero
  var actBits: SIMD16<Float> = .zero
  /// Hashes of up to eight new operations of high sensitivity or above, for the reasons.
  var operations: SIMD8<UInt64> = .zero
  var operationCount: UInt16 = 0
  var newOperations: UInt16 = 0
  var newServices: UInt16 = 0
  var relatedCount: UInt16 = 0
  /// Kinds of looking around that were never done before, within two hours of the clock from `exploredHour` on.
  var explored: UInt16 = 0
  var exploredRefused: UInt16 = 0
  var exploredIdentities: UInt16 = 0
  var exploredHour: UInt32 = 0
  /// How many records showed something new.
  var records: UInt32 = 0
  /// The highest level emitted, plus one, four bits a kind of finding.
  var emitted: UInt64 = 0
  var emittedMore: UInt64 = 0
  var related: (Place, Place, Place, Place, Place, Place, Place, Place) = (
    Place(), Place(), Place(), Place(), Place(), Place(), Place(), Place()
  )

  static let maxRelated = 8

  struct Place: BitwiseCopyable {
    var recordID: UInt64 = 0
    var record: Int = 0
    var file: UInt32 = 0
  }

  mutating func addContext(_ print: UInt32, bits: Float) {
    Self.add(print, bits, to: &context, &contextBits)
  }

  mutating func addAct(_ print: UInt32, bits: Float) {
    Self.add(print, bits, to: &acts, &actBits)
  }

  /// Adds a fact that is not there yet; where there is no room, the least surprising gives way.
  @inline(__always)
  private static func add<Prints: SIMD<UInt32>, Bits: SIMD<Float>>(
    _ print: UInt32, _ bits: Float, to prints: inout Prints, _ known: inout Bits
  ) {
    for place in prints.indices {
      if prints[place] == print { return }
      if prints[place] == 0 {
        prints[place] = print
        known[place] = bits
        return
      }
    }
    let least = known.min()
    guard bits > least, let place = known.indices.first(where: { known[$0] == least }) else { return }
    prints[place] = print
    known[place] = bits
  }

  func bits(_ print: UInt32, isContext: Bool) -> Float {
    // Most facts of a record are not among them: one look at all says so.
    if isContext {
      guard any(context .== print) else { return 0 }
      for place in 0..<8 where context[place] == print { return contextBits[place] }
    } else {
      guard any(acts .== print) else { return 0 }
      for place in 0..<16 where acts[place] == print { return actBits[place] }
    }
    return 0
  }

  mutating func addOperation(_ hash: UInt64) {
    for place in 0..<8 where operations[place] == hash { return }
    if operationCount < 8 { operations[Int(operationCount)] = hash }
    operationCount &+= operationCount < .max ? 1 : 0
  }

  mutating func addRelated(_ observation: Observation) {
    guard relatedCount < Self.maxRelated else { return }
    let place = Place(recordID: observation.recordID, record: observation.record, file: observation.file)
    // Several detectors may point to one record.
    if relatedCount > 0 {
      let last = relatedPlace(Int(relatedCount) - 1)
      if last.recordID == place.recordID, last.record == place.record, last.file == place.file { return }
    }
    setRelated(Int(relatedCount), place)
    relatedCount += 1
  }

  func relatedPlace(_ index: Int) -> Place {
    switch index {
    case 0: related.0
    case 1: related.1
    case 2: related.2
    case 3: related.3
    case 4: related.4
    case 5: related.5
    case 6: related.6
    default: related.7
    }
  }

  mutating func setRelated(_ index: Int, _ place: Place) {
    switch index {
    case 0: related.0 = place
    case 1: related.1 = place
    case 2: related.2 = place
    case 3: related.3 = place
    case 4: related.4 = place
    case 5: related.5 = place
    case 6: related.6 = place
    default: related.7 = place
    }
  }

  /// Notes that a finding of the kind is made at the level; false where one of that level or above was made before.
  mutating func emit(_ kind: Int, _ level: Level) -> Bool {
    let shift = UInt64((kind & 15) * 4)
    let word = kind < 16 ? emitted : emittedMore
    let value = UInt64(level.rawValue + 1)
    guard word >> shift & 15 < value else { return false }
    let changed = word & ~(15 << shift) | value << shift
    if kind < 16 { emitted = changed } else { emittedMore = changed }
    return true
  }

  func wasEmitted(_ kind: Int) -> Bool { (kind < 16 ? emitted : emittedMore) >> UInt64((kind & 15) * 4) & 15 != 0 }
}
