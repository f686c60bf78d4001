/// What speaks for a credential's being in other hands.
struct Signs: OptionSet {
  var rawValue: UInt32

  static let country = Signs(rawValue: 1)
  static let anonymiser = Signs(rawValue: 2)
  static let hosting = Signs(rawValue: 4)
  /// Something sensitive was done with it there.
  static let sensitive = Signs(rawValue: 8)
  /// It was used in its old place again after it was used in the new one.
  static let interleaved = Signs(rawValue: 16)
  /// Just made, and first used elsewhere than it was made.
  static let freshElsewhere = Signs(rawValue: 32)
  /// Just made for somebody else, and used by whoever made it.
  static let freshByMaker = Signs(rawValue: 64)
  static let sameCredential = Signs(rawValue: 128)
  /// Facts are known of the address, and it is not the provider's.
  static let outsideProvider = Signs(rawValue: 256)
  static let insideProvider = Signs(rawValue: 512)
  static let takeover = Signs(rawValue: 1024)

  /// A browser's session on a device that the person never had.
  static let device = Signs(rawValue: 2048)

  static let strange: Signs = [.country, .anonymiser, .hosting]
}
