import Activity
import JSONTape

/// Tenants of identities that are acted on, by the hash of their canonical keys. Direct-mapped like `AgentMemo`.
struct TenantMemo: ~Copyable {
  private var entries: ContiguousArray<Entry>

  private struct Entry {
    var hash: UInt64 = 0
    var tenant: UInt64 = 0
  }

  init(bits: Int = 11) { entries = ContiguousArray(repeating: Entry(), count: 1 << bits) }

  var bytes: Int { entries.count * MemoryLayout<Entry>.stride }

  /// The hash of the tenant in `provider:tenant:kind:id`, `nil` where the key's text is not kept or has none.
  mutating func tenant(_ key: UInt64, _ names: Names) -> UInt64? {
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1)
    if entries[slot].hash != key {
      entries[slot] = Entry(hash: key, tenant: names.text(key).map(Self.tenant) ?? 0)
    }
    return entries[slot].tenant == 0 ? nil : entries[slot].tenant
  }

  private static func tenant(of key: String) -> UInt64 {
    let parts = key.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty else { return 0 }
    var text = String(parts[1])
    return text.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
  }
}
