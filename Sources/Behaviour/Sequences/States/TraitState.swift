/// `OperationTraits` or `ReasonTraits`.
struct TraitState: KeyedEntry {
  var lastUse: Int64 = 0
  var bits: UInt64 = 0
}
