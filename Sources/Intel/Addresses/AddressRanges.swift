import Activity

/// What lists and published ranges say of networks.
struct AddressRanges: Sendable {
  struct Entry: Sendable, Hashable {
    var kinds: AddressFacts.Kinds = []
    var provider: String?
    var service: String?
    var country: String?
    var city: String?
    var latitude: Double?
    var longitude: Double?
    var asn: UInt32?
    var organization: String?
  }

  /// More networks than this are not taken; what is left out is counted.
  static let maxEntries = 2_000_000

  private var prefixes: [IPPrefix] = []
  /// Places in `distinct`, one a prefix.
  private var places: [UInt32] = []
  private var distinct: [Entry] = []
  private var known: [Entry: UInt32] = [:]
  private var table = PrefixTable()
  private(set) var autonomousSystems: [UInt32: AddressFacts.Kinds] = [:]
  private(set) var dropped = 0

  var count: Int { prefixes.count }

  mutating func add(_ prefix: IPPrefix, _ entry: Entry) {
    guard prefixes.count < Self.maxEntries else {
      dropped += 1
      return
    }
    let place: UInt32
    if let found = known[entry] {
      place = found
    } else {
      place = UInt32(distinct.count)
      distinct.append(entry)
      known[entry] = place
    }
    prefixes.append(prefix)
    places.append(place)
  }

  mutating func add(autonomousSystem number: UInt32, _ kinds: AddressFacts.Kinds) {
    guard autonomousSystems.count < Self.maxEntries || autonomousSystems[number] != nil else {
      dropped += 1
      return
    }
    autonomousSystems[number, default: []].formUnion(kinds)
  }

  /// Makes what was added findable.
  mutating func seal() { table = PrefixTable(prefixes) }

  /// Adds to `facts` what the networks that hold the address say: kinds of all of them, the rest of the most specific
  /// that names it.
  func complete(_ facts: inout AddressFacts, for address: IPAddress) {
    table.forEach(holding: address) { place in
      let entry = distinct[Int(places[place])]
      facts.kinds.formUnion(entry.kinds)
      if facts.country == nil { facts.country = entry.country }
      if facts.city == nil { facts.city = entry.city }
      if facts.latitude == nil, facts.longitude == nil {
        (facts.latitude, facts.longitude) = (entry.latitude, entry.longitude)
      }
      if facts.asn == nil {
        facts.asn = entry.asn
        facts.organization = facts.organization ?? entry.organization
      }
      guard let provider = entry.provider else { return }
      if facts.provider == nil { facts.provider = provider }
      if facts.provider == provider, facts.providerService == nil { facts.providerService = entry.service }
    }
  }
}
