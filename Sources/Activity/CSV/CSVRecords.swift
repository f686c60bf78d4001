/// Rows of RFC 4180 and its kin: blanks before a quote and after a bare field are dropped, lines that start with `#` and
/// blank ones passed over, and so is a byte order mark, which is what spreadsheets write.
///
/// The one reader of tables, whoever wrote them: the action catalogue, leavers, threat intelligence.
public struct CSVRecords {
  private let bytes: ArraySlice<UInt8>
  private let delimiter: UInt8
  private let fieldsMaySpanLines: Bool
  private var at: Int
  public private(set) var line: Int

  /// Of a row, so many fields are kept; of a field, so many bytes.
  public static let maxFields = 128
  public static let maxFieldBytes = 4096

  /// - Parameters:
  ///   - delimiter: comma, semicolon or tab.
  ///   - fieldsMaySpanLines: whether a quoted field goes on behind the end of its line. Where nobody writes such fields
  ///     it is better off: a quote that is not closed then spoils one row and not all that follow.
  ///   - line: of the first byte, from 1.
  public init(
    _ bytes: ArraySlice<UInt8>, delimiter: UInt8 = UInt8(ascii: ","), fieldsMaySpanLines: Bool = true, line: Int = 1
  ) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.fieldsMaySpanLines = fieldsMaySpanLines
    at = bytes.startIndex + (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    self.line = line
  }

  /// The next row that is no comment and not blank, with the line it begins on.
  public mutating func next() -> (line: Int, fields: [String])? {
    var row = CSVRow()
    return next(into: &row) ? (row.line, row.texts) : nil
  }

  /// The same into a row that is used again and again. False where there is none.
  public mutating func next(into row: inout CSVRow) -> Bool {
    while at < bytes.endIndex {
      let first = bytes[at]
      if first == 0x0A || first == 0x0D {
        if first == 0x0A { line += 1 }
        at += 1
      } else if first == UInt8(ascii: "#") {
        while at < bytes.endIndex, bytes[at] != 0x0A { at += 1 }
      } else {
        row.begin(line)
        field(&row)
        while at < bytes.endIndex, bytes[at] == delimiter {
          at += 1
          field(&row)
        }
        return true
      }
    }
    return false
  }

  private mutating func field(_ row: inout CSVRow) {
    while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 }
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") {
      at += 1
      quoted(&row)
      while at < bytes.endIndex, bytes[at] != delimiter, bytes[at] != 0x0A { at += 1 }
      row.endField(trimmed: false)
    } else {
      while at < bytes.endIndex, bytes[at] != delimiter, bytes[at] != 0x0A {
        row.append(bytes[at])
        at += 1
      }
      row.endField(trimmed: true)
    }
  }

  /// From behind the opening quote to behind the closing one.
  private mutating func quoted(_ row: inout CSVRow) {
    while at < bytes.endIndex {
      let byte = bytes[at]
      if byte == 0x0A {
        guard fieldsMaySpanLines else { return }
        line += 1
      }
      at += 1
      if byte == UInt8(ascii: "\"") {
        guard at < bytes.endIndex, bytes[at] == byte else { return }
        at += 1
      }
      row.append(byte)
    }
  }
}
