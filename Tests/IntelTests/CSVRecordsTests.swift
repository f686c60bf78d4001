import Activity
import JSONTape
import Testing

@Suite("Rows of tables")
struct CSVRecordsTests {
  private static func rows(
    _ text: String, delimiter: Character = ",", spanning: Bool = true
  ) -> [(line: Int, fields: [String])] {
    var records = CSVRecords(
      Array(text.utf8)[...], delimiter: delimiter.asciiValue ?? 0, fieldsMaySpanLines: spanning)
    var rows: [(line: Int, fields: [String])] = []
    while let row = records.next() { rows.append(row) }
    return rows
  }

  @Test("quotes, doubled quotes, blanks, line ends, comments and a byte order mark are read as spreadsheets write them")
  func forms() {
    let rows = Self.rows("\u{FEFF}a, b ,\r\n\r\n# comment\n \"x, \"\"y\"\"\" ,2,é\n\"one\ntwo\",3\nlast")
    #expect(rows.map(\.line) == [1, 4, 5, 7])
    #expect(rows.map(\.fields) == [["a", "b", ""], ["x, \"y\"", "2", "é"], ["one\ntwo", "3"], ["last"]])
    #expect(Self.rows("a;b\tc", delimiter: ";").map(\.fields) == [["a", "b\tc"]])
    #expect(Self.rows("").isEmpty && Self.rows("\n\r\n#").isEmpty)
  }

  @Test("a quote that is not closed takes the rest, or its line alone where fields stay on theirs")
  func unclosed() {
    #expect(Self.rows("a,\"b\nc,d\n").map(\.fields) == [["a", "b\nc,d\n"]])
    #expect(Self.rows("a,\"b\nc,d\n", spanning: false).map(\.fields) == [["a", "b"], ["c", "d"]])
  }

  @Test("rows and fields are cut at their bounds, and what follows is read")
  func bounds() {
    let wide = Self.rows(Array(repeating: "1", count: 1000).joined(separator: ",") + "\nnext,2")
    #expect(wide.map(\.fields.count) == [CSVRecords.maxFields, 2])
    let long = Self.rows(
      String(repeating: "x", count: 10_000) + ",2\n\"" + String(repeating: "y", count: 9000) + "\",3")
    #expect(long.map { $0.fields[0].utf8.count } == [CSVRecords.maxFieldBytes, CSVRecords.maxFieldBytes])
    #expect(long.map { $0.fields[1] } == ["2", "3"])
  }

  @Test("a row that is used again holds nothing of the one before")
  func again() {
    var records = CSVRecords(Array("long field,b,c\nx\n".utf8)[...])
    var row = CSVRow()
    var seen: [[String]] = []
    while records.next(into: &row) {
      seen.append(row.texts)
      row.withFields { fields in #expect(fields.map(\.text) == seen.last) }
    }
    #expect(seen == [["long field", "b", "c"], ["x"]] && row.line == 2)
  }
}
