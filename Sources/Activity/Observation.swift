/// One record as the second stage sees it: hashes and small numbers, no strings, of one fixed size. Every record makes
/// one, so that baselines and intelligence see all that happens and not only what rules match.
///
/// A hash is the folded hash (`ByteSpan.foldedHash`) of the text that `Names` keeps for it, the same in every process;
/// 0 stands for what is absent. `operation` alone is a hash of service and operation (`ActionCatalogue.key`), for which
/// `Names` keeps `service:operation`.
public struct Observation: Sendable, BitwiseCopyable {
  /// Event time in microseconds since 1970; 0 where the record has none.
  public var time: Int64 = 0
  /// Of the actor's canonical key, `provider:tenant:kind:id`.
  public var actor: UInt64 = 0
  /// Of the actor's name for people to read.
  public var name: UInt64 = 0
  /// Of the canonical key of the identity behind a session: who assumed the role, who federated.
  public var issuer: UInt64 = 0
  /// Of the actor's e-mail address, by which one person is known across providers.
  public var email: UInt64 = 0
  public var session: UInt64 = 0
  public var credential: UInt64 = 0
  public var tenant: UInt64 = 0
  /// Of the address in text; 0 where the caller is a service of the provider.
  public var address: UInt64 = 0
  public var agent: UInt64 = 0
  public var operation: UInt64 = 0
  public var region: UInt64 = 0
  public var device: UInt64 = 0
  /// Of the service that called on the actor's behalf.
  public var callingService: UInt64 = 0
  /// Of the first target's id. `Names` keeps its text only where the act is of medium sensitivity or above.
  public var target: UInt64 = 0
  /// Of the canonical key of the first target that is an identity.
  public var targetIdentity: UInt64 = 0
  /// Of the id of the first target that is a credential (an access key, a token): made, handed out, disabled or
  /// deleted. What later acts carry as `credential`.
  public var targetCredential: UInt64 = 0
  /// Of the vendor's reason, where the outcome is not success.
  public var reason: UInt64 = 0
  /// Of the vendor's id of the record.
  public var recordID: UInt64 = 0
  /// Counted from 0 within the file.
  public var record: Int = 0
  /// A place in the scan's list of files.
  public var file: UInt32 = 0
  /// A place in `Engine.mappings`.
  public var source: UInt16 = 0
  /// ISO 3166-1 alpha-2 where the record itself says, as two ASCII bytes, the first in the low byte; else 0.
  public var country: UInt16 = 0
  /// The address is one that is routed in public.
  public var isPublicAddress = false
  public var actClass: ActClass = .other
  public var resource: ResourceKind = .other
  public var sensitivity: Sensitivity = .none
  public var outcome: Outcome = .unknown
  public var actorKind: ActorKind = .unknown
  public var credentialKind: CredentialKind = .unknown
  public var human: Answer = .unknown
  public var mfa: Answer = .unknown

  public init() {}

  /// What a record may leave unsaid.
  public enum Answer: UInt8, Sendable, BitwiseCopyable { case unknown, no, yes }
}

extension EntityKeys {
  public init(_ observation: Observation) {
    self.init()
    actor = observation.actor
    issuer = observation.issuer
    credential = observation.credential
    // Private addresses are the same everywhere and join nothing.
    if observation.isPublicAddress { address = observation.address }
    target = observation.target
    targetIdentity = observation.targetIdentity
    operation = observation.operation
  }
}
