import JSONTape

/// What makes the evaluator look at a rule. Immortal memory without reference counts, because it is read on every
/// record.
// proof: the memory is written before the value is made and never again, and never freed.
struct Witnesses: @unchecked Sendable {
  /// Exact values, slot by slot.
  var tables = UnsafeBufferPointer<WitnessTable>(start: nil, count: 0)
  /// Rules that are looked at whenever a slot is present.
  var presence = UnsafeBufferPointer<SlotRules>(start: nil, count: 0)
  /// Rules that are looked at always.
  var always = UnsafeBufferPointer<UInt32>(start: nil, count: 0)

  struct SlotRules {
    var slot: UInt32
    var rules: UnsafeBufferPointer<UInt32>
  }
}

/// From the hash of a value to the rules that it calls for. Two values of one hash call for both's rules, which costs
/// a look and nothing else.
struct WitnessTable {
  let slot: UInt32
  private let mask: Int
  private let places: UnsafeBufferPointer<Place>
  let rules: UnsafeBufferPointer<UInt32>

  /// A value's hash and its range in `rules`; an empty range is an empty place.
  private struct Place {
    var hash: UInt64 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0
  }

  init(slot: UInt32, values: [[UInt8]: [UInt32]]) {
    self.slot = slot
    var byHash: [UInt64: [UInt32]] = [:]
    for (value, rules) in values {
      let hash = value.withUnsafeBytes { ASCIIFold.hash(ByteSpan($0)) }
      byHash[hash, default: []].append(contentsOf: rules)
    }
    var size = 2
    while size < byHash.count * 2 { size *= 2 }
    var places = Array(repeating: Place(), count: size)
    var rules: [UInt32] = []
    for (hash, called) in byHash.sorted(by: { $0.key < $1.key }) {
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while places[at].end > places[at].start { at = (at + 1) & (size - 1) }
      let start = UInt32(rules.count)
      rules.append(contentsOf: Set(called).sorted())
      places[at] = Place(hash: hash, start: start, end: UInt32(rules.count))
    }
    mask = size - 1
    self.places = Immortal.array(places)
    self.rules = Immortal.array(rules)
  }

  @inline(__always)
  func lookup(_ hash: UInt64) -> (start: UInt32, end: UInt32) {
    var at = Int(truncatingIfNeeded: hash) & mask
    while places[at].end > places[at].start {
      if places[at].hash == hash { return (places[at].start, places[at].end) }
      at = (at &+ 1) & mask
    }
    return (0, 0)
  }
}
