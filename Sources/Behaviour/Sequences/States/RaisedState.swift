/// What was raised, so that it is not raised again and again.
struct RaisedState: KeyedEntry {
  var lastUse: Int64 = 0
  var time: Int64 = 0
  var level: UInt64 = 0
}
