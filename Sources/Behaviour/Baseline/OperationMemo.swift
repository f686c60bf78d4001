import Activity

/// What a baseline needs of an operation's text, by the operation's hash. Pairs of places like `AgentMemo`.
struct OperationMemo: ~Copyable {
  private var entries: ContiguousArray<Entry>

  struct Facts: BitwiseCopyable {
    /// Hash of the service's name, 0 where there is none.
    var service: UInt64 = 0
    /// Encrypts or rewrites stored data under a key, as ransom does.
    var encrypts = false
    /// A sign-in to a console.
    var consoleLogin = false
  }

  private struct Entry {
    var hash: UInt64 = 0
    var facts = Facts()
  }

  init(bits: Int = 13) { entries = ContiguousArray(repeating: Entry(), count: 1 << bits) }

  var bytes: Int { entries.count * MemoryLayout<Entry>.stride }

  mutating func facts(_ hash: UInt64, _ names: Names) -> Facts {
    let slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1) & ~1
    if entries[slot].hash == hash { return entries[slot].facts }
    entries.swapAt(slot, slot + 1)
    if entries[slot].hash == hash { return entries[slot].facts }
    var facts = Facts()
    if let text = names.text(hash)?.lowercased(), let colon = text.firstIndex(of: ":") {
      let service = text[..<colon]
      if !service.isEmpty { facts.service = Self.hash(service) }
      let name = text[text.index(after: colon)...]
      facts.encrypts = name.hasPrefix("encrypt") || name.hasPrefix("reencrypt")
      facts.consoleLogin = name == "consolelogin"
    }
    entries[slot] = Entry(hash: hash, facts: facts)
    return facts
  }

  private static func hash(_ text: Substring) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash | 1
  }
}
