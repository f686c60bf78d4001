import CSimdJSON
import Testing

@Suite("Framing holds its promises on random streams")
struct PropertyTests {
  @Test("the records of a valid stream are found, however it is cut", arguments: 0..<150)
  func valid(_ seed: Int) {
    var documents = RandomDocuments(chance: Chance(seed: UInt64(seed)))
    let (text, records) = documents.stream()
    #expect(Framing().records(text) == records, "\(text)")
    #expect(Framing().faults(text) == [], "\(text)")
    Framing.checkCuts(Array(text.utf8), &documents.chance, limit: 1 << 20)
  }

  @Test("a damaged stream gives the same pieces, however it is cut", arguments: 0..<200)
  func damaged(_ seed: Int) {
    var documents = RandomDocuments(chance: Chance(seed: 1_000_000 + UInt64(seed)))
    let bytes = documents.damage(Array(documents.stream().text.utf8))
    Framing.checkCuts(
      bytes, &documents.chance, limit: documents.chance.happens(30) ? 1 + documents.chance.below(200) : 1 << 20)
  }
}
