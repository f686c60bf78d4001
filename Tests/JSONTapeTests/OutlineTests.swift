import Foundation
import FuzzSupport
import Testing

@testable import JSONTape

/// Records that are read from their text must be what a tape would make of them.
@Suite("Outlines")
struct OutlineTests {
  static let paths = [
    "a", "b", "a.b", "list.c", "a-key-of-more-than-thirty-two-bytes-in-all", "named.Chosen", "n", "list", "",
  ]

  static func plan() -> FieldPlan {
    var builder = FieldPlan.Builder()
    for path in paths { _ = builder.slot(for: [path]) }
    builder.add(NamedList(path: "named", name: "name", values: ["value"]))
    return builder.build()
  }

  /// Loads texts one after the other in both ways.
  struct Pair {
    let plan = OutlineTests.plan()
    let plainly: RecordView
    let learning: RecordView
    let parsers: (Parser, Parser)

    init() throws {
      plainly = RecordView(slots: SlotTable(slotCount: plan.slotCount))
      learning = RecordView(slots: SlotTable(slotCount: plan.slotCount), learning: plan)
      parsers = (try Parser(), try Parser())
    }

    /// Whether the record was read from its text; nil where it is no JSON, which both ways must say.
    @discardableResult
    func load(_ text: [UInt8], _ note: String = "") -> Bool? {
      let padded = text + Array(repeating: UInt8(ascii: "9"), count: Parser.padding)
      return padded.withUnsafeBytes { buffer in
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<text.count])
        let shown = "\(note) \(String(decoding: bytes.prefix(300), as: UTF8.self))"
        let wanted = try? parsers.0.parse(bytes)
        guard let structure = try? parsers.1.findStructure(bytes) else {
          #expect(wanted == nil, "\(shown)")
          return nil
        }
        let isOutlined = learning.load(structure)
        if !isOutlined {
          guard let document = try? parsers.1.build(structure) else {
            #expect(wanted == nil, "\(shown)")
            return nil
          }
          learning.load(document, root: document.root, structure: structure)
        }
        guard let wanted else {
          Issue.record("read what is no JSON: \(shown)")
          return nil
        }
        plainly.load(wanted, root: wanted.root, plan: plan)
        compare(shown)
        return isOutlined
      }
    }

    private func compare(_ note: String) {
      #expect(learning.slots.shape == plainly.slots.shape, "\(note)")
      // Hashes are asked for before a tape is there, and must tell what differs and no more.
      let slots = 0..<UInt32(plan.slotCount)
      let hashes = slots.map { learning.valueHash($0) }
      for slot in slots {
        let (wanted, found) = (values(plainly, slot), values(learning, slot))
        #expect(found == wanted, "\(note): slot \(slot)")
        for value in wanted where plainly.kind(value) == .string {
          #expect(learning.string(value)?.text == plainly.string(value)?.text, "\(note): slot \(slot)")
        }
      }
      for slot in slots {
        for value in values(plainly, slot) {
          #expect(learning.kind(value) == plainly.kind(value), "\(note): slot \(slot)")
          #expect(text(learning, value) == text(plainly, value), "\(note): slot \(slot)")
        }
      }
      #expect(text(learning, learning.root) == text(plainly, plainly.root), "\(note)")
      #expect(slots.map { learning.valueHash($0) } == hashes, "\(note)")
    }

    private func values(_ view: RecordView, _ slot: UInt32) -> [UInt32] {
      var found: [UInt32] = []
      _ = view.slots.contains(slot) {
        found.append($0)
        return false
      }
      return found
    }

    private func text(_ view: RecordView, _ value: UInt32) -> String {
      var bytes: [UInt8] = []
      view.appendText(of: value, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Whether the last of the texts is read from its text.
  private static func loads(_ texts: [String]) throws -> Bool? {
    let pair = try Pair()
    return texts.map { pair.load(Array($0.utf8)) }.last ?? nil
  }

  @Test(
    "a structure seen twice is read from the text the third time, whatever the values",
    arguments: [
      [#"{"a":{"b":"x"},"n":1}"#, #"{"a":{"b":""},"n":123456789012345678}"#],
      [#"{"a":[1,{"b":2}],"n":true}"#, #"{ "a" : [ 3 , { "b" : 40 } ] , "n" : true }"#],
      [#"{"b":"x","list":[{"c":1},{"c":[3]}]}"#, "{\"b\":\"é\t\"  ,\"list\":[{\"c\":0}\r,{\"c\":[3\n]}]}"],
      [#"{"b":"x","list":[{"c":1},{"c":[3]}]}"#, "{\"b\":\"\u{e9}\u{1F600}\"  ,\"list\":[{\"c\":0}\r,{\"c\":[3\n]}]}"],
      [#"{"named":[{"name":"Chosen","value":"1"}]}"#, #"{"named":[{"name":"Chosen","value":"22"}]}"#],
      [#"{"":null,"a":false}"#, #"{"":null,"a":false}"#],
    ])
  func known(_ texts: [String]) throws {
    let found = try Self.loads([texts[0], texts[0], texts[1]])
    // A tab in a string is no JSON.
    #expect(found == (texts[1].contains("\t\"") ? nil : true))
  }

  @Test(
    "what a text does not tell is read from a tape",
    arguments: [
      [#"{"a":"x"}"#, #"{"a":"\u0041"}"#], [#"{"a":1}"#, #"{"a":-1}"#], [#"{"a":1}"#, #"{"a":1.5}"#],
      [#"{"a":1}"#, #"{"a":1e3}"#], [#"{"a":1}"#, #"{"a":1234567890123456789}"#], [#"{"a":"x"}"#, #"{"b":"x"}"#],
      [#"{"a":1}"#, #"{"a":12345678901234567890123}"#],
      [#"{"a-key-of-more-than-thirty-two-bytes-in-all":1}"#, #"{"a-key-of-more-than-thirty-two-bytes-in-alL":1}"#],
      [#"{"named":[{"name":"Chosen","value":"1"}]}"#, #"{"named":[{"name":"Others","value":"1"}]}"#],
    ])
  func unknown(_ texts: [String]) throws {
    #expect(try Self.loads([texts[0], texts[0], texts[0]]) == true)
    #expect(try Self.loads([texts[0], texts[0], texts[1]]) == false)
  }

  @Test(
    "what is no JSON is refused, however familiar it looks",
    arguments: [
      #"{"a":01,"b":true}"#, #"{"a":1x,"b":true}"#, #"{"a":1,"b":tru}"#, #"{"a":1,"b":trux}"#, #"{"a":1,"b":truee}"#,
      #"{"a":1,"b":true}x"#, #"{"a":1,"b":true}{"#, #"{"a":1,"b":true"#, #"{"a" 1,"b":true}"#, #"{"a"x:1,"b":true}"#,
      #"{"a":1,"b":true,}"#, "{\"a\":1\u{0C},\"b\":true}", #"{"a":1."b":true}"#, #"{"a":"1,"b":true}"#,
    ])
  func refused(_ text: String) throws {
    let known = #"{"a":1,"b":true}"#
    #expect(try Self.loads([known, known, text]) == nil)
    #expect(try Self.loads([known, known, text, known]) == true)
  }

  @Test("a key that is shorter than the one that was learned is not read beyond the text's padding")
  func shorterKey() throws {
    let pair = try Pair()
    let page = 1 << 16
    let room = mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    let start = try #require(room == MAP_FAILED ? nil : room)
    defer { munmap(start, 2 * page) }
    try #require(mprotect(start + page, page, PROT_NONE) == 0)
    let plan = FieldPlan.Builder.plan(of: ["a", String(repeating: "k", count: 900)])
    let view = RecordView(slots: SlotTable(slotCount: plan.slotCount), learning: plan)
    let long = "{\"\(String(repeating: "k", count: 900))\":1}"
    for text in [long, long, long, "{\"k\":1}", long] {
      let bytes = Array(text.utf8)
      // The padding ends where nothing can be read.
      let place = UnsafeMutableRawBufferPointer(
        start: start + (page - Parser.padding - bytes.count), count: bytes.count)
      place.copyBytes(from: bytes)
      let structure = try pair.parsers.1.findStructure(UnsafeRawBufferPointer(place))
      let isKnown = view.load(structure)
      if !isKnown { view.load(try pair.parsers.1.build(structure), root: 1, structure: structure) }
      #expect(view.slots.isPresent(1) == (text == long))
    }
  }

  @Test("records that go round many structures are the same either way")
  func many() throws {
    try FuzzRun.rounds("outlines", 40) { run in
      let pair = try Pair()
      let seeds = (0..<6).map { _ in Self.object(&run.random, depth: 3).bytes }
      for _ in 0..<80 {
        var bytes = run.random.pick(seeds)
        if run.random.happens(40) { bytes = run.random.damage(bytes, pieces: Self.pieces) }
        pair.load(bytes, "seed \(run.seed)")
      }
    }
  }

  private static let pieces =
    [
      "1", "0", "-", "\"", "\\", "true", "null", " ", "\n", ",", ":", "{", "}", "[", "]", "é", "x", "\u{0C}", "1.5",
      "123456789012345678",
      "\"a\":", "\\\"",
    ].map { Array($0.utf8) } + [[0xC3], [0x00], [0x1F]]

  private static func object(_ random: inout FuzzRandom, depth: Int) -> FuzzJSON {
    .object(
      (0..<1 + random.below(5)).map { _ in
        (random.pick(["a", "b", "c", "list", "named", "name", "value", "n", "", "junk"]), value(&random, depth: depth))
      })
  }

  private static func value(_ random: inout FuzzRandom, depth: Int) -> FuzzJSON {
    switch random.below(depth > 0 ? 8 : 4) {
    case 0: .plain(random.pick(["null", "true", "false"]))
    case 1: .plain("\(random.below(1000))")
    case 2, 3: .string(random.pick(["", "x", "Chosen", "a longer text of more than thirty-two bytes", "é"]))
    case 4: .array((0..<random.below(4)).map { _ in value(&random, depth: depth - 1) })
    default: object(&random, depth: depth - 1)
    }
  }
}

extension FieldPlan.Builder {
  fileprivate static func plan(of paths: [String]) -> FieldPlan {
    var builder = FieldPlan.Builder()
    for path in paths { _ = builder.slot(for: [path]) }
    return builder.build()
  }
}
