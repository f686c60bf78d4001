import Activity

/// Families of agents by the hash of their text: each text is parsed once while it stays here. A table of pairs of places,
/// the one used last first; the other is overwritten by the next that falls there, which costs a second parse and changes
/// no result.
struct AgentMemo: ~Copyable {
  private var entries: ContiguousArray<Entry>

  private struct Entry {
    var hash: UInt64 = 0
    var family = AgentFamily(tool: .unknown, system: .unknown)
  }

  init(bits: Int = 12) { entries = ContiguousArray(repeating: Entry(), count: 1 << bits) }

  var bytes: Int { entries.count * MemoryLayout<Entry>.stride }

  mutating func family(_ hash: UInt64, _ names: Names) -> AgentFamily {
    let place = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1) & ~1
    if entries[place].hash == hash { return entries[place].family }
    entries.swapAt(place, place + 1)
    if entries[place].hash == hash { return entries[place].family }
    let family =
      names.text(hash).map { AgentFamily(parsing: $0) }
      ?? AgentFamily(tool: .unknown, system: .unknown, token: UInt16(truncatingIfNeeded: hash >> 16))
    entries[place] = Entry(hash: hash, family: family)
    return family
  }
}
