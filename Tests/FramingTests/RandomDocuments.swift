/// A small generator of its own, so that a seed gives the same run everywhere (SplitMix64).
struct Chance: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }
}

/// Streams of valid records in every layout, with the records that they hold.
struct RandomDocuments {
  var chance: Chance

  mutating func string() -> String {
    let parts = [
      "a", "Ω", " ", "\\\"", "\\\\", "{", "}", "[", "]", ",", ":", "\\n", "\\u007b", "\\\\\\\"", "0", "Records",
    ]
    return "\"" + (0..<chance.below(9)).map { _ in parts[chance.below(parts.count)] }.joined() + "\""
  }

  mutating func value(depth: Int, blank: String) -> String {
    switch chance.below(depth > 3 ? 4 : 7) {
    case 0: return string()
    case 1: return ["0", "-1.5e3", "12345678901234567890"][chance.below(3)]
    case 2: return ["true", "false", "null"][chance.below(3)]
    case 3: return ["{}", "[]"][chance.below(2)]
    case 4:
      let members = (0..<chance.below(4)).map { _ in value(depth: depth + 1, blank: blank) }
      return "[" + members.joined(separator: "," + blank) + "]"
    default: return object(depth: depth + 1, blank: blank)
    }
  }

  mutating func object(depth: Int, blank: String) -> String {
    var members = (0..<chance.below(5)).map { _ in "\(string()):\(value(depth: depth, blank: blank))" }
    if chance.happens(20) { members.append("\"pad\":\"" + String(repeating: "x", count: chance.below(200)) + "\"") }
    return "{" + blank + members.joined(separator: "," + blank) + blank + "}"
  }

  /// A stream and its records. No record of it is an envelope.
  mutating func stream() -> (text: String, records: [String]) {
    let blank = ["", " ", "\n  ", "\r\n\t"][chance.below(4)]
    let records = (0..<chance.below(12)).map { n in
      "{" + blank + "\"n\":\(n)," + blank + "\"v\":" + object(depth: 1, blank: blank) + blank + "}"
    }
    let between = ["\n", "", " ", "\r\n", "\n\n"][chance.below(5)]
    switch chance.below(4) {
    case 0: return (records.joined(separator: between), records)
    case 1: return ("[" + between + records.joined(separator: "," + between) + between + "]" + between, records)
    case 2:
      let before = chance.happens(50) ? "\"v\":\(value(depth: 1, blank: blank))," : ""
      let after = chance.happens(50) ? ",\"w\":\(value(depth: 1, blank: blank))" : ""
      let list = records.joined(separator: "," + between)
      if records.isEmpty { return ("", []) }
      return (
        "{" + between + before + "\"Records\":" + between + "[" + between + list + "]" + after + "}" + between, records
      )
    default: return (records.map { $0 + between + "\n" }.joined(), records)
    }
  }

  /// The stream with some bytes changed, dropped, doubled or cut off.
  mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("{}[]\",:\\\n\r \u{0}aRecords".utf8)
    for _ in 0..<1 + chance.below(4) where !bytes.isEmpty {
      let at = chance.below(bytes.count)
      switch chance.below(5) {
      case 0: bytes[at] = alphabet[chance.below(alphabet.count)]
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(alphabet[chance.below(alphabet.count)], at: at)
      case 3: bytes.removeSubrange(at..<min(bytes.count, at + chance.below(40)))
      default:
        bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + chance.below(40))], at: chance.below(bytes.count))
      }
    }
    if chance.happens(20) { bytes.removeLast(chance.below(bytes.count + 1)) }
    return bytes
  }
}
