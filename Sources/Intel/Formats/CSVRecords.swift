/// Rows of RFC 4180 and its kin: a delimiter of comma, semicolon or tab; blanks before a quote are allowed.
struct CSVRecords {
  private let bytes: ArraySlice<UInt8>
  private let delimiter: UInt8
  private var at: Int
  private(set) var line: Int

  /// Of a row, so many fields are kept; of a field, so many bytes.
  static let maxFields = 128
  static let maxFieldBytes = 4096

  init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8, line: Int = 1) {
    self.bytes = bytes
    self.delimiter = delimiter
    at = bytes.startIndex
    self.line = line
  }

  /// The next row that is no comment and not blank, with the line it begins on.
  mutating func next() -> (line: Int, fields: [String])? {
    while at < bytes.endIndex {
      let first = bytes[at]
      if first == 0x0A || first == 0x0D {
        if first == 0x0A { line += 1 }
        at += 1
      } else if first == UInt8(ascii: "#") {
        skipLine()
      } else {
        return row()
      }
    }
    return nil
  }

  private mutating func skipLine() {
    while at < bytes.endIndex, bytes[at] != 0x0A { at += 1 }
  }

  private mutating func row() -> (line: Int, fields: [String]) {
    let start = line
    var fields: [String] = []
    while true {
      let text = field()
      if fields.count < Self.maxFields { fields.append(text) }
      guard at < bytes.endIndex, bytes[at] == delimiter else { break }
      at += 1
    }
    return (start, fields)
  }

  private mutating func field() -> String {
    while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 }
    var field: [UInt8] = []
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") {
      at += 1
      while at < bytes.endIndex {
        let byte = bytes[at]
        at += 1
        if byte == UInt8(ascii: "\"") {
          guard at < bytes.endIndex, bytes[at] == byte else { break }
          at += 1
        }
        if byte == 0x0A { line += 1 }
        if field.count < Self.maxFieldBytes { field.append(byte) }
      }
      while at < bytes.endIndex, bytes[at] != delimiter, bytes[at] != 0x0A { at += 1 }
    } else {
      while at < bytes.endIndex, bytes[at] != delimiter, bytes[at] != 0x0A {
        if field.count < Self.maxFieldBytes { field.append(bytes[at]) }
        at += 1
      }
      while let last = field.last, last <= 0x20 { field.removeLast() }
    }
    return String(decoding: field, as: UTF8.self)
  }
}
