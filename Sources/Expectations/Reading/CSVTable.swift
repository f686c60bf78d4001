/// Rows of a CSV file (RFC 4180): quotes around fields, doubled inside of them. A field stays on its line.
enum CSVTable {
  /// Rows with the number of their line from 1; empty lines and lines that start with `#` are passed over.
  static func rows(_ bytes: [UInt8]) -> [(line: Int, fields: [String])] {
    var rows: [(line: Int, fields: [String])] = []
    // A byte order mark is what spreadsheets write.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (number, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      rows.append((number + 1, fields(line)))
    }
    return rows
  }

  private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    let quote = UInt8(ascii: "\"")
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var at = line.startIndex
    while at < line.endIndex {
      let byte = line[at]
      if isQuoted, byte == quote, at + 1 < line.endIndex, line[at + 1] == quote {
        field.append(quote)
        at += 1
      } else if byte == quote {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self).trimmed)
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
      at += 1
    }
    fields.append(String(decoding: field, as: UTF8.self).trimmed)
    return fields
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    let blanks: Set<Character> = [" ", "\t"]
    guard let first = firstIndex(where: { !blanks.contains($0) }), let last = lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(self[first...last])
  }
}
