import Foundation
import FuzzSupport
import Testing

@testable import JSONTape

/// A record is taken for another's twin only where it differs in what nobody has read.
@Suite("Twins")
struct TwinTests {
  private static let paths = ["id", "when", "who", "list", "named.Chosen"]
  private static let record =
    #"{"when":"2026-01-02T03:04:05Z","who":"alice","free":"some text","count":12,"list":[{"a":"x"},{"a":"y"}],"#
    + #""named":[{"name":"Chosen","value":"v"},{"name":"Other","value":"w"}],"flag":true,"id":"6f1c","tail":"t"}"#

  private struct Bench {
    let plan: FieldPlan
    let view: RecordView
    let parser: Parser
    let book: TwinBook

    init() throws {
      var builder = FieldPlan.Builder()
      for path in TwinTests.paths { _ = builder.slot(for: [path]) }
      builder.add(NamedList(path: "named", name: "name", values: ["value"]))
      plan = builder.build()
      view = RecordView(slots: SlotTable(slotCount: plan.slotCount), learning: plan)
      parser = try Parser()
      var limits = TwinLimits()
      limits.textBytes = 16...1 << 14
      // No record is passed over.
      limits.trial = 1 << 20
      limits.firstRest = 0
      book = TwinBook(plan, limits: limits)
      _ = book.find(UnsafeRawBufferPointer(start: nil, count: 0), view)
    }

    /// What the slots `when` and `id` of the record's twin hold, by their texts; nil where it has none.
    func find(_ text: String, learn: Bool = false, vital: [UInt32] = [2, 3, 4]) throws -> [String]? {
      let padded = Array(text.utf8) + Array(repeating: UInt8(ascii: "\""), count: Parser.padding)
      return try padded.withUnsafeBytes { buffer in
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<text.utf8.count])
        if book.find(bytes, view) != nil {
          return [UInt32(1), 0].map { slot -> String in
            let value = view.slots.first(slot)
            if value == 0 { return "absent" }
            return view.string(value)?.text ?? "\(view.document.integer(value))"
          }
        }
        if learn {
          let structure = try parser.findStructure(bytes)
          view.load(try parser.build(structure), root: 1)
          #expect(book.add(view, structure, vital: vital, fresh: [1, 0]) != nil)
        }
        return nil
      }
    }
  }

  private func changed(_ old: String, _ new: String) -> String {
    Self.record.replacingOccurrences(of: old, with: new)
  }

  @Test("what nobody has read may differ, in length too, and what is fresh is read")
  func alike() throws {
    let bench = try Bench()
    // Texts are looked up by their lengths.
    #expect(try bench.find(Self.record, learn: true) == nil)
    #expect(try bench.find(Self.record) == ["2026-01-02T03:04:05Z", "6f1c"])
    #expect(try bench.find(changed("6f1c", "a00b")) == ["2026-01-02T03:04:05Z", "a00b"])
    #expect(try bench.find(changed("01-02T03", "02-03T04")) == ["2026-02-03T04:04:05Z", "6f1c"])
    #expect(try bench.find(changed("some text", "more tex!")) == ["2026-01-02T03:04:05Z", "6f1c"])
    #expect(
      try bench.find(changed("some text", "text").replacingOccurrences(of: "6f1c", with: "123456789")) == [
        "2026-01-02T03:04:05Z", "123456789",
      ])
    #expect(try bench.find(changed(":12,", ":98,")) == ["2026-01-02T03:04:05Z", "6f1c"])
    #expect(
      try bench.find(changed(":12,", ":1234,").replacingOccurrences(of: "some text", with: "some te"))
        == ["2026-01-02T03:04:05Z", "6f1c"])
  }

  @Test(
    "no twin",
    arguments: [
      ("alice", "mallo"), (#""a":"x""#, #""a":"z""#), (#""value":"v""#, #""value":"u""#), ("Chosen", "Chasen"),
      ("Other", "Chosn"), ("true", "null"), (":12,", ":01,"), (":12,", ":1.,"), (":12,", ":-1,"), (":12,", #":"","#),
      ("some text", #"some"text"#), ("some text", #"some\text"#), ("some text", "some\ttext"),
      ("some text", "some tëx"),
      ("some text", "some \u{1}ext"), (#""free""#, #""fre3""#), (#""flag":"#, #""flag" "#), (#","id""#, #" "id""#),
    ])
  func unlike(old: String, new: String) throws {
    let bench = try Bench()
    #expect(try bench.find(Self.record, learn: true) == nil)
    let text = changed(old, new)
    #expect(text.utf8.count == Self.record.utf8.count)
    #expect(try bench.find(text) == nil, "\(text)")
    #expect(try bench.find(Self.record) != nil)
  }

  @Test("a text cut short, or longer, is none")
  func cut() throws {
    let bench = try Bench()
    #expect(try bench.find(Self.record, learn: true) == nil)
    for count in 16..<Self.record.utf8.count { #expect(try bench.find(String(Self.record.prefix(count))) == nil) }
    #expect(try bench.find(Self.record + "}") == nil)
  }

  @Test("many of one length are told apart, and give way to others when the book is full")
  func many() throws {
    let bench = try Bench()
    func text(_ number: Int) -> String { changed("alice", String(10000 + number)) }
    for number in 0..<6000 { #expect(try bench.find(text(number), learn: true) == nil, "\(number)") }
    var known = 0
    for number in 0..<6000 where try bench.find(text(number).replacingOccurrences(of: "6f1c", with: "0000")) != nil {
      known += 1
    }
    #expect((3000...4096).contains(known), "\(known)")
  }
}
