/// Addresses that have a name: an office, a VPN's way out, a partner, the runners of a pipeline.
public struct NamedNetwork: Sendable, Hashable {
  /// What sort of place it is.
  public enum Kind: String, Sendable, CaseIterable { case office, vpn, cloud, partner, other }

  public var name: String
  public var kind: Kind
  public var ranges: [AddressRange]
  /// ISO 3166-1 alpha-2: where people in it are.
  public var country: String?
  /// For whom it is a usual place; everyone where nothing is said.
  public var who: Selector
  /// Counted from 1.
  public var line: Int
}
