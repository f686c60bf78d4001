import Activity

/// What a baseline remembers of an identity, one fact a kind and value: "called from this network", "used this tool".
public enum FactKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// Country of the address, by facts of addresses or by the record itself.
  case country
  /// The AS, or the /24 or /48, as `AddressFacts.network`.
  case network
  /// Hosting, or an anonymiser: what the address is, where a source says so.
  case addressKind
  /// Tool and operating system, no version.
  case agent
  case device
  /// A long-lived credential. Temporary ones change by themselves and are no facts.
  case credential
  case operation
  case service
  /// A class of act on a kind of resource, e.g. `delete` of `snapshot`.
  case act
  case region
  /// Where it happened: account, organisation, project.
  case tenant
  /// The tenant of an identity that it acts on, where that is another one.
  case targetTenant

  /// The places in which an identity's facts are kept; each has room of its own, so that many operations push no
  /// network out.
  enum Shelf: Int, CaseIterable {
    case places, tools, operations, settings

    /// Blocks of sixteen facts that an identity may have of it.
    var blocks: Int {
      switch self {
      case .places, .tools, .settings: 2
      case .operations: 4
      }
    }

    /// The first of its blocks among an identity's.
    var first: Int {
      switch self {
      case .places: 0
      case .tools: 2
      case .operations: 4
      case .settings: 8
      }
    }
  }

  var shelf: Shelf {
    switch self {
    case .country, .network, .addressKind: .places
    case .agent, .device, .credential: .tools
    case .operation: .operations
    case .service, .act, .region, .tenant, .targetTenant: .settings
    }
  }

  /// What is one surprise, however many facts tell it: a new country is a new network too.
  public enum Aspect: Int, Sendable, CaseIterable { case place, tool, credential, act }

  public var aspect: Aspect {
    switch self {
    case .country, .network, .addressKind: .place
    case .agent, .device: .tool
    case .credential: .credential
    case .operation, .service, .act, .region, .tenant, .targetTenant: .act
    }
  }

  /// The most bits that peers and tenant can add. A network or a device is a person's own, so that nobody else's
  /// having it says little; a country or an operation that nobody has used says much.
  var prevalenceCap: Float {
    switch self {
    case .credential, .device: 0
    case .network: 3
    case .region: 6
    case .agent, .addressKind, .operation, .service, .act, .tenant, .targetTenant: 8
    case .country: 10
    }
  }
}

/// A fact as expectations are asked about it.
public struct BehaviourFact: Sendable, Hashable {
  public var kind: FactKind
  /// The hash of its text as in the observation (the address's network for `network`; two ASCII bytes for `country`;
  /// the rawValue of `AddressFacts.Kinds` for `addressKind`; the agent's hash for `agent`).
  public var value: UInt64

  public init(kind: FactKind, value: UInt64) {
    self.kind = kind
    self.value = value
  }
}

/// What somebody declared to be normal. Asked only about facts that are new to an identity, never for every record.
public protocol BehaviourExpectations: Sendable {
  /// Whether the declared expectations explain the fact, so that it is no surprise.
  func explained(_ fact: BehaviourFact, _ observation: Observation) -> Bool
}
