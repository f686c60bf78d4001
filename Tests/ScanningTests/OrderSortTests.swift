import Testing

@testable import Detection

@Suite("Putting what waits in order")
struct OrderSortTests {
  @Test(
    "items come in order of time, then place",
    arguments: [1, 2, 64, 65, 300, 3_000],
    [
      [0, 1], [0], [1_700_000_000_000_000, 1_700_000_000_000_001], [.min, -1, 0, .max],
      Array(stride(from: Int64(1_700_000_000_000_000), to: 1_700_086_400_000_000, by: 7_919_000_123)),
    ] as [[Int64]])
  func sort(_ count: Int, _ times: [Int64]) {
    var random = SystemRandomNumberGenerator()
    var items = (0..<count).map { index in
      ObservationOrder.Item(
        time: times[Int.random(in: 0..<times.count, using: &random)], place: .random(in: 0...5, using: &random) << 40,
        run: 0, index: UInt32(index), match: -1)
    }
    for index in items.indices { items[index].place |= UInt64(index * 7 % count) }
    let plain = items.sorted { ($0.time, $0.place) < ($1.time, $1.place) }
    items.withUnsafeMutableBufferPointer { ObservationOrder.sort($0) }
    #expect(items.map(\.index) == plain.map(\.index))
  }
}
