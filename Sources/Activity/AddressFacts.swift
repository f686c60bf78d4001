/// What is known of an address from databases, published ranges and lists. All of it is optional: without any source
/// only `network` is set, from the address itself.
public struct AddressFacts: Sendable, Hashable {
  /// The network by which neighbouring addresses count as one place: the AS where it is known, else the /24 of IPv4 or
  /// the /48 of IPv6, as a hash; 0 where the text is no address.
  public var network: UInt64 = 0
  /// ISO 3166-1 alpha-2.
  public var country: String?
  public var city: String?
  /// Degrees, WGS 84; accuracy as a radius in kilometres.
  public var latitude: Double?
  public var longitude: Double?
  public var accuracyRadius: Double?
  public var asn: UInt32?
  public var organization: String?
  public var kinds: Kinds = []
  /// Which provider publishes the address as its own, e.g. `aws`, with the service's name where it says.
  public var provider: String?
  public var providerService: String?

  public init() {}

  /// What an address is, as far as lists and databases say; several may hold.
  public struct Kinds: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Not routed in public: private, loopback, link-local, documentation.
    public static let local = Kinds(rawValue: 1 << 0)
    public static let hosting = Kinds(rawValue: 1 << 1)
    public static let tor = Kinds(rawValue: 1 << 2)
    public static let vpn = Kinds(rawValue: 1 << 3)
    public static let proxy = Kinds(rawValue: 1 << 4)
    public static let residentialProxy = Kinds(rawValue: 1 << 5)
    /// In a range that a cloud or SaaS provider publishes as its own.
    public static let provider = Kinds(rawValue: 1 << 6)
    public static let mobile = Kinds(rawValue: 1 << 7)
    /// Many people leave the internet by it: carrier NAT, satellite, secure web gateways.
    public static let sharedEgress = Kinds(rawValue: 1 << 8)

    public static let anonymiser: Kinds = [.tor, .vpn, .proxy, .residentialProxy]
  }
}

/// Where facts of addresses come from. Called once for an address that is new, never for every record; from one thread
/// at a time for each caller, from several callers at once.
public protocol AddressFactSource: Sendable {
  func facts(of address: String) -> AddressFacts
}
