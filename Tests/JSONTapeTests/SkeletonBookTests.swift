import FuzzSupport
import Testing

@testable import JSONTape

/// Records whose skeleton is known are not walked; what they fill must be what a walk fills.
@Suite("Skeletons")
struct SkeletonBookTests {
  private static let paths = [
    "a", "b", "a.b", "list.c", "a-key-of-more-than-thirty-two-bytes-in-all", "named.Chosen", "n",
    String(repeating: "k", count: 1500),
  ]

  private static func plan() -> FieldPlan {
    var builder = FieldPlan.Builder()
    for path in paths { _ = builder.slot(for: [path]) }
    builder.add(NamedList(path: "named", name: "name", values: ["value"]))
    return builder.build()
  }

  /// What both kinds of loading fill, for each text in turn; and whether the skeleton of the last was known.
  private static func load(_ texts: [String], root: (Document) -> UInt32 = { $0.root }) throws -> Bool {
    let plan = plan()
    let plainly = RecordView(slots: SlotTable(slotCount: plan.slotCount))
    let learning = RecordView(slots: SlotTable(slotCount: plan.slotCount), learning: plan)
    let parser = try Parser()
    for text in texts {
      try JSON.with(Array(text.utf8), parser) { document in
        plainly.load(document, root: root(document), plan: plan)
        learning.load(document, root: root(document))
        for slot in 0..<UInt32(plan.slotCount) {
          #expect(
            values(learning, slot) == values(plainly, slot), "\(paths[Int(slot)].prefix(50)) of \(text.prefix(200))")
        }
        #expect(learning.slots.shape == plainly.slots.shape, "\(text.prefix(200))")
      }
    }
    return learning.marks != nil
  }

  private static func values(_ view: RecordView, _ slot: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    _ = view.slots.contains(slot) {
      found.append($0)
      return false
    }
    return found
  }

  @Test("a structure seen twice is known the third time, whatever the values")
  func known() throws {
    #expect(
      try Self.load([#"{"a":{"b":"x"},"n":1}"#, #"{"a":{"b":"yyyyyyyyyyyyyy"},"n":7}"#, #"{"a":{"b":""},"n":12345}"#]))
    #expect(try !Self.load([#"{"a":{"b":"x"},"n":1}"#, #"{"a":{"b":"y"},"n":2.5}"#, #"{"a":{"b":"y"},"n":null}"#]))
  }

  @Test(
    "records with the same tags but other keys are told apart",
    arguments: [
      [#"{"a":"1","b":"2"}"#, #"{"b":"1","a":"2"}"#], [#"{"a":"1"}"#, #"{"c":"1"}"#],
      [#"{"a-key-of-more-than-thirty-two-bytes-in-all":1}"#, #"{"a-key-of-more-than-thirty-two-bytes-in-alL":1}"#],
      [#"{"a-key-of-more-than-thirty-two-bytes-in-all":1}"#, #"{"a-key-of-more-than-thirty-two-bytes-in-all-":1}"#],
      [#"{"a":""}"#, #"{"a\u0000":""}"#], [#"{"a.b":""}"#, #"{"a_b":""}"#],
    ])
  func keys(_ pair: [String]) throws {
    #expect(try Self.load(pair + pair + pair + pair))
  }

  @Test("names in named lists count as keys")
  func names() throws {
    let chosen = #"{"named":[{"name":"Chosen","value":"1"},{"name":"Other","value":"2"}]}"#
    let other = #"{"named":[{"name":"Other","value":"1"},{"name":"Chosen","value":"2"}]}"#
    #expect(try Self.load([chosen, chosen, chosen, other, chosen, other, chosen, other]))
  }

  @Test("lists keep all their values in order")
  func lists() throws {
    let text = #"{"list":[{"c":1},{"c":2},{"c":[3,4]}],"a":[1,2]}"#
    #expect(try Self.load([text, text, text]))
  }

  @Test("a key too long to remember is walked each time")
  func longKey() throws {
    let text = "{\"\(String(repeating: "k", count: 1500))\":1}"
    #expect(try !Self.load([text, text, text, text]))
  }

  @Test("a record may stand anywhere in a document")
  func inner() throws {
    let texts = [#"[{"a":1},{"a":{"b":"x"},"n":1}]"#, #"[{"a":[1,2,3]},{"a":{"b":"x"},"n":1}]"#]
    #expect(try Self.load(texts + texts + texts) { $0.next($0.root + 1) })
  }

  @Test("a hostile log's structures have no end, and the book does")
  func endless() throws {
    let some = (0..<4300).map { number in
      let filler = (0..<14).map { number >> $0 & 1 == 0 ? "1" : "\"\"" }.joined(separator: ",")
      return "{\"a\":{\"b\":\(number % 3)},\"junk\":[\(filler)]}"
    }
    // Each twice, so that it is learned.
    _ = try Self.load(some.flatMap { [$0, $0] } + [some[0], some[0], some[0]])
  }
}
