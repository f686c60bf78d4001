import FuzzSupport

/// Random rules in text over the fields and values of given records, so that some match some of them.
enum RandomRules {
  /// Records of no known source.
  static let strangers: [FuzzJSON] = [
    #"{"a":"foo","b":["x",null,"bar"],"list":[{"x":"foo","y":"bar"},{"x":"10","y":null}],"c":{"d":"foobar","e":10}}"#,
    #"{"a":null,"b":"bar","k.with":{"dots":"foo"},"list":[],"c":[{"d":"foo"},{"d":"bar","e":"10.1.2.3"}]}"#,
  ].compactMap { try? FuzzJSON(Array($0.utf8)) }

  private static let activity = [
    "source", "tenant", "service", "operation", "class", "resource", "sensitivity", "outcome", "reason", "region",
    "actor.kind", "actor.id", "actor.name", "actor.email", "actor.session", "actor.issuer", "actor.human", "actor.mfa",
    "credential.id", "credential.kind", "origin.ip", "origin.agent", "origin.country", "target.id", "target.kind",
  ].map { "activity.\($0)" }

  static func text(about records: [FuzzJSON], _ random: inout FuzzRandom) -> String {
    let known = records.flatMap { leaves($0, "") }
    var rules = (0..<10).map { rule($0, known, &random) }
    for number in 0..<3 { rules.append(correlation(number, known, &random)) }
    return rules.joined(separator: "\n---\n")
  }

  private static func rule(
    _ number: Int, _ known: [(field: String, value: String)], _ random: inout FuzzRandom
  ) -> String {
    let source = random.pick(["category: activity", "category: activity", "product: nowhere", "product: aws"])
    let selections = (0..<1 + random.below(4)).map { "  s\($0):\n\(selection(known, &random))" }
    let names = selections.indices.map { (random.happens(25) ? "not " : "") + "s\($0)" }
    var condition = names[0]
    for name in names.dropFirst() { condition = "(\(condition)) \(random.pick(["and", "or"])) \(name)" }
    if random.happens(20) { condition = "not (\(condition))" }
    return """
      title: Rule \(number)
      name: rule\(number)
      id: 00000000-0000-4000-8000-0000000000\(10 + number)
      logsource: {\(source)}
      detection:
      \(selections.joined(separator: "\n"))
        condition: \(condition)
      level: low
      """
  }

  private static func correlation(
    _ number: Int, _ known: [(field: String, value: String)], _ random: inout FuzzRandom
  ) -> String {
    let kind =
      random.happens(50)
      ? "type: event_count\n  condition: {gte: 2}"
      : "type: value_count\n  condition: {gte: 2, field: \(quoted(field(known, &random).field))}"
    return """
      title: Together \(number)
      id: 00000000-0000-4000-8000-0000000000\(30 + number)
      correlation:
        \(kind)
        rules: [rule\(random.below(10))]
        group-by: [\(quoted(field(known, &random).field))]
        timespan: 1d
        generate: \(random.happens(50))
      level: low
      """
  }

  private static func selection(_ known: [(field: String, value: String)], _ random: inout FuzzRandom) -> String {
    if random.happens(10) {
      return "    - \(quoted(random.pick(known).value))\n    - \(quoted("*\(random.pick(["foo", "10", "admin"]))*"))"
    }
    return (0..<1 + random.below(3)).map { _ in "    \(test(known, &random))" }.uniqued.joined(separator: "\n")
  }

  private static func test(_ known: [(field: String, value: String)], _ random: inout FuzzRandom) -> String {
    let (field, value) = field(known, &random)
    func line(_ modifiers: String, _ value: String) -> String { "\(quoted(field + modifiers)): \(value)" }
    let part = String(value.prefix(2 + random.below(6)))
    switch random.below(16) {
    case 0: return line("", "null")
    case 1: return line("|exists", random.happens(50) ? "true" : "false")
    case 2: return line("|contains", quoted(part))
    case 3: return line("|startswith", quoted(part))
    case 4: return line("|endswith", quoted(String(value.suffix(3))))
    case 5: return line("|re", quoted(random.pick(["^[a-z]+$", "o{2}", "(?i)ADMIN", "\\\\d+", "^$", "(?=f)foo"])))
    case 6: return line("|cidr", random.pick(["10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32"]))
    case 7: return line("|fieldref", quoted(self.field(known, &random).field))
    case 8: return line("|fieldref|contains", quoted(self.field(known, &random).field))
    case 9: return line("|gt", "5")
    case 10: return line("|cased", quoted(value))
    case 11:
      let names = field.split(separator: ".")
      guard names.count > 1 else { return line("", quoted(value)) }
      let parent = names.dropLast().joined(separator: ".")
      return
        "\(quoted(parent + random.pick(["[any]", "[all]", "[none]"]))): {\(quoted(String(names.last ?? "x"))): \(quoted(value))}"
    case 12: return line("", "[\(quoted(value)), \(quoted("x*")), null]")
    case 13: return line("", quoted("*\(part)*"))
    default: return line("", quoted(value))
    }
  }

  private static func field(
    _ known: [(field: String, value: String)], _ random: inout FuzzRandom
  ) -> (field: String, value: String) {
    if random.happens(35) {
      return (
        random.pick(activity),
        random.pick(["read", "delete", "success", "denied", "user", "role", "high", "foo", "grant", "other", "unknown"])
      )
    }
    return random.pick(known)
  }

  /// Scalars with their dotted paths.
  private static func leaves(_ value: FuzzJSON, _ path: String) -> [(field: String, value: String)] {
    switch value {
    case .object(let members): members.flatMap { leaves($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .array(let elements): elements.flatMap { leaves($0, path) }
    case .string(let text), .plain(let text): [(path, String(text.prefix(60)))]
    }
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "''").replacing("\n", with: " "))'"
  }
}

extension [String] {
  /// One test a field: the keys of a map differ.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert(String($0.prefix { $0 != ":" })).inserted }
  }
}
