import Activity
import JSONTape

/// Everything that is known of addresses: databases, providers' published ranges, lists of networks. Immutable;
/// look-ups may run on any number of threads at once, and cost about a microsecond.
public struct AddressBook: AddressFactSource {
  /// The most telling first: where two know the same, the first is believed.
  public let databases: [MaxMindDatabase]
  let ranges: AddressRanges

  /// What files said of themselves when they were read.
  let coverage: Set<AddressGap.Kind>

  /// A book that knows nothing but prefixes.
  public init() { self.init(databases: [], ranges: AddressRanges(), coverage: []) }

  init(databases: [MaxMindDatabase], ranges: AddressRanges, coverage: Set<AddressGap.Kind>) {
    // Newer before older; the path settles ties, so that the order of loading does not matter.
    self.databases = databases.sorted { left, right in
      if left.rank != right.rank { return left.rank < right.rank }
      return left.built != right.built ? left.built > right.built : left.path < right.path
    }
    var ranges = ranges
    ranges.seal()
    self.ranges = ranges
    self.coverage = coverage
  }

  /// What all sources together say of an address; nothing for a text that is none.
  public func facts(of address: String) -> AddressFacts {
    var facts = AddressFacts()
    guard let parsed = IPAddress(address) else { return facts }
    // What one says of one's own networks goes before what databases know of them.
    ranges.complete(&facts, for: parsed)
    if parsed.isPublic {
      for database in databases { database.complete(&facts, for: parsed) }
    } else {
      facts.kinds.insert(.local)
    }
    if let asn = facts.asn, let kinds = ranges.autonomousSystems[asn] { facts.kinds.formUnion(kinds) }
    facts.network = AddressNetwork.hash(of: parsed, asn: facts.asn)
    return facts
  }

  /// What no file tells, in words, the most useful first; empty where everything is known.
  public var gaps: [AddressGap] {
    AddressGap.Kind.allCases.filter { !coverage.contains($0) }.map(AddressGap.init)
  }

  /// Networks in the ranges and lists.
  public var rangeCount: Int { ranges.count }
  /// Networks that found no room.
  public var droppedRanges: Int { ranges.dropped }
  /// AS numbers that lists name as hosting, VPN or the like.
  public var listedSystems: Int { ranges.autonomousSystems.count }
}

extension MaxMindDatabase {
  /// A database that tells the city is more exact on the country than one that tells only the country.
  var rank: Int {
    if provides.contains(.city) { return 0 }
    return provides.contains(.country) ? 1 : 2
  }
}

/// The network by which neighbouring addresses count as one place.
public enum AddressNetwork {
  /// `AS64500` where the AS is known, else the /24 of IPv4 or the /48 of IPv6; `nil` where the text is no address.
  public static func name(of address: String, asn: UInt32?) -> String? {
    guard let address = IPAddress(address) else { return nil }
    return name(of: address, asn: asn)
  }

  static func name(of address: IPAddress, asn: UInt32?) -> String {
    if let asn { return "AS\(asn)" }
    return IPPrefix(address: address, length: address.isFour ? 120 : 48).text
  }

  /// The folded hash of the name.
  static func hash(of address: IPAddress, asn: UInt32?) -> UInt64 { FoldedText.hash(name(of: address, asn: asn)) }
}

/// Folded hashes of Swift's strings.
enum FoldedText {
  static func hash(_ text: some StringProtocol) -> UInt64 {
    var text = String(text)
    return text.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
  }
}
