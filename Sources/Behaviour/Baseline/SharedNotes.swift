/// What a shard has learned since the last day boundary and the picture has not: how many identities showed each fact
/// for the first time this era, and the peaks of their windows.
struct SharedNotes: ~Copyable {
  var counts = KeyTable<UInt32>(zero: 0, capacity: 1 << 10)
  var peaks = KeyTable<Float>(zero: 0)
  var dropped = 0
  let maxCounts: Int

  init(maxCounts: Int) { self.maxCounts = max(maxCounts, 1024) }

  var bytes: Int { counts.bytes + peaks.bytes }

  mutating func note(_ group: UInt64, _ print: FactPrint) {
    let key = SharedPicture.key(group, print)
    guard counts.count < maxCounts else {
      // Full until the next boundary: what is known already still counts.
      if let found = counts.find(key) { found.pointee &+= 1 } else { dropped += 1 }
      return
    }
    counts.at(key).pointee &+= 1
  }

  mutating func note(_ group: UInt64, _ lane: CountLane, _ peak: Float) {
    guard peaks.count < maxCounts || peaks.find(SharedPicture.key(group, lane)) != nil else {
      dropped += 1
      return
    }
    let found = peaks.at(SharedPicture.key(group, lane))
    found.pointee = max(found.pointee, peak)
  }

  mutating func removeAll() {
    counts.removeAll()
    peaks.removeAll()
  }
}
