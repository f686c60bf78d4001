/// An identity's e-mail address, by which it is known elsewhere.
struct EmailState: KeyedEntry {
  var lastUse: Int64 = 0
  var email: UInt64 = 0
}
