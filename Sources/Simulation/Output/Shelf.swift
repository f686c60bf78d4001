/// The records of one provider that are not yet written.
struct Shelf {
  private struct Entry {
    let at: Moment
    let tie: UInt64
    let start: Int
    let end: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// The room that the last carrying over left, used for the next.
  private var spare: [UInt8] = []

  var held: Int { bytes.count }

  mutating func add(_ at: Moment, _ id: Token, _ line: Line) {
    let start = bytes.count
    bytes.append(contentsOf: line.bytes)
    entries.append(Entry(at: at, tie: id.high, start: start, end: bytes.count))
  }

  /// Gives what lies before `time`, in order of time and then of id, and keeps the rest.
  mutating func take(until time: Moment, _ body: (Moment, ArraySlice<UInt8>) throws -> Void) throws {
    guard !entries.isEmpty else { return }
    entries.sort { $0.at != $1.at ? $0.at < $1.at : $0.tie < $1.tie }
    var index = 0
    while index < entries.count, entries[index].at < time {
      let entry = entries[index]
      try body(entry.at, bytes[entry.start..<entry.end])
      index += 1
    }
    guard index > 0 else { return }
    if index == entries.count {
      bytes.removeAll(keepingCapacity: true)
      entries.removeAll(keepingCapacity: true)
      return
    }
    var kept: [UInt8] = []
    swap(&kept, &spare)
    var left: [Entry] = []
    left.reserveCapacity(entries.count - index)
    for entry in entries[index...] {
      let start = kept.count
      kept.append(contentsOf: bytes[entry.start..<entry.end])
      left.append(Entry(at: entry.at, tie: entry.tie, start: start, end: kept.count))
    }
    bytes.removeAll(keepingCapacity: true)
    spare = bytes
    bytes = kept
    entries = left
  }
}
