import Activity
import JSONTape

extension ExpectationSuggester {
  /// Most of each list; the numbers in the comments tell how many there were.
  static let most = 40

  /// The proposal: a valid file whose comments give the numbers that it rests on. The same observations give the same
  /// text.
  public func yaml() -> String {
    var lines: [String] = []
    let people = Set(
      identities.filter { $0.value.isHuman == true }.map { $0.value.email != 0 ? $0.value.email : $0.key })
    let machines = identities.values.reduce(0) { $0 + ($1.isHuman == false ? 1 : 0) }
    lines.append("# Proposed by 'yagura expect suggest' from \(acts) records by \(people.count) people and")
    lines.append("# \(machines) machine identities\(span).")
    lines.append("# Read every line before you rely on it: what an intruder did in this time looks usual, too.")
    lines.append("# 'yagura expect check FILE' finds mistakes; docs/expectations.md says what else can be said.")
    lines.append("")
    let offices = offices(people.count)
    lines += networkLines(offices, doubtful(people.count, offices))
    let groups = usualGroups()
    lines += groupLines(groups)
    lines += peopleLines()
    lines += pipelineLines()
    lines += breakGlassLines()
    lines += leaverLines()
    return lines.joined(separator: "\n") + "\n"
  }

  private var span: String {
    guard first <= last, first != .max else { return "" }
    return
      " over \(Self.days(daysSeen)) (\(BreachWords.minute(first)) to \(BreachWords.minute(last)) UTC)"
  }

  /// From the first record with a time to the last; 1 where none has one.
  var daysSeen: Int { first <= last ? Int((last - first) / 86_400_000_000) + 1 : 1 }

  static func days(_ count: Int) -> String { "\(count) \(count == 1 ? "day" : "days")" }

  static func letters(_ country: UInt16) -> String {
    String(decoding: [UInt8(truncatingIfNeeded: country), UInt8(truncatingIfNeeded: country >> 8)], as: UTF8.self)
      .uppercased()
  }
}
