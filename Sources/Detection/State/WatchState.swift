/// What the second stage of a run remembers, to be taken up by the next.
public struct WatchState: Sendable, Equatable {
  /// How many parts it has in a file.
  public static let partCount = 5

  var behaviour: [UInt8] = []
  var sequences: [UInt8] = []
  /// What rules found and is nothing new.
  var habits: [UInt8] = []
  /// Windows of correlations, records that wait for their order, the paths of files, what was told lately.
  var stage: [UInt8] = []
  /// Texts of what the state names by hash.
  var names: [UInt8] = []

  init() {}

  public var parts: [[UInt8]] { [behaviour, sequences, habits, stage, names] }

  public init(parts: ArraySlice<[UInt8]>) {
    let parts = Array(parts)
    precondition(parts.count == Self.partCount)
    behaviour = parts[0]
    sequences = parts[1]
    habits = parts[2]
    stage = parts[3]
    names = parts[4]
  }
}
