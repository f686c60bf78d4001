/// What is known of a tenant, or of an actor in its part of taking roles: since when.
struct KnownSince: KeyedEntry {
  var lastUse: Int64 = 0
  var since: Int64 = 0
  /// Edges known.
  var count: UInt64 = 0
}
