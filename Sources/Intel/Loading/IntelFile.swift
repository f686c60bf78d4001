/// What one file gave.
public struct IntelFile: Sendable, Hashable {
  /// What a file turned out to be.
  public enum Kind: String, Sendable {
    case database
    case providerRanges = "provider-ranges"
    case networks
    case torExits = "tor-exits"
    case stix, misp
    case mispManifest = "misp-manifest"
    case csv, list, unknown
  }

  public let path: String
  public var kind: Kind = .unknown
  public var indicators = 0
  /// Networks and AS numbers of address facts.
  public var networks = 0
  /// Of a database: its type and build time in seconds since 1970. Of ranges: whose they are.
  public var title: String?
  public var built: UInt64?
  /// Entries that are told to be no indicators, e.g. MISP attributes without `to_ids`.
  public var passedOver = 0

  init(path: String) { self.path = path }
}

/// What a load gave: facts of addresses, indicators, and what could not be used.
public struct IntelContents: Sendable {
  public var addresses = AddressBook()
  public var indicators = IndicatorSet.empty
  public var files: [IntelFile] = []
  /// At most `IntelLoader.maxProblems`.
  public var problems: [IntelProblem] = []
  public var droppedProblems = 0

  public init() {}
}
