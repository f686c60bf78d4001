import CSimdJSON
import Testing

@Suite("Damage spoils as little as possible")
struct DamageTests {
  let framing = Framing()

  @Test(
    "a record cut off at the end is bad, those before it are kept",
    arguments: [
      "{\"a\":1}\n{\"a\":2", "[{\"a\":1},{\"a\":2", "{\"Records\":[{\"a\":1},{\"a\":\"x", "{\"a\":1}{",
    ])
  func truncated(_ text: String) {
    #expect(framing.records(text) == [#"{"a":1}"#])
    #expect(framing.faults(text) == ["truncated"])
  }

  @Test(
    "a list or envelope that ends between records is bad too",
    arguments: [
      "[{\"a\":1}", "[{\"a\":1},", "{\"Records\":[{\"a\":1}", "{\"Records\":[{\"a\":1}]",
      "{\"Records\":[{\"a\":1}],\"k\":[",
    ])
  func truncatedList(_ text: String) {
    #expect(framing.records(text) == [#"{"a":1}"#])
    #expect(framing.faults(text) == ["truncated"])
  }

  @Test("what is no JSON between values is one bad piece, up to the next line that begins a value")
  func garbage() {
    let text = "{\"a\":1}\nERROR {\"b\":2} oops\nmore\n{\"a\":3}\n"
    #expect(framing.records(text) == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(framing.faults(text) == ["notJSON"])
  }

  @Test("elements that are no objects are bad, the others are kept")
  func scalars() {
    let text = #"[1,"x{[",null,{"a":1},[{"b":2}],{"a":3},true]"#
    #expect(framing.records(text) == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(framing.faults(text) == ["notAnObject", "notAnObject", "notAnObject"])
  }

  @Test("text that merely begins with a bracket does not become a list of thousands")
  func textLog() {
    let text = String(repeating: "[12/Mar/2024] GET / 200\n", count: 50)
    #expect(framing.records(text) == [])
    #expect(framing.faults(text).count <= 3)
  }

  @Test(
    "a line that lost a bracket or a quote does not swallow the next",
    arguments: [
      "{\"a\":1}\n{\"a\":{\"b\":2}\n{\"a\":3}\n", "{\"a\":1}\n{\"a\":\"2}\n{\"a\":3}\n",
      "{\"a\":1}\n{\"a\":2}}\n{\"a\":3}\n",
      "{\"a\":1}\n{\"a\":[2}\n{\"a\":3}\n", "{\"a\":1}\n\"a\":2}\n{\"a\":3}\n",
    ])
  func brokenLine(_ text: String) {
    #expect(framing.records(text).first == #"{"a":1}"#)
    #expect(framing.records(text).last == #"{"a":3}"#)
  }

  @Test(
    "in a list on one line, records that begin like the first one are found again",
    arguments: [
      #"{"Records":[{"a":1},{"a":{"b":2},{"a":3}]}"#, #"{"Records":[{"a":1},{"a":"2},{"a":3}]}"#,
      #"[{"a":1},{"a":[2},{"a":3}]"#,
      "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": {\n  },\n  {\n    \"a\": 3\n  }\n]\n",
    ])
  func brokenElement(_ text: String) {
    let records = framing.records(text).map { $0.filter { !$0.isWhitespace } }
    #expect(records == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(framing.faults(text).first == "unbalanced")
  }

  @Test("a list that was cut off is left for the next value")
  func listCutOff() {
    let text = "{\"Records\":[{\"a\":1},{\"a\"\n{\"Records\":[{\"a\":3}]}\n"
    #expect(framing.records(text) == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(!framing.faults(text).isEmpty)
  }

  @Test(
    "a record over the limit is one bad piece, its neighbours are kept",
    arguments: [
      ("", "\n", ""), ("[", ",", "]"), ("{\"Records\":[", ",", "]}"),
    ])
  func tooLarge(_ open: String, _ between: String, _ close: String) {
    let large = "{\"a\":\"" + String(repeating: "x", count: 5000) + "\"}"
    let text = open + ["{\"a\":1}", large, "{\"a\":3}"].joined(separator: between) + close
    let small = Framing(limit: 1000)
    #expect(small.records(text) == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(small.faults(text) == ["tooLarge"])
    #expect(small.frame(Array(text.utf8), pieces: [7]) == small.frame(text))
  }

  @Test("a record of exactly the limit is whole")
  func exactLimit() {
    let record = "{\"a\":\"" + String(repeating: "x", count: 92) + "\"}"
    #expect(Framing(limit: record.utf8.count).records(record + record).count == 2)
    #expect(Framing(limit: record.utf8.count - 1).faults(record + record) == ["tooLarge", "tooLarge"])
  }

  @Test("no more than the limit is held, whatever arrives")
  func constantMemory() {
    // An envelope of many records, and a record far over the limit, in small pieces.
    let record = "{\"a\":\"" + String(repeating: "x", count: 300) + "\"},"
    let text =
      "{\"Records\":[" + String(repeating: record, count: 100) + "{\"b\":\"" + String(repeating: "y", count: 50_000)
    let keys: [UnsafePointer<CChar>?] = []
    guard let framer = yagura_framer_new(1000, keys, 0, Int32(YAGURA_SIMD_BEST)) else { return }
    defer { yagura_framer_free(framer) }
    let bytes = Array(text.utf8)
    var most = 0
    var held = 0
    for end in stride(from: 64, through: bytes.count, by: 64) {
      var count = 0
      var room = [yagura_piece](repeating: yagura_piece(), count: 64)
      bytes[held..<end].withUnsafeBufferPointer {
        _ = yagura_framer_scan(framer, $0.baseAddress, $0.count, UInt64(held), 0, &room, 64, &count)
      }
      held = Int(yagura_framer_keep(framer))
      most = max(most, end - held)
    }
    #expect(most <= 1000 + 256 + 64)
  }

  @Test("a line that is cut off is told from one that is merely wrong")
  func truncatedLine() {
    func isTruncated(_ text: String) -> Bool { yagura_line_is_truncated(Array(text.utf8), text.utf8.count) != 0 }
    #expect(isTruncated("{\"a\":"))
    #expect(isTruncated("{\"a\":\"x"))
    #expect(!isTruncated("{\"a\":1}"))
    #expect(!isTruncated("{\"a\":}"))
    #expect(!isTruncated("nothing"))
  }

  @Test("hostile nesting of broken values costs no more than a few passes")
  func quadratic() {
    // Each opening bracket could be the start of a record that never ends.
    let text = String(repeating: "{\"a\":[,", count: 40_000)
    let clock = ContinuousClock()
    let time = clock.measure { _ = framing.frame(text) }
    #expect(time < .seconds(20))
  }
}
