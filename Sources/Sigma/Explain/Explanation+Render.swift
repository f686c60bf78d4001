extension Explanation {
  /// The explanation as lines for a terminal. Nothing of a record reaches it but as quoted JSON without control
  /// characters.
  ///
  /// - Parameter color: with ANSI colours.
  public func render(color: Bool) -> String {
    let ink = Ink(color: color)
    var lines = ["\(ink.mark(held)) \(ink.bold(Self.clean(title.isEmpty ? "(no title)" : title)))"]
    for condition in conditions { lines.append("  condition: \(Self.clean(condition))") }
    for search in searches {
      lines.append("  \(ink.mark(search.step.held)) \(ink.bold(Self.clean(search.name)))")
      Self.add(search.step, depth: 2, ink, &lines)
    }
    for filter in filters {
      lines.append("  \(ink.mark(filter.held)) filter")
      Self.add(filter, depth: 2, ink, &lines)
    }
    lines.append(held ? "The rule matches." : "The rule does not match.")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func add(_ step: Step, depth: Int, _ ink: Ink, _ lines: inout [String]) {
    // Long lists of values tell nothing one by one: those that failed are counted.
    let indent = String(repeating: "  ", count: depth)
    var line = "\(indent)\(ink.mark(step.held)) \(clean(step.label))"
    if !step.seen.isEmpty { line += ink.dim("  — has \(step.seen.map(clean).joined(separator: ", "))") }
    if let reason = step.reason { line += ink.dim(step.seen.isEmpty ? "  — \(reason)" : " (\(reason))") }
    lines.append(line)
    let many = step.children.count > 12
    var left = 0
    for (index, child) in step.children.enumerated() {
      if many, index >= 8, !child.held {
        left += 1
      } else {
        add(child, depth: depth + 1, ink, &lines)
      }
    }
    if left > 0 { lines.append("\(indent)  \(ink.dim("… \(left) more that did not hold"))") }
  }

  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      result.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  private struct Ink {
    var color: Bool

    func mark(_ held: Bool) -> String { held ? paint("✓", "32") : paint("✗", "31") }
    func bold(_ text: String) -> String { paint(text, "1") }
    func dim(_ text: String) -> String { paint(text, "2") }
    private func paint(_ text: String, _ code: String) -> String { color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
  }
}
