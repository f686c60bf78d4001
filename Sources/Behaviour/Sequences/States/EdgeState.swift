/// An edge from an identity to a role.
struct EdgeState: KeyedEntry {
  var lastUse: Int64 = 0
  var first: Int64 = 0
}
