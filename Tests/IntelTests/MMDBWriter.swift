@testable import Intel

/// Writes small databases after MaxMind DB file format 2.0, for tests: 32-bit records, no pointers.
struct MMDBWriter {
  indirect enum Value {
    case text(String)
    case number(UInt64)
    /// With a type's number of the format: libmaxminddb wants metadata to be of the types that the format gives.
    case typed(Int, UInt64)
    case double(Double)
    case boolean(Bool)
    case map([(String, Value)])
    case array([Value])
    /// Bytes as they are, for damage.
    case raw([UInt8])
  }

  var type = "Test"
  var ipVersion: UInt64 = 6
  var buildEpoch: UInt64 = 1_760_000_000
  private var nodes: [(left: UInt32, right: UInt32)] = [(0, 0)]
  private var data: [UInt8] = []
  private static let isData: UInt32 = 1 << 31

  init(type: String = "Test") { self.type = type }

  mutating func add(_ network: String, _ value: Value) {
    guard let prefix = IPPrefix(network) else { return }
    let offset = UInt32(data.count)
    data += Self.bytes(value)
    // IPv4 networks stand under ::/96.
    let isFour = prefix.address.isFour && prefix.length >= 96
    let bits = isFour ? prefix.address.bits & 0xFFFF_FFFF : prefix.address.bits
    var node = 0
    for depth in 0..<prefix.length {
      let isRight = bits >> UInt128(127 - depth) & 1 == 1
      let known = isRight ? nodes[node].right : nodes[node].left
      if depth == prefix.length - 1 {
        set(node, isRight, Self.isData | offset)
      } else if known == 0 || known & Self.isData != 0 {
        nodes.append((known, known))
        set(node, isRight, UInt32(nodes.count - 1))
        node = nodes.count - 1
      } else {
        node = Int(known)
      }
    }
  }

  private mutating func set(_ node: Int, _ isRight: Bool, _ value: UInt32) {
    if isRight { nodes[node].right = value } else { nodes[node].left = value }
  }

  func file(extraMetadata: [(String, Value)] = [], nodeCount: UInt64? = nil) -> [UInt8] {
    let count = UInt32(nodes.count)
    var file: [UInt8] = []
    for node in nodes {
      for record in [node.left, node.right] {
        let value =
          record & Self.isData != 0 ? count + 16 + (record & ~Self.isData) : record == 0 ? count : record
        file += [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
      }
    }
    file += [UInt8](repeating: 0, count: 16) + data + MaxMindMetadata.marker
    file += Self.bytes(
      .map(
        [
          ("binary_format_major_version", .number(2)), ("binary_format_minor_version", .number(0)),
          ("build_epoch", .typed(9, buildEpoch)), ("database_type", .text(type)),
          ("description", .map([("en", .text("test"))])), ("ip_version", .number(ipVersion)),
          ("languages", .array([.text("en")])), ("node_count", .typed(6, nodeCount ?? UInt64(count))),
          ("record_size", .number(32)),
        ] + extraMetadata))
    return file
  }

  static func bytes(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text): return control(2, text.utf8.count) + Array(text.utf8)
    case .double(let number):
      return control(3, 8) + (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (56 - 8 * UInt64($0))) }
    case .number(let number):
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }.drop { $0 == 0 }
      return control(bytes.count <= 2 ? 5 : bytes.count <= 4 ? 6 : 9, bytes.count) + bytes
    case .typed(let kind, let number):
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }.drop { $0 == 0 }
      return control(kind, bytes.count) + bytes
    case .boolean(let flag): return control(14, flag ? 1 : 0)
    case .map(let members): return control(7, members.count) + members.flatMap { bytes(.text($0.0)) + bytes($0.1) }
    case .array(let elements): return control(11, elements.count) + elements.flatMap(bytes)
    case .raw(let bytes): return bytes
    }
  }

  private static func control(_ kind: Int, _ size: Int) -> [UInt8] {
    let (low, rest): (UInt8, [UInt8]) =
      size < 29
      ? (UInt8(size), [])
      : size < 285 ? (29, [UInt8(size - 29)]) : (30, [UInt8((size - 285) >> 8), UInt8((size - 285) & 255)])
    if kind < 8 { return [UInt8(kind) << 5 | low] + rest }
    return [low, UInt8(kind - 7)] + rest
  }
}
