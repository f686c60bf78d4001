/// Who signs in from a network; the same in every shard.
struct NetworkState: KeyedEntry {
  var people = SIMD8<UInt64>(repeating: 0)
  var lastUse: Int64 = 0
  var count: UInt64 = 0
}
