extension Interpreter {
  /// Judges the record and keeps what was seen on the way.
  public func explain(_ rule: SigmaRule, _ record: RecordValue) -> Explanation {
    let searches = rule.searches.map {
      Explanation.Search(name: $0.name, step: step($0.expression, record, isElement: false))
    }
    return Explanation(
      title: rule.metadata.title, held: matches(rule, record), conditions: rule.conditions, searches: searches,
      filters: rule.filterExpressions.map { step($0, record, isElement: false) })
  }

  private func step(_ expression: Expression, _ record: RecordValue, isElement: Bool) -> Explanation.Step {
    let held = holds(expression, record, isElement: isElement)
    switch expression {
    case .and(let parts):
      return Explanation.Step(
        label: "all of", held: held, children: parts.map { step($0, record, isElement: isElement) })
    case .or(let parts):
      return Explanation.Step(
        label: "one of", held: held, children: parts.map { step($0, record, isElement: isElement) })
    case .not(let part):
      return Explanation.Step(label: "not", held: held, children: [step(part, record, isElement: isElement)])
    case .test(let test):
      return self.step(test, record, isElement: isElement, held: held)
    case .keyword(let matcher):
      return Explanation.Step(
        label: "the record \(matcher.words)", held: held, reason: held ? nil : "no key, text or number of it does")
    case .elements(let field, let quantifier, let each):
      let elements = values(of: field, record, isElement: isElement).flatMap(\.members)
      let steps = elements.prefix(5).enumerated().map { index, element in
        var inner = step(each, element, isElement: true)
        inner.label = "element \(index + 1): \(inner.label)"
        return inner
      }
      return Explanation.Step(
        label: "\(quantifier) of the elements of \(field)", held: held,
        seen: elements.count > 5 ? ["\(elements.count) elements, the first 5 shown"] : [],
        reason: elements.isEmpty && !held ? "there is none" : nil, children: steps)
    }
  }

  private func step(
    _ test: FieldTest, _ record: RecordValue, isElement: Bool, held: Bool
  ) -> Explanation.Step {
    let found = values(of: test.field, record, isElement: isElement)
    let members = found.flatMap(\.members)
    let name = test.field == "." ? "it" : test.field
    var step = Explanation.Step(label: "\(name) \(test.matcher.words)", held: held)
    step.seen = members.prefix(3).map { Self.cut($0.json) }
    if members.count > 3 { step.seen.append("… \(members.count - 3) more") }
    if !held { step.reason = reason(test.matcher, found, members) }
    return step
  }

  private func reason(_ matcher: Matcher, _ found: [RecordValue], _ members: [RecordValue]) -> String {
    if case .unresolved(let placeholder) = matcher { return "no pipeline says what %\(placeholder)% is" }
    if case .exists(false) = matcher { return "the field is there" }
    if found.isEmpty { return "the field is absent" }
    if members.isEmpty { return "the list is empty" }
    if case .null = matcher { return "the field has a value" }
    if members.allSatisfy(\.isNull) { return "the field is null" }
    switch matcher {
    case .number: return members.contains { $0.text.flatMap(DecimalText.number) != nil } ? "not so" : "no number"
    case .cidr: return members.contains { $0.text.flatMap { IPAddress($0) } != nil } ? "outside of it" : "no address"
    case .string(let pattern, cased: true)
    where members.contains { $0.text.map { pattern.accepts(Array($0.utf8), cased: false) } ?? false }:
      return "only the case differs"
    case .fieldReference(let field, _, _): return "no value of \(field) fits"
    default: return members.count == 1 ? "the value differs" : "every value differs"
    }
  }

  private static func cut(_ text: String) -> String {
    text.count > 120 ? text.prefix(120) + "…" : text
  }
}
