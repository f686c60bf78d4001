import Testing
import YAMLTree

@Suite("Plain scalars mean what PyYAML takes them for")
struct ScalarTests {
  @Test(
    "a plain word resolves",
    arguments: [
      ("~", YAMLValue.null), ("null", .null), ("Null", .null), ("nULL", .string("nULL")), ("", .null),
      ("yes", .bool(true)), ("Off", .bool(false)), ("TRUE", .bool(true)), ("yEs", .string("yEs")), ("y", .string("y")),
      ("0", .integer(0)), ("-12", .integer(-12)), ("+7", .integer(7)), ("1_000", .integer(1000)),
      ("017", .integer(15)), ("08", .string("08")), ("0x1F", .integer(31)), ("0X1F", .string("0X1F")),
      ("0b11", .integer(3)), ("1:30", .integer(90)), ("1:60", .string("1:60")), ("17_:_7", .string("17_:_7")),
      ("1.5", .double(1.5)), ("1.", .double(1)), (".5", .double(0.5)), ("-.5", .string("-.5")),
      ("1e3", .string("1e3")), ("1.5e3", .string("1.5e3")), ("1.5e+3", .double(1500)), ("1.e+3", .double(1000)),
      ("1.5e+3_0", .string("1.5e+3_0")), ("1:30.5", .double(90.5)), ("-.inf", .double(-.infinity)),
      ("1.2.3.4", .string("1.2.3.4")), ("2020-01-01", .string("2020-01-01")), ("-", .string("-")),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .string("9223372036854775808")),
    ])
  func plain(text: String, expected: YAMLValue) {
    #expect(YAMLValue(plain: text) == expected)
  }

  @Test("quotes and block scalars keep text")
  func quoted() throws {
    let node = try #require(
      try YAMLNode.parse("[ '1', \"yes\", 1, !!str 5, !!float 2, 'a''b', \"\\u00e9\\n\" ]", file: "x").first)
    #expect(
      node.sequence?.map { $0.scalar?.value } == [
        .string("1"), .string("yes"), .integer(1), .string("5"), .double(2), .string("a'b"), .string("é\n"),
      ])
    let block = try #require(try YAMLNode.parse("a: |\n  1\n  2\nb: >-\n  x\n  y\n", file: "x").first)
    #expect(block["a"]?.string == "1\n2\n")
    #expect(block["b"]?.string == "x y")
  }
}
