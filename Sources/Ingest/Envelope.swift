/// The root keys under which providers wrap a list of records (`{"Records": [{…}, …]}`).
public enum Envelope {
  /// Read when the caller says nothing else. `events` is not among them: a Google Workspace activity has such a list of
  /// its own.
  public static let standardKeys = [
    "Records", "records", "items", "value", "data", "entries", "Findings", "findings", "logEvents", "Events",
  ]
}
