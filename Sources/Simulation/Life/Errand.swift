/// Something that a person sits down to do, at a time and place.
struct Errand: Sendable {
  enum Kind: UInt8, Sendable {
    case signIn, phone, launch, drive, mail, office, slack, code, shell, console, cluster, google, analytics, gitlab,
      openai,
      anthropic, azure, audit, oktaAdmin, entraAdmin, workspaceAdmin, script, terraform
  }

  let start: Moment
  let person: Int
  let kind: Kind
  let place: Place
  /// The day of the simulation in the calendar of the person's place.
  let day: Int
  /// Which of the person's tasks of the day it is; names its random numbers.
  let number: Int
}

extension Role {
  /// How many tasks a working day has, and of which kinds.
  var work: (mean: Double, kinds: [(Errand.Kind, Int)]) {
    switch self {
    case .engineer:
      (
        13,
        [
          (.code, 50), (.slack, 20), (.drive, 18), (.shell, 18), (.console, 10), (.cluster, 16), (.launch, 18),
          (.anthropic, 8), (.openai, 2), (.google, 4), (.terraform, 5),
        ]
      )
    case .sre:
      (
        17,
        [
          (.shell, 40), (.console, 28), (.cluster, 40), (.code, 20), (.terraform, 14), (.google, 10), (.azure, 18),
          (.slack, 20), (.drive, 8), (.launch, 10),
        ]
      )
    case .analyst:
      (
        13,
        [
          (.analytics, 50), (.google, 40), (.gitlab, 20), (.drive, 20), (.slack, 15), (.console, 4), (.openai, 5),
          (.launch, 10),
        ]
      )
    case .sales: (12, [(.mail, 30), (.drive, 20), (.office, 20), (.slack, 20), (.launch, 30), (.anthropic, 3)])
    case .support: (12, [(.launch, 40), (.slack, 30), (.drive, 30), (.anthropic, 5)])
    case .finance: (11, [(.mail, 30), (.office, 40), (.drive, 10), (.slack, 10), (.launch, 20)])
    case .people: (11, [(.mail, 30), (.office, 20), (.drive, 30), (.slack, 20), (.launch, 20)])
    case .marketing: (11, [(.drive, 50), (.slack, 30), (.launch, 30), (.anthropic, 10)])
    case .executive: (9, [(.mail, 30), (.drive, 20), (.slack, 20), (.office, 10), (.launch, 5)])
    case .security:
      (
        14,
        [
          (.audit, 40), (.console, 25), (.oktaAdmin, 5), (.code, 15), (.slack, 20), (.drive, 12), (.cluster, 8),
          (.launch, 10),
        ]
      )
    case .helpdesk:
      (
        14,
        [
          (.oktaAdmin, 25), (.entraAdmin, 8), (.workspaceAdmin, 12), (.slack, 20), (.drive, 12), (.launch, 20),
          (.mail, 10),
        ]
      )
    }
  }

  func task(_ random: inout Random) -> Errand.Kind {
    let kinds = work.kinds
    var left = random.below(kinds.reduce(0) { $0 + $1.1 })
    for (kind, weight) in kinds {
      left -= weight
      if left < 0 { return kind }
    }
    return .slack
  }
}
