/// What a person does for a living, which settles what they touch.
enum Role: String, CaseIterable, Sendable {
  case engineer, sre, analyst, sales, support, finance, people, marketing, executive, security, helpdesk

  /// Its part of all people, in a thousand.
  var share: Int {
    switch self {
    case .engineer: 370
    case .sre: 50
    case .analyst: 90
    case .sales: 150
    case .support: 110
    case .finance: 70
    case .people: 40
    case .marketing: 60
    case .executive: 20
    case .security: 20
    case .helpdesk: 20
    }
  }

  var isTechnical: Bool { self == .engineer || self == .sre || self == .analyst || self == .security }
  /// Works with Microsoft's office rather than with Google's alone.
  var usesMicrosoft: Bool {
    switch self {
    case .finance, .people, .sales, .executive, .helpdesk: true
    default: false
    }
  }
}
