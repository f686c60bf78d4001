import Activity

/// What an observation's address is to an identity or credential.
struct Arrival {
  var network: UInt64 = 0
  /// On a network that is not among those it is known by.
  var isNew = false
  /// It took the room of a network that was in use in this very minute.
  var hasReplacedCurrent = false
  /// Neither is the country; `false` where it is unknown, or nothing was known before.
  var isNewCountry = true
  /// No known network is of the same kind (hosting, mobile, …).
  var isNewKind = true
  var firstHere: Int64 = 0
  var daysHere = 0
  /// How many other networks are known.
  var others = 0
  /// Where it was last, when it is elsewhere now.
  var before: Before?

  struct Before {
    var network: UInt64 = 0
    var address: UInt64 = 0
    var last: Int64 = 0
    var country: UInt16 = 0
    var position: (Float, Float) = (.nan, .nan)
    var radius: Float = .nan
    var kindBits: UInt16 = 0
    var days = 0

    var kinds: AddressFacts.Kinds { AddressFacts.Kinds(rawValue: kindBits) }
    var hasPosition: Bool { !position.0.isNaN && !position.1.isNaN }
    var isUncertain: Bool {
      !kinds.isDisjoint(with: [.sharedEgress, .provider, .hosting, .local]) || !kinds.isDisjoint(with: .anonymiser)
    }
  }
}
