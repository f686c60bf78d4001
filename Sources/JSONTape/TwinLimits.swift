/// How much a `TwinBook` keeps, and after how much disappointment it gives up.
public struct TwinLimits: Sendable {
  /// They are numbered below it.
  public var twins = 1 << 12
  /// Of memory.
  public var bytes = 8 << 20
  /// Lengths of texts; places in longer ones would not fit.
  public var textBytes = 256...1 << 14
  /// Twins with one key, before they are parted.
  public var others = 3
  public var forks = 1 << 12
  /// Records after which it is asked whether looking is worth it.
  public var trial = 1 << 13
  /// Records before the first that is looked for.
  public var firstRest = 64
  /// Records that the book rests for.
  public var restRecords = 1 << 16
  /// Records in a row that can have no twins, after which the book rests, too.
  public var refusals = 1 << 8

  public init() {}
}
