import Foundation
import FuzzSupport
import Testing

@testable import JSONTape

@Suite("Fuzz: documents")
struct TapeFuzzTests {
  private static let seeds = [
    #"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\n\"",true,false,null,{"b":{"c":[[],{}]}}],"é":"\/\\","n":18446744073709551615}"#,
    #"[{"eventTime":"2026-01-02T03:04:05Z","n":-9223372036854775808,"d":1.7976931348623157e308,"z":0.1},"",[],{}]"#,
    #"{"big":123456789012345678901234567890,"k":"a","k":"b","neg":-0,"small":5e-324,"\u0000":"\u0001"}"#,
  ].map { Array($0.utf8) }

  private static let pieces =
    [
      #"\ud800"#, #"\udc00"#, #"\ud83d\ude00"#, #"\u0000"#, "1e999", "-1e-999", "00", "1.", ".5",
      "123456789012345678901",
      "[[[[[[[[", "]]]]", "{\"a\":", "nul", "\"\"", "\u{FEFF}", "\\", "9007199254740993", "1E5", "-",
    ].map { Array($0.utf8) } + [
      [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xE2, 0x82],
    ]

  @Test("no bytes break the parser, and what it reads is what Foundation reads")
  func documents() throws {
    let parser = try Parser(maxDepth: 64)
    FuzzRun.rounds("documents", 3000) { run in
      var bytes = run.random.damage(run.random.pick(Self.seeds), pieces: Self.pieces)
      if run.random.happens(5) { bytes = (0..<run.random.below(64)).map { _ in UInt8(run.random.below(256)) } }
      if run.random.happens(3) {
        let depth = run.random.below(600)
        bytes =
          Array(repeating: UInt8(ascii: "["), count: depth) + bytes + Array(repeating: UInt8(ascii: "]"), count: depth)
      }
      Self.check(bytes, parser, seed: run.seed)
    }
  }

  @Test("numbers are read to the last bit")
  func numbers() throws {
    let parser = try Parser()
    try FuzzRun.rounds("numbers", 300) { run in
      let digits = { (most: Int, random: inout FuzzRandom) in
        String((0..<1 + random.below(most)).map { _ in random.pick(Array("0123456789")) })
      }
      let texts = (0..<20).map { _ in
        let sign = run.random.happens(30) ? "-" : ""
        let exponent = run.random.happens(50) ? "e\(run.random.below(640) - 330)" : ""
        return "\(sign)\(1 + run.random.below(9))\(digits(18, &run.random)).\(digits(20, &run.random))\(exponent)"
      }.filter { Double($0)?.isFinite == true }
      try JSON.with("[\(texts.joined(separator: ","))]", parser) { document in
        var place = 0
        document.forEachElement(document.root) { index in
          #expect(document.kind(index) == .double && document.double(index) == Double(texts[place]), "\(texts[place])")
          place += 1
          return true
        }
        #expect(place == texts.count)
      }
    }
  }

  private static func check(_ bytes: [UInt8], _ parser: Parser, seed: UInt64) {
    do {
      try JSON.with(bytes, parser) { document in
        let tree = FuzzJSON(document, at: document.root)
        // What was read is whole: written and read again it is the same.
        var text: [UInt8] = []
        document.appendJSON(of: document.root, to: &text)
        let again = try FuzzJSON(text)
        #expect(again.bytes == tree.bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        // Foundation keeps one of two equal keys, reads other encodings, and drops byte order marks; those documents are
        // not compared.
        guard bytes.first.map({ $0 < 0x80 && $0 != 0 }) == true, !bytes.contains(0), !bytes.contains(0xEF),
          let wanted = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        else { return }
        agree(document, document.root, wanted, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      }
    } catch {
      #expect(!"\(error)".isEmpty)
    }
  }

  private static func agree(_ document: Document, _ index: UInt32, _ wanted: Any, _ note: String) {
    switch document.kind(index) {
    case .object:
      guard let object = wanted as? [String: Any] else {
        Issue.record("\(note): an object")
        return
      }
      var members: [String: [UInt32]] = [:]
      document.forEachMember(index) { key, value in
        members[key.text, default: []].append(value)
        return true
      }
      #expect(Set(members.keys) == Set(object.keys), "\(note)")
      for (key, values) in members where values.count == 1 {
        if let other = object[key] { agree(document, values[0], other, note) }
      }
    case .array:
      var values: [UInt32] = []
      document.forEachElement(index) { value in
        values.append(value)
        return true
      }
      let array = wanted as? [Any] ?? []
      #expect(array.count == values.count, "\(note)")
      for (value, other) in zip(values, array) { agree(document, value, other, note) }
    case .string:
      // An integer beyond 64 bits is the string of its digits here, a number there.
      if let other = wanted as? String {
        #expect(document.string(index).text == other, "\(note)")
      } else {
        #expect(document.string(index).buffer.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) }, "\(note)")
      }
    case .integer: #expect((wanted as? NSNumber)?.int64Value == document.integer(index), "\(note)")
    case .unsigned: #expect((wanted as? NSNumber)?.uint64Value == document.unsigned(index), "\(note)")
    case .double:
      // Foundation's last digits of long numbers are not exact; `numbers` holds every bit.
      let (found, other) = (document.double(index), (wanted as? NSNumber)?.doubleValue ?? .nan)
      #expect(abs(found - other) <= 64 * max(found.ulp, other.ulp), "\(note): \(found), \(other)")
    case .yes: #expect((wanted as? NSNumber)?.boolValue == true, "\(note)")
    case .no: #expect((wanted as? NSNumber)?.boolValue == false, "\(note)")
    case .null: #expect(wanted is NSNull, "\(note)")
    }
  }
}
