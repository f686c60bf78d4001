import Testing

@testable import Incidents

@Suite("Tables of steps and links")
struct TableTests {
  /// Keys of few kinds and trails, so that many share their lower bits.
  private static func key(_ number: Int) -> LinkKey {
    LinkKey(trail: Int32(number % 7), kind: LinkKind.allCases[number % 8], entity: UInt64(number / 3) << 40)
  }

  @Test("a table finds what was put in, and nothing else")
  func places() {
    var table = PlaceTable<LinkKey>()
    #expect(table[Self.key(1)] == nil)
    var known: [(LinkKey, Int32)] = []
    for number in 0..<5_000 {
      let key = Self.key(number * 31 % 4_099)
      table.set(key, Int32(number))
      known.append((key, Int32(number)))
    }
    var latest: [(LinkKey, Int32)] = []
    for entry in known {
      if let place = latest.firstIndex(where: { $0.0 == entry.0 }) { latest.remove(at: place) }
      latest.append(entry)
      if latest.count > 400 { latest.removeFirst() }
    }
    for (key, place) in latest { #expect(table[key] == place) }
    #expect(table[LinkKey(trail: 9, kind: .device, entity: 1)] == nil)
    let moved = table.moved { $0 % 2 == 0 ? $0 / 2 : nil }
    for (key, place) in latest { #expect(moved[key] == (place % 2 == 0 ? place / 2 : nil)) }
    #expect(moved.count < table.count)
  }

  @Test("a bag counts each hash once, few or many", arguments: [0, 1, 16, 17, 300])
  func bag(_ count: Int) {
    var bag = HashBag()
    var plain: Set<UInt64> = []
    for number in 0..<count {
      for hash in [UInt64(number) * 77, UInt64(number / 2) * 77] {
        bag.insert(hash)
        plain.insert(hash)
      }
    }
    #expect(bag.count == plain.count)
    #expect(bag.sorted() == plain.sorted())
    var all: Set<UInt64> = [1]
    bag.union(into: &all)
    #expect(all == plain.union([1]))
  }
}
