/// Bounds on an expectations file, so that a hostile or mistaken one costs neither memory nor time.
public enum ExpectationLimits {
  /// Entries of any one list of the file.
  public static let entries = 2000
  /// Patterns, addresses or words in one list of an entry.
  public static let patterns = 10_000
  /// Bytes of a pattern, a name or a reason.
  public static let text = 1024
  /// Lines of the leavers file.
  public static let leavers = 200_000
  /// Bytes of the leavers file.
  public static let leaverBytes = 32 << 20
  /// Problems that are told; the rest is counted.
  public static let problems = 100
}
