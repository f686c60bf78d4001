import FuzzSupport
import Testing

@testable import JSONTape

/// A walk with a trail must fill the same slots as the plan alone, whatever the trail has learned.
@Suite("Fuzz: walks that learn the order of keys")
struct KeyTrailFuzzTests {
  private static let names = [
    "a", "b", "c", "a.b", "b.c", "", ".", "a.", "12345678", "123456789", "a-key-of-16-byte", "a-key-of-17-bytes",
    "a-key-of-more-than-sixteen-bytes", "a-key-of-more-than-sixteen-bytfs", "a-key-of.more-than-sixteen-bytes", "name",
    "value", String(repeating: "long.", count: 30), String(repeating: "k", count: 200),
  ]

  @Test("random plans find the same in random documents")
  func agreement() throws {
    try FuzzRun.rounds("walks", 60) { run in
      let plan = Self.plan(&run.random)
      var documents = (0..<8).map { _ in Self.document(&run.random, depth: 3) }
      for _ in 0..<30 { documents.append(run.random.changed(run.random.pick(documents), others: documents)) }
      try Self.compare(plan, (0..<80).map { _ in run.random.pick(documents).bytes }, seed: run.seed)
    }
  }

  @Test("a trail that is full of a hostile record's keys still tells keys of different objects apart", arguments: 1...4)
  func fullTrail(seed: UInt64) throws {
    var random = FuzzRandom(seed: seed)
    let members = (0..<20_000).map { "\"junk\($0)\":1" }.joined(separator: ",")
    let small = (0..<60).map { _ in Self.document(&random, depth: 3).bytes }
    // What was learned of `x.a` before the trail was full must not be said of the root, and the other way round.
    let before = [#"{"x":{"a":{"q":1,"r":2}}}"#]
    let after = [
      #"{"x.a":{"p":1,"q":2,"r":3},"q":"at the root","r":4}"#,
      #"{"q":"at the root","a":{"p":1,"q":"below"},"q":"again"}"#,
      #"{"a.b":1,"a":{"b":2},"b":3,"q":{"a.b":1}}"#,
    ]
    for more in [[], [#"x\.a.r"#]] {
      var builder = FieldPlan.Builder()
      for path in ["a.b", "a.c", "a.q", "b", "c", "q", "r", "q.c", #"a\.b"#, "q.a.b", "x.a.q", "x.a.r"] + more {
        _ = builder.slot(for: [path])
      }
      let documents =
        before.map { Array($0.utf8) } + [Array("{\(members)}".utf8)] + after.map { Array($0.utf8) } + small
      try Self.compare(builder.build(), documents, seed: seed)
    }
  }

  @Test("a plan without paths finds nothing")
  func empty() throws {
    try Self.compare(FieldPlan.Builder().build(), [Array(#"{"a":{"b":1},"":[{"c":2}]}"#.utf8)], seed: 0)
  }

  private static func plan(_ random: inout FuzzRandom) -> FieldPlan {
    var builder = FieldPlan.Builder()
    for _ in 0..<1 + random.below(12) {
      let paths = (0..<1 + random.below(2)).map { _ in
        (0..<1 + random.below(3)).map { _ in
          let name = random.pick(names)
          return random.happens(30) ? name.replacing(".", with: #"\."#) : name
        }.joined(separator: ".")
      }
      _ = builder.slot(for: paths)
    }
    for _ in 0..<random.below(3) {
      builder.add(NamedList(path: random.pick(names), name: "name", values: ["value", random.pick(names)]))
    }
    return builder.build()
  }

  private static func document(_ random: inout FuzzRandom, depth: Int) -> FuzzJSON {
    .object(
      (0..<random.below(7)).map { _ in
        let key = random.happens(5) ? "new\(random.below(1000))" : random.pick(names)
        return (key, value(&random, depth: depth - 1))
      })
  }

  private static func value(_ random: inout FuzzRandom, depth: Int) -> FuzzJSON {
    switch random.below(depth > 0 ? 9 : 5) {
    case 0: .plain(random.pick(["null", "true", "1", "-2.5", "18446744073709551615"]))
    case 1...4: .string(random.pick(names))
    case 5: .array((0..<random.below(4)).map { _ in value(&random, depth: depth - 1) })
    case 6: .object([("name", .string(random.pick(names))), ("value", value(&random, depth: depth - 1))])
    default: document(&random, depth: depth)
    }
  }

  private static func compare(_ plan: FieldPlan, _ documents: [[UInt8]], seed: UInt64) throws {
    let plainly = RecordView(slots: SlotTable(slotCount: plan.slotCount))
    let learning = RecordView(slots: SlotTable(slotCount: plan.slotCount), learning: plan)
    let parser = try Parser()
    for bytes in documents {
      try JSON.with(bytes, parser) { document in
        plainly.load(document, root: document.root, plan: plan)
        learning.load(document, root: document.root)
        let (wanted, found) = (slots(plainly, plan), slots(learning, plan))
        #expect(found == wanted, "seed \(seed): \(String(decoding: bytes.prefix(2000), as: UTF8.self))")
        #expect(learning.slots.shape == plainly.slots.shape, "seed \(seed)")
      }
    }
  }

  private static func slots(_ view: RecordView, _ plan: FieldPlan) -> [[UInt32]] {
    (0..<UInt32(plan.slotCount)).map { slot in
      var found: [UInt32] = []
      _ = view.slots.contains(slot) { value in
        found.append(value)
        return false
      }
      return found
    }
  }
}
