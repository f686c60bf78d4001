/// Bounds on rule files, against hostile input. Each is far above what real rules need.
public enum SigmaLimits {
  /// Bytes of one string or one field name.
  public static let text = 64 << 10
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
