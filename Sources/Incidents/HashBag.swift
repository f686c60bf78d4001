/// A set of hashes of which there are mostly few: up to sixteen in a row, then a set.
struct HashBag: Sendable {
  private static let few = 16

  private var row: [UInt64] = []
  /// Empty while all are in `row`, and then `row` is empty.
  private var set: Set<UInt64> = []

  var count: Int { row.count + set.count }

  mutating func insert(_ hash: UInt64) {
    guard set.isEmpty else {
      set.insert(hash)
      return
    }
    for known in row where known == hash { return }
    row.append(hash)
    guard row.count > Self.few else { return }
    set = Set(row)
    row = []
  }

  func sorted() -> [UInt64] { set.isEmpty ? row.sorted() : set.sorted() }

  /// Adds all of them to a set.
  func union(into all: inout Set<UInt64>) {
    if set.isEmpty { all.formUnion(row) } else { all.formUnion(set) }
  }
}
