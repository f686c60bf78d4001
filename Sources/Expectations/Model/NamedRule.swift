import Activity
import JSONTape

/// An id of a rule, or a pattern of ids, as a file names it.
public struct NamedRule: Sendable, Hashable {
  public var pattern: TextPattern
  public var line: Int
}

extension ExpectationFile {
  /// What names rules that are not there: such a mute mutes nothing.
  ///
  /// - Parameter ids: of all rules, and of what is found without one.
  /// - Returns: at most `ExpectationLimits.problems`, in the file's order.
  public func unknownRules(among ids: [String]) -> [ContentProblem] {
    let folded = ids.map { ASCIIFold.fold($0.utf8) }
    let known = Set(folded)
    var judged: [[UInt8]: Bool] = [:]
    var problems: [ContentProblem] = []
    for named in namedRules {
      let pattern = named.pattern
      let isKnown =
        judged[pattern.bytes]
        ?? (pattern.isLiteral ? known.contains(pattern.bytes) : folded.contains(where: pattern.matches))
      judged[pattern.bytes] = isKnown
      guard !isKnown else { continue }
      guard problems.count < ExpectationLimits.problems else { break }
      let fault =
        pattern.isLiteral
        ? "no rule has the id '\(pattern.text)'" + NearestName.hint(pattern.text, among: ids)
        : "no rule has an id like '\(pattern.text)'"
      problems.append(ContentProblem(file: file, line: named.line, message: fault))
    }
    return problems
  }
}
