/// Where a value comes from: `docs/mappings.md`, "Value expressions".
public indirect enum ValueExpression: Sendable, Equatable {
  case path(String)
  case text(String)
  /// The first that gives something.
  case first([ValueExpression])
  case transformed(ValueExpression, [Transform])
  case template([TemplatePart])
  case conditional(Condition, ValueExpression)
  /// A part of the activity itself, e.g. `activity.outcome`; in aliases only.
  case activity(ActivityField)

  /// What is made of a text that was read.
  public enum Transform: Sendable, Equatable {
    case stripPrefix([UInt8])
    case stripSuffix([UInt8])
    case after([UInt8])
    case before([UInt8])
    case afterLast([UInt8])
    case beforeLast([UInt8])
    case lower
    /// Keys are folded; `otherwise` where the value is no key, or the value itself.
    case map([(key: [UInt8], value: [UInt8])], otherwise: [UInt8]?)

    public static func == (left: Self, right: Self) -> Bool {
      switch (left, right) {
      case (.lower, .lower): true
      case (.stripPrefix(let a), .stripPrefix(let b)), (.stripSuffix(let a), .stripSuffix(let b)),
        (.after(let a), .after(let b)), (.before(let a), .before(let b)), (.afterLast(let a), .afterLast(let b)),
        (.beforeLast(let a), .beforeLast(let b)):
        a == b
      case (.map(let a, let otherA), .map(let b, let otherB)):
        otherA == otherB && a.elementsEqual(b) { $0 == $1 }
      default: false
      }
    }
  }

  /// A piece of a template: text as it stands, or a value.
  public enum TemplatePart: Sendable, Equatable {
    case text(String)
    case path(String)
    /// `{$tenant}`
    case tenant
  }
}

/// A test of a record: one of `alternatives` must hold whole. Without any it always holds.
public struct Condition: Sendable, Equatable {
  public var alternatives: [[PathTest]]

  public init(_ alternatives: [[PathTest]]) { self.alternatives = alternatives }

  /// A test of the value at a path.
  public struct PathTest: Sendable, Equatable {
    public var path: String
    public var test: Test
  }

  /// What a value must be.
  public indirect enum Test: Sendable, Equatable {
    /// Folded texts.
    case equals([[UInt8]])
    case exists(Bool)
    case prefix([[UInt8]])
    case suffix([[UInt8]])
    case contains([[UInt8]])
    case not(Test)
    case all([Test])
  }
}

/// The names by which rules read an activity: `docs/activity.md`.
public enum ActivityField: String, CaseIterable, Sendable, BitwiseCopyable {
  case source = "activity.source"
  case provider = "activity.provider"
  case tenant = "activity.tenant"
  case service = "activity.service"
  case operation = "activity.operation"
  case actClass = "activity.class"
  case resource = "activity.resource"
  case sensitivity = "activity.sensitivity"
  case outcome = "activity.outcome"
  case reason = "activity.reason"
  case region = "activity.region"
  case actorKind = "activity.actor.kind"
  case actorID = "activity.actor.id"
  case actorName = "activity.actor.name"
  case actorEmail = "activity.actor.email"
  case actorSession = "activity.actor.session"
  case actorIssuer = "activity.actor.issuer"
  case actorHuman = "activity.actor.human"
  case actorMFA = "activity.actor.mfa"
  case credentialID = "activity.credential.id"
  case credentialKind = "activity.credential.kind"
  case ip = "activity.origin.ip"
  case agent = "activity.origin.agent"
  case country = "activity.origin.country"
  case callingService = "activity.origin.service"
  case device = "activity.origin.device"
  case targetID = "activity.target.id"
  case targetKind = "activity.target.kind"
}
