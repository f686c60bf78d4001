import YAMLTree

extension ExpectationReader {
  /// Days that planned work may last: what goes on for longer is how things are.
  private static let longest: Int64 = 31

  mutating func plannedWork(_ node: YAMLNode) -> PlannedWork? {
    check(
      node, known: ["name", "who", "from", "until", "ticket", "operations", "resources"], in: "an entry of 'planned'")
    let name = required(node, "name", in: "an entry of 'planned'")
    guard let who = node["who"] else {
      complain(node.line, "an entry of 'planned' needs 'who': who does the work")
      return nil
    }
    let begins = required(node, "from", in: "an entry of 'planned'").flatMap { text -> Int64? in
      // A date alone means its beginning here, and its end under 'until'.
      guard let end = end(of: text, line: node["from"]?.line ?? node.line, "from") else { return nil }
      return text.utf8.count == 10 ? end - 86_400_000_000 : end
    }
    let ends = required(node, "until", in: "an entry of 'planned'").flatMap {
      end(of: $0, line: node["until"]?.line ?? node.line, "until")
    }
    let ticket = node["ticket"].flatMap { text(of: $0, "ticket") }
    let selector = selector(who)
    let operations = patterns(node, "operations") ?? []
    let resources = patterns(node, "resources") ?? []
    guard let name, let begins, let ends else { return nil }
    guard begins < ends, ends - begins <= Self.longest * 86_400_000_000 else {
      complain(node.line, "planned work begins with 'from' and ends with 'until', at most \(Self.longest) days later")
      return nil
    }
    return PlannedWork(
      name: name, who: selector, begins: begins, ends: ends, ticket: ticket, operations: operations,
      resources: resources, line: node.line)
  }
}
