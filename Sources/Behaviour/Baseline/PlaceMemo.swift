import Activity
import JSONTape

/// What a baseline needs of an address, by the hash of its text. Direct-mapped like `AgentMemo`.
struct PlaceMemo: ~Copyable {
  private var entries: ContiguousArray<Entry>

  struct Place: BitwiseCopyable {
    var network: UInt64 = 0
    /// Two ASCII bytes, the first in the low one; 0 where not known.
    var country: UInt16 = 0
    /// `AddressFacts.Kinds`.
    var kinds: UInt16 = 0
    /// 0: `network` is an AS; 24 or 48: a prefix.
    var prefix: UInt8 = 0
  }

  private struct Entry {
    var hash: UInt64 = 0
    var place = Place()
  }

  init(bits: Int = 15) { entries = ContiguousArray(repeating: Entry(), count: 1 << bits) }

  var bytes: Int { entries.count * MemoryLayout<Entry>.stride }

  mutating func place(_ hash: UInt64, _ names: Names, _ source: (any AddressFactSource)?) -> Place {
    let slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1)
    if entries[slot].hash == hash { return entries[slot].place }
    let place = names.text(hash).map { Self.place(of: $0, source) } ?? Place(network: hash)
    entries[slot] = Entry(hash: hash, place: place)
    return place
  }

  private static func place(of text: String, _ source: (any AddressFactSource)?) -> Place {
    var place = Place()
    let prefix = prefix(of: text)
    if let facts = source?.facts(of: text) {
      place.network = facts.network
      place.kinds = facts.kinds.rawValue
      place.country = facts.country.map(Self.country) ?? 0
      if facts.asn == nil { place.prefix = prefix?.length ?? 0 }
    }
    if place.network == 0, let prefix {
      place.network = prefix.network
      place.prefix = prefix.length
    }
    return place
  }

  /// The /24 of IPv4 or the /48 of IPv6, mixed so that neighbours differ in every bit.
  private static func prefix(of text: String) -> (network: UInt64, length: UInt8)? {
    var text = text
    let address = text.withUTF8 { IPAddressText.address(ByteSpan(UnsafeRawBufferPointer($0))) }
    guard let address else { return nil }
    let isFour = address.high == 0 && address.low >> 32 == 0xFFFF
    let bits = isFour ? address.low >> 8 : address.high >> 16
    return (((bits &+ 0x632B_E59B) &* 0xD6E8_FEB8_6659_FD93) | 1, isFour ? 24 : 48)
  }

  private static func country(_ text: String) -> UInt16 {
    let bytes = Array(text.utf8)
    return bytes.count == 2 ? UInt16(bytes[0]) | UInt16(bytes[1]) << 8 : 0
  }

  /// The text of a country's code, `nil` for what is none.
  static func text(_ country: UInt32) -> String? {
    let bytes = [UInt8(truncatingIfNeeded: country), UInt8(truncatingIfNeeded: country >> 8)]
    guard bytes.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
