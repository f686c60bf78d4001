/// Judges a record by walking a rule's expression, as plainly as it can be done: what the compiled program is
/// measured against, and what `rules explain` tells its story from. `docs/sigma.md` has the meaning in words.
public struct Interpreter {
  /// The record's paths that a rule's field stands for; the field itself where a source has no other name for it.
  public var paths: (String) -> [String] = { [$0] }
  /// The values of fields that are in no record, such as `activity.class`; `nil` for fields of the record.
  public var supplied: (String) -> [RecordValue]? = { _ in nil }

  public init() {}

  /// Whether the rule's condition holds; its log source is not asked.
  public func matches(_ rule: SigmaRule, _ record: RecordValue) -> Bool { holds(rule.expression, record) }

  /// Whether an expression holds on a record.
  public func holds(_ expression: Expression, _ record: RecordValue) -> Bool {
    holds(expression, record, isElement: false)
  }

  func holds(_ expression: Expression, _ record: RecordValue, isElement: Bool) -> Bool {
    switch expression {
    case .and(let parts): return parts.allSatisfy { holds($0, record, isElement: isElement) }
    case .or(let parts): return parts.contains { holds($0, record, isElement: isElement) }
    case .not(let part): return !holds(part, record, isElement: isElement)
    case .test(let test): return holds(test, record, isElement: isElement)
    case .keyword(let matcher): return Self.keywordTexts(record).contains { matcher.accepts($0) }
    case .elements(let field, let quantifier, let each):
      let elements = values(of: field, record, isElement: isElement).flatMap(\.members)
      switch quantifier {
      case .any: return elements.contains { holds(each, $0, isElement: true) }
      case .all: return !elements.isEmpty && elements.allSatisfy { holds(each, $0, isElement: true) }
      case .none: return !elements.contains { holds(each, $0, isElement: true) }
      }
    }
  }

  private func holds(_ test: FieldTest, _ record: RecordValue, isElement: Bool) -> Bool {
    let found = values(of: test.field, record, isElement: isElement)
    switch test.matcher {
    case .exists(let wanted):
      return !found.isEmpty == wanted
    case .null:
      return found.isEmpty || found.flatMap(\.members).contains { $0.isNull }
    case .fieldReference(let other, let relation, let cased):
      let texts = values(of: other, record, isElement: isElement).flatMap(\.members).compactMap(\.text)
      return found.flatMap(\.members).compactMap(\.text).contains { text in
        texts.contains { relation.holds(text, $0, cased: cased) }
      }
    default:
      return found.flatMap(\.members).compactMap(\.text).contains { test.matcher.accepts($0) }
    }
  }

  /// What stands at the field, arrays still whole. Aliases and supplied fields belong to records, not to elements.
  func values(of field: String, _ record: RecordValue, isElement: Bool) -> [RecordValue] {
    if isElement { return record.values(at: field) }
    if let values = supplied(field) { return values }
    return paths(field).flatMap { record.values(at: $0) }
  }

  /// What a keyword is looked for in: every key, every string and every number of the record, each on its own.
  static func keywordTexts(_ value: RecordValue) -> [String] {
    switch value {
    case .null, .bool: []
    case .integer, .unsigned, .double, .string: value.text.map { [$0] } ?? []
    case .array(let items): items.flatMap(keywordTexts)
    case .object(let members): members.flatMap { [$0.key] + keywordTexts($0.value) }
    }
  }
}

extension RecordValue {
  public var isNull: Bool {
    guard case .null = self else { return false }
    return true
  }
}
