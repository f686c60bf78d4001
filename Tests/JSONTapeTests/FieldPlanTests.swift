import JSONTape
import Testing

@Suite struct FieldPlanTests {
  /// The texts that `paths` find in `record`.
  private func find(_ paths: [String], in record: String, lists: [NamedList] = []) throws -> [String] {
    var builder = FieldPlan.Builder()
    let slot = builder.slot(for: paths)
    for list in lists { builder.add(list) }
    let plan = builder.build()
    let view = RecordView(slots: SlotTable(slotCount: plan.slotCount))
    return try JSON.with(record, try Parser()) { document in
      view.load(document, root: document.root, plan: plan)
      var found: [String] = []
      _ = view.slots.contains(slot) { value in
        var text: [UInt8] = []
        view.appendText(of: value, to: &text)
        found.append(String(decoding: text, as: UTF8.self))
        return false
      }
      return found
    }
  }

  @Test(
    "paths go down objects, across arrays and into keys that hold dots",
    arguments: [
      ("a", #"{"a":1}"#, ["1"]),
      ("a.b", #"{"a":{"b":"x"}}"#, ["x"]),
      ("a.b", #"{"a":[{"b":"x"},{"b":"y"},{"c":"z"}]}"#, ["x", "y"]),
      ("a.b", #"{"a":[[{"b":"x"}],{"b":["y","z"]}]}"#, ["x", "y", "z"]),
      ("a.b.c", #"{"a.b":{"c":1},"a":{"b.c":2},"a.b.c":3}"#, ["1", "2", "3"]),
      (
        "annotations.authorization.k8s.io/decision", #"{"annotations":{"authorization.k8s.io/decision":"allow"}}"#,
        ["allow"]
      ),
      (#"a\.b"#, #"{"a.b":1,"a":{"b":2}}"#, ["1"]),
      ("a", #"{"a":1,"a":2}"#, ["1", "2"]),
      ("a", #"{"a":{"b":1}}"#, [#"{"b":1}"#]),
      ("a", #"{"a":[]}"#, ["[]"]),
      ("a", #"{"b":1}"#, []),
      ("a.b", #"{"a":"text"}"#, []),
      (
        "averyveryverylongkeyname.b", #"{"averyveryverylongkeyname":{"b":1},"averyveryveryl0ngkeyname":{"b":2}}"#, ["1"]
      ),
      ("", #"{"":5}"#, ["5"]),
    ])
  func paths(path: String, record: String, expected: [String]) throws {
    #expect(try find([path], in: record) == expected)
  }

  @Test("several paths of one slot are collected in the record's order")
  func severalPaths() throws {
    #expect(try find(["a", "b.c"], in: #"{"b":{"c":"x"},"a":"y"}"#) == ["x", "y"])
  }

  @Test("pairs of a named list are read by their names, and by their own keys")
  func namedLists() throws {
    let record = #"{"e":{"p":[{"name":"NEW","value":"on"},{"name":"OLD","boolValue":true},{"n":1}]}}"#
    let list = NamedList(path: "e.p", name: "name", values: ["value", "boolValue"])
    #expect(try find(["e.p.NEW"], in: record, lists: [list]) == ["on"])
    #expect(try find(["e.p.OLD"], in: record, lists: [list]) == ["true"])
    #expect(try find(["e.p.name"], in: record, lists: [list]) == ["NEW", "OLD"])
  }

  @Test("a record with more values than a slot table holds says so and keeps the first")
  func overflow() throws {
    var builder = FieldPlan.Builder()
    let slot = builder.slot(for: ["a"])
    let plan = builder.build()
    let view = RecordView(slots: SlotTable(slotCount: plan.slotCount))
    let items = repeatElement("1", count: Slots.maxExtraValues + 10).joined(separator: ",")
    try JSON.with("{\"a\":[\(items)]}", try Parser()) { document in
      view.load(document, root: document.root, plan: plan)
      var count = 0
      _ = view.slots.contains(slot) { _ in
        count += 1
        return false
      }
      #expect(count == Slots.maxExtraValues + 1)
      #expect(view.slots.overflowed)
    }
  }
}
