/// The times at places of a plain file, from its beginning to its end.
enum PlaceTimes {
  /// Places of a long file; a short one is looked at where it begins and where it ends.
  private static let count = 16
  /// What is less out of order than this, in microseconds, needs nothing.
  private static let slack: Int64 = 900_000_000

  /// Empty where nothing tells a time.
  static func places(of descriptor: Descriptor, size: UInt64) -> [Int64] {
    let bytes = UInt64(TimePeek.bytes)
    guard size > bytes else { return at(descriptor, [0]) }
    let last = size - bytes
    guard size > UInt64(InputOrder.shortContent) else { return at(descriptor, [0, last]) }
    return at(descriptor, (0..<count).map { last / UInt64(count - 1) * UInt64($0) })
  }

  private static func at(_ descriptor: Descriptor, _ offsets: [UInt64]) -> [Int64] {
    let buffer = ByteBuffer(capacity: TimePeek.bytes)
    return offsets.compactMap { offset in
      buffer.removeAll()
      while buffer.count < buffer.capacity {
        guard let read = try? descriptor.read(into: buffer.room, at: offset + UInt64(buffer.count)), read > 0 else {
          break
        }
        buffer.advance(by: read)
      }
      return TimePeek.median(buffer.bytes)
    }
  }

  /// Whether a file runs backwards, or in parts that do not follow one another: at least a fifth of its places stand
  /// before an earlier one. A file in which some records are out of order is not meant.
  static func areDisordered(_ places: [Int64]) -> Bool {
    var pairs = 0
    var inverted = 0
    for (place, time) in places.enumerated() {
      for later in places[(place + 1)...] {
        pairs += 1
        if time - later > slack { inverted += 1 }
      }
    }
    return pairs > 0 && inverted * 5 >= pairs
  }

  /// How much of a compressed file is looked at to tell whether it runs from newest to oldest.
  static let steadyBytes = 256 << 10
  private static let steadyPlaces = 8

  /// Whether every place of a file's beginning tells an earlier time than the one before: chance makes that of records
  /// in no order once in 40,320 times.
  static func fallSteadily(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: bytes.prefix(steadyBytes))
    guard bytes.count >= steadyPlaces * TimePeek.bytes else { return false }
    var last = Int64.max
    for place in 0..<steadyPlaces {
      let part = UnsafeBufferPointer(rebasing: bytes[(bytes.count / steadyPlaces * place)...])
      guard let time = TimePeek.median(part), time < last else { return false }
      last = time
    }
    return true
  }
}
