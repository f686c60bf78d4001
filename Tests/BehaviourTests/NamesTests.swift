import Activity
import Testing

@testable import Behaviour

@Suite struct NamesTests {
  @Test("texts of every length come back whole, and are told by their bytes")
  func lengths() {
    let names = Names()
    let texts =
      (0..<3_000).map { "aws:1:user:\($0)" } + [9_000, 32_768, 100_000].map { String(repeating: "長", count: $0) }
    let hashes = texts.map { names.keep($0) }
    #expect(names.count == texts.count)
    #expect(zip(hashes, texts).allSatisfy { names.text($0) == $1 && names.byteCount($0) == $1.utf8.count })
    #expect(names.text(1) == nil && names.byteCount(1) == 0 && names.text(0) == nil)
    #expect(names.all.map(\.hash) == hashes.sorted())
  }

  @Test("what finds no room is counted and unknown, and nothing else is lost")
  func bound() {
    let names = Names(maxBytes: 64 * 200)
    let hashes = (0..<2_000).map { names.keep("a text of some length, number \($0)") }
    #expect(names.dropped > 0 && names.count + names.dropped == 2_000)
    #expect(hashes.count { names.text($0) != nil } == names.count)
  }

  @Test("a fact's place in a block is its first, wherever it stands", arguments: 0..<16)
  func place(_ at: Int) {
    var block = FactBlock()
    for place in 0..<16 { block.prints[place] = UInt32(place + 1) << 27 | 5 }
    #expect(block.place(of: block.prints[at]) == at)
    #expect(block.place(of: 0) == nil)
    block.prints[at] = 0
    block.prints[15] = 0
    #expect(block.place(of: 0) == at)
  }

  @Test("facts that share a block are told by shelf as they came, before and after each shelf has its own")
  func shared() {
    let shard = BaselineShard(
      options: BehaviourOptions(), names: Names(), facts: nil, expectations: nil, picture: SharedPicture(maxFacts: 64))
    let place = shard.place(of: 42, tenant: 1, time: 1)
    let record = shard.records[place]
    func held(_ shelf: FactKind.Shelf) -> [UInt32] {
      var prints: [UInt32] = []
      shard.forEachFact(record, shelf) { print, _, _ in prints.append(print.bits) }
      return prints
    }
    var expected: [FactKind.Shelf: [UInt32]] = [:]
    for number in 0..<40 {
      let kind = [FactKind.operation, .network, .agent, .service][number % 4]
      let print = FactPrint(kind, UInt64(number + 1))
      _ = shard.take(print, kind.shelf, record, day: 20)
      expected[kind.shelf, default: []].append(print.bits)
      for shelf in FactKind.Shelf.allCases { #expect(held(shelf) == expected[shelf] ?? []) }
      #expect((shard.sharedBlock(of: record) != nil) == (number < 16))
    }
  }
}
