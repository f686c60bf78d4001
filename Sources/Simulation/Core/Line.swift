/// A record as it is written: bytes that string interpolation fills in place.
///
/// ```swift
/// let record: Line = #"{"eventTime":"\#(at)","eventID":"\#(id)"}"#
/// ```
/// Nothing is escaped. What is put in comes from the simulator's own tables, which hold no character that JSON would
/// want escaped.
struct Line: Sendable, ExpressibleByStringInterpolation {
  var bytes: [UInt8]

  init() { bytes = [] }
  init(stringLiteral value: String) { bytes = Array(value.utf8) }
  init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }
  init(_ text: String) { bytes = Array(text.utf8) }

  static let null: Line = "null"

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func append(_ line: Line) { bytes.append(contentsOf: line.bytes) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  struct StringInterpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 40)
    }

    mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }
    mutating func appendInterpolation(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func appendInterpolation(_ line: Line) { bytes.append(contentsOf: line.bytes) }
    mutating func appendInterpolation(_ number: Int) { bytes.append(decimal: Int64(number)) }
    mutating func appendInterpolation(_ number: Int64) { bytes.append(decimal: number) }
    mutating func appendInterpolation(_ flag: Bool) { bytes.append(contentsOf: (flag ? "true" : "false").utf8) }
    mutating func appendInterpolation(_ token: Token) { bytes.append(uuid: token) }
    mutating func appendInterpolation(hex token: Token, _ digits: Int) { bytes.append(hex: token, digits: digits) }
    mutating func appendInterpolation(letters token: Token, _ count: Int) { bytes.append(letters: token, count: count) }
    mutating func appendInterpolation(_ address: Address) { bytes.append(address: address) }
    /// To the second: `2026-01-05T09:30:00Z`.
    mutating func appendInterpolation(_ at: Moment) {
      bytes.append(moment: at, fraction: 0)
      bytes.append(UInt8(ascii: "Z"))
    }
    /// To the millisecond, microsecond or less; `zone` stands behind.
    mutating func appendInterpolation(_ at: Moment, digits: Int, zone: String = "Z") {
      bytes.append(moment: at, fraction: digits)
      bytes.append(contentsOf: zone.utf8)
    }
  }
}
