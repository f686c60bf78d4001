import Activity
import JSONTape

/// Networks by the hash of an address's text. Direct-mapped like `AgentMemo`.
///
/// The /24 or /48, and not the AS: half a country sits in one AS.
struct HabitPlaces: ~Copyable {
  private var entries: ContiguousArray<Entry>

  struct Place: BitwiseCopyable {
    /// The /24 or /48; 0 where there is no address.
    var network: UInt64 = 0
    /// The /16 or /32; 0 where it is of hosting, or hides who comes, as far as is known.
    var carrier: UInt64 = 0
  }

  private struct Entry {
    var hash: UInt64 = 0
    var place = Place()
  }

  init(bits: Int = 14) { entries = ContiguousArray(repeating: Entry(), count: 1 << bits) }

  mutating func place(_ hash: UInt64, _ names: Names, _ facts: (any AddressFactSource)?) -> Place {
    let slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1)
    if entries[slot].hash == hash { return entries[slot].place }
    let place = names.text(hash).map { Self.place(of: $0, hash, facts) } ?? Place(network: hash)
    entries[slot] = Entry(hash: hash, place: place)
    return place
  }

  private static func place(of text: String, _ hash: UInt64, _ facts: (any AddressFactSource)?) -> Place {
    var bytes = text
    let address = bytes.withUTF8 { IPAddressText.address(ByteSpan(UnsafeRawBufferPointer($0))) }
    // Names of machines and of services stand for themselves.
    guard let address else { return Place(network: hash) }
    let isFour = address.high == 0 && address.low >> 32 == 0xFFFF
    var place = Place(network: Mixing.key(isFour ? address.low >> 8 : address.high >> 16, isFour ? 24 : 48))
    let kinds = facts?.facts(of: text).kinds ?? []
    let isRented = !kinds.isDisjoint(with: AddressFacts.Kinds.anonymiser.union([.hosting, .provider]))
    if !isRented {
      place.carrier = Mixing.key(isFour ? (address.low >> 16) & 0xFFFF : address.high >> 32, isFour ? 16 : 32)
    }
    return place
  }
}
