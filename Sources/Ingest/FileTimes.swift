/// The times that a file tells at its ends, in microseconds since 1970.
public struct FileTimes: Sendable, Hashable {
  /// The earliest of the times at its places.
  public var first: Int64
  /// The latest; nil where the end was not looked at.
  public var last: Int64?
  /// It runs from newest to oldest, or in no order, and is short enough to be read at once where its earliest record belongs.
  var isReadAtOnce = false

  /// - Parameters:
  ///   - places: times at places of the file, from its beginning on; not empty.
  ///   - isWhole: the last of them is at its end.
  ///   - isShort: it may be read at once.
  init?(places: [Int64], isWhole: Bool, isShort: Bool) {
    guard let first = places.min(), let last = places.max() else { return nil }
    self.first = first
    self.last = isWhole ? last : nil
    isReadAtOnce = isShort && isWhole && places.first != first
  }

  /// How many of these files stand side by side at most; one whose end is not known is taken to last to the end of all.
  static func mostAtOnce(_ all: [FileTimes?]) -> Int {
    let known = all.compactMap { $0 }
    let begins = known.map(\.first).sorted()
    let ends = known.compactMap(\.last).sorted()
    var most = 0
    var ended = 0
    for (begun, time) in begins.enumerated() {
      while ended < ends.count, ends[ended] < time { ended += 1 }
      most = max(most, begun + 1 - ended)
    }
    return most
  }
}
