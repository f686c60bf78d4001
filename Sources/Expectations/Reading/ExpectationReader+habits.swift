import YAMLTree

extension ExpectationReader {
  /// `off`, or a map that names rules whose alerts are always taken as new.
  mutating func habits(_ node: YAMLNode) {
    if let word = node.string {
      switch word.lowercased() {
      case "off", "false", "no": result.habits.areLearned = false
      case "on", "true", "yes": result.habits.areLearned = true
      default: complain(node.line, "'habits' is off, on, or a map with 'never'")
      }
      return
    }
    guard node.mapping != nil else {
      complain(node.line, "'habits' is off, on, or a map with 'never', not \(node.kindName)")
      return
    }
    check(node, known: ["never"], in: "'habits'")
    if let rules = rules(node, "never") {
      result.habits.never = rules
    } else {
      complain(node.line, "'habits' needs 'never': ids of rules whose alerts are always taken as new")
    }
  }
}
