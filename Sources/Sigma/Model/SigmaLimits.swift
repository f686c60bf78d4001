/// Bounds on rule files, against hostile input. Each is far above what real rules need.
public enum SigmaLimits {
  /// Bytes of one string or one field name.
  public static let text = 64 << 10
  /// Searches of one rule.
  public static let searches = 1024
  /// Bytes of a search's name.
  public static let name = 256
  /// Entries that the documents of a collection may copy from those before them, all in all.
  public static let merged = 1 << 20
  /// Values of one search item, after modifiers have multiplied them.
  public static let values = 1 << 14
  /// Levels of lists and maps within a search, and of parentheses and `not` within a condition.
  public static let depth = 32
  /// Tokens of a condition.
  public static let tokens = 4096
  /// Nodes of a rule's whole expression, after `1 of` and the like have been written out.
  public static let nodes = 1 << 17
  /// Documents of one file.
  public static let documents = 4096
  /// Files of one load.
  public static let files = 200_000
}
