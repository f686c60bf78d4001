import CSimdJSON
import Testing

@Suite("Records are found in every layout")
struct WellFormedTests {
  let framing = Framing()

  @Test(
    "concatenated, pretty-printed and separated values are records",
    arguments: [
      #"{"a":1}{"a":2}"#, "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n\r\n{\"a\":2}", "{\"a\":1},\n{\"a\":2},\n",
      "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n", " [ {\"a\":1} , {\"a\":2} ] ", "[\n{\"a\":1},\n{\"a\":2}\n]\n",
      #"{"Records":[{"a":1},{"a":2}]}"#, #"[{"a":1}][{"a":2}]"#, #"{"Records":[{"a":1}]}{"Records":[{"a":2}]}"#,
      #"{"Records":[{"a":1}]}[{"a":2}]"#, #"{"a":1}{"Records":[{"a":2}]}"#,
      #"{"Records":[{"a":1}],"items":[{"a":2}]}"#, #"[{"a":1},{"a":2},]"#,
    ])
  func layouts(_ text: String) {
    #expect(framing.records(text) == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(framing.faults(text) == [])
  }

  @Test(
    "an envelope's other keys may stand before and after its list, and are left out",
    arguments: [
      #"{"k":"Records","n":{"Records":[{"x":1}]},"Records" : [ {"a":1} ]}"#,
      #"{"Records":[{"a":1}],"k":[1,2],"n":{"items":[{"x":1}]}}"#,
      #"{"list":[{"x":1}],"value":[{"a":1}],"@odata.nextLink":"https://example.com/[{"}"#,
    ])
  func keysAround(_ text: String) {
    #expect(framing.records(text) == [#"{"a":1}"#])
    #expect(framing.faults(text) == [])
  }

  @Test(
    "an object without a list of objects under an envelope key is itself the record",
    arguments: [
      #"{"Records":[1,2]}"#, #"{"Records":{"a":[{}]}}"#, #"{"Records":"x","b":[{"a":1}]}"#, #"{"items":[],"id":7}"#,
      #"{"x\"Records":[{"a":1}]}"#, #"{"n":{"Records":[{"a":1}]}}"#, #"{"a":["Records",[{"b":1}]]}"#,
      #"{"Records":[["a"]]}"#,
      #"{}"#, #"{"events":[{"name":"x"}]}"#,
    ])
  func noEnvelope(_ text: String) {
    #expect(framing.records(text) == [text])
    #expect(framing.faults(text) == [])
  }

  @Test("with no envelope keys every root object is the record")
  func noKeys() {
    let text = #"{"Records":[{"a":1}]}"#
    #expect(Framing(keys: []).records(text) == [text])
  }

  @Test(
    "nothing, blanks, an empty array and an empty envelope hold no record and nothing bad",
    arguments: [
      "", " \n\r\n\t ", "\u{FEFF}", "\u{FEFF}\n", "[]", " [ \n ] ", #"{"Records":[]}"#, "{ \"Records\" :\n[ ] }\n",
      "\u{0}\u{0}\n",
    ])
  func empty(_ text: String) {
    #expect(framing.frame(text) == [])
  }

  @Test("a byte order mark at the start is skipped")
  func byteOrderMark() {
    #expect(framing.records("\u{FEFF}{\"a\":1}\n{\"b\":2}") == [#"{"a":1}"#, #"{"b":2}"#])
    #expect(framing.faults("\u{FEFF}{\"a\":1}") == [])
  }

  @Test("NUL bytes between records are blanks")
  func nulBetween() {
    #expect(framing.records("\u{0}\u{0}{\"a\":1}\u{0}\n\u{0}{\"b\":2}") == [#"{"a":1}"#, #"{"b":2}"#])
  }

  @Test("brackets and quotes inside strings do not count")
  func strings() {
    let record = #"{"a":"}]{[\"}\\","b":"\\\\\"{","c":["]"]}"#
    #expect(framing.records("[" + record + "," + record + "]") == [record, record])
  }

  @Test("nesting of any depth is counted, not recursed into")
  func deep() {
    let deep = "{\"a\":" + String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000) + "}"
    #expect(framing.records(deep + "{\"b\":1}") == [deep, "{\"b\":1}"])
  }

  @Test(
    "the layout is told from the first values",
    arguments: [
      ("{\"a\":1}\n{\"a\":2}\n", YAGURA_LAYOUT_LINES), ("\u{FEFF}\r\n {\"a\":1} \r\n", YAGURA_LAYOUT_LINES),
      ("{\"a\":1}", YAGURA_LAYOUT_LINES), ("junk\n{\"a\":1}\n{\"a\":2}\n", YAGURA_LAYOUT_LINES),
      ("{\"a\":\n{\"a\":2}\n", YAGURA_LAYOUT_LINES), ("{\"a\":{\"b\":1}\n{\"a\":2}\n", YAGURA_LAYOUT_LINES),
      ("{\"a\":\"b}\n{\"a\":2}\n", YAGURA_LAYOUT_LINES), ("{\n\"a\":1}\n", YAGURA_LAYOUT_STRUCTURE),
      ("{\"a\":1}{\"a\":2}\n", YAGURA_LAYOUT_STRUCTURE), ("{\"a\":1} {\"a\":2}\n", YAGURA_LAYOUT_STRUCTURE),
      ("[{\"a\":1}]\n", YAGURA_LAYOUT_STRUCTURE), ("{\"Records\":[{\"a\":1}]}\n", YAGURA_LAYOUT_STRUCTURE),
      ("{\"Records\":[{\"a\":1}]}\n{\"Records\":[{\"a\":1}]}\n", YAGURA_LAYOUT_STRUCTURE),
      ("plain text\nand more\n", YAGURA_LAYOUT_STRUCTURE), (" \n", YAGURA_LAYOUT_EMPTY), ("", YAGURA_LAYOUT_EMPTY),
    ])
  func layoutOf(_ text: String, _ expected: Int) {
    #expect(layout(text) == expected)
  }

  @Test("the layout is left open until enough was seen, but not past a megabyte")
  func layoutUndecided() {
    #expect(layout("{\"a\":1}", isFinal: false) == YAGURA_LAYOUT_UNDECIDED)
    #expect(layout("{\"a\":1}\n", isFinal: false) == YAGURA_LAYOUT_LINES)
    #expect(layout("{\"a\":\"" + String(repeating: "x", count: 1 << 20), isFinal: false) == YAGURA_LAYOUT_STRUCTURE)
  }
}
