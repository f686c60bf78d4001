/// Cuts a file into pieces of whole records, from its start to its end.
protocol Cutter: AnyObject {
  /// The next piece; not to be asked for after one that is last.
  func next() -> Piece
}
