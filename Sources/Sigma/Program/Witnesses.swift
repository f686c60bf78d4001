import JSONTape

/// What makes the evaluator look at a rule.
struct Witnesses: Sendable {
  /// Exact values, slot by slot.
  var tables: [WitnessTable] = []
  /// Rules that are looked at whenever a slot is present.
  var presence: [(slot: UInt32, rules: [UInt32])] = []
  /// Rules that are looked at always.
  var always: [UInt32] = []
}

/// From the hash of a value to the rules that it calls for. Two values of one hash call for both's rules, which costs
/// a look and nothing else.
struct WitnessTable: Sendable {
  let slot: UInt32
  let hashes: [UInt64]
  /// Start and end in `rules`; an empty range is an empty place.
  let ranges: [(start: UInt32, end: UInt32)]
  let rules: [UInt32]

  init(slot: UInt32, values: [[UInt8]: [UInt32]]) {
    self.slot = slot
    var byHash: [UInt64: [UInt32]] = [:]
    for (value, rules) in values {
      let hash = value.withUnsafeBytes { ASCIIFold.hash(ByteSpan($0)) }
      byHash[hash, default: []].append(contentsOf: rules)
    }
    var size = 2
    while size < byHash.count * 2 { size *= 2 }
    var hashes = Array(repeating: UInt64(0), count: size)
    var ranges = Array(repeating: (start: UInt32(0), end: UInt32(0)), count: size)
    var rules: [UInt32] = []
    for (hash, called) in byHash.sorted(by: { $0.key < $1.key }) {
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while ranges[at].end > ranges[at].start { at = (at + 1) & (size - 1) }
      hashes[at] = hash
      let start = UInt32(rules.count)
      rules.append(contentsOf: Set(called).sorted())
      ranges[at] = (start, UInt32(rules.count))
    }
    self.hashes = hashes
    self.ranges = ranges
    self.rules = rules
  }

  @inline(__always)
  func lookup(_ hash: UInt64) -> (start: UInt32, end: UInt32) {
    var at = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while ranges[at].end > ranges[at].start {
      if hashes[at] == hash { return ranges[at] }
      at = (at + 1) & (hashes.count - 1)
    }
    return (0, 0)
  }
}
