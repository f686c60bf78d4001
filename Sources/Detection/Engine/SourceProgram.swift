import Activity
import JSONTape
import Sigma

/// Everything that judges the records of one source: the walk, the activity and the rules that concern it.
// proof: `notes` points to immortal memory that is written in `init` and never again; all else is Sendable.
public final class SourceProgram: @unchecked Sendable {
  /// A place in the engine's sources, or `nil` for records of no known source.
  let source: Int?
  let plan: FieldPlan
  let program: Program
  /// The activity, and what rules read of it.
  let binding: SourceBinding?
  let alertSource: AlertSource
  /// The same as observations carry it; the number after the last stands for none.
  let sourceNumber: UInt16
  /// For each of the program's rules, its number in the rule book.
  let rules: [Int]
  /// For each of the program's rules, the slots of what correlations need of its matches.
  let captures: [[UInt32]]
  /// For each of the program's rules, whether its matches are alerts of their own.
  let raisesAlerts: [Bool]
  /// The same in brief, for the hot path.
  let notes: UnsafeBufferPointer<RuleNote>
  /// The sources in the order in which they are tried, and what they are recognised by.
  let recognisers: [BoundCondition]

  init(
    source: Int?, mappings: [Mapping], catalogue: @autoclosure () -> ActionCatalogue, book: RuleBook,
    rules: [RoutedRule], alertSource: AlertSource
  ) {
    self.alertSource = alertSource
    sourceNumber = UInt16(truncatingIfNeeded: source ?? mappings.count)
    var builder = FieldPlan.Builder()
    var resolver = FieldResolver(source.map { mappings[$0] })
    self.source = source
    recognisers = mappings.map { BoundCondition($0.recognise, &builder) }
    self.rules = rules.map(\.number)
    program = Program(rules: rules.map { $0.expression(book) }) { resolver.slot(for: $0, in: &builder) }
    captures = rules.map { rule in
      book.rules[rule.number].captures.map { resolver.slot(for: $0, in: &builder) }
    }
    binding = source.map {
      SourceBinding(
        mappings[$0], catalogue: catalogue(), fields: resolver.activityFields, expressions: resolver.expressions,
        builder: &builder)
    }
    if let source {
      for list in mappings[source].namedLists { builder.add(list) }
    }
    raisesAlerts = rules.map { book.rules[$0.number].raisesAlerts }
    notes = Immortal.array(
      rules.map { rule in
        let entry = book.rules[rule.number]
        return RuleNote(
          number: Int32(rule.number), captureCount: Int32(entry.captures.count), raisesAlerts: entry.raisesAlerts)
      })
    plan = builder.build()
  }

  /// What is asked of a rule at each of its matches.
  struct RuleNote: BitwiseCopyable, Sendable {
    /// In the rule book.
    var number: Int32
    var captureCount: Int32
    var raisesAlerts: Bool
  }

  /// Rules that can never match, with the reason.
  var problems: [(rule: Int, message: String)] { program.problems.map { (rules[$0.rule], $0.message) } }
}

/// A rule and the condition under which a record of the source belongs to the rule's log source.
struct RoutedRule: Sendable {
  var number: Int
  var condition: Expression?

  func expression(_ book: RuleBook) -> Expression {
    let expression = book.rules[number].rule.expression
    guard let condition else { return expression }
    return .and([condition, expression])
  }
}

/// Turns the field names of rules into slots, by a source's aliases and prefixes.
struct FieldResolver {
  /// Stands before a path that is meant as it is, without aliases.
  static let rawMark = "\u{1}"

  private let mapping: Mapping?
  private var slots: [String: UInt32] = [:]
  private(set) var activityFields: [(field: ActivityField, slot: UInt32)] = []
  private(set) var expressions: [(expression: ValueExpression, slot: UInt32)] = []

  init(_ mapping: Mapping?) { self.mapping = mapping }

  mutating func slot(for field: String, in builder: inout FieldPlan.Builder) -> UInt32 {
    if let known = slots[field] { return known }
    let slot = resolve(field, &builder)
    slots[field] = slot
    return slot
  }

  private mutating func resolve(_ field: String, _ builder: inout FieldPlan.Builder) -> UInt32 {
    if field.hasPrefix(Self.rawMark) { return builder.slot(for: [String(field.dropFirst())]) }
    guard let mapping else { return builder.slot(for: [field]) }
    if let activity = ActivityField(rawValue: field) {
      let slot = builder.emptySlot(named: field)
      activityFields.append((activity, slot))
      return slot
    }
    var paths = [field] + mapping.prefixes.map { "\($0).\(field)" }
    var others: [ValueExpression] = []
    if let (alias, rest) = alias(for: field, mapping) {
      for entry in alias.entries {
        if case .path(let path) = entry { paths.append(path + rest) } else if rest.isEmpty { others.append(entry) }
      }
    }
    if others.isEmpty { return builder.slot(for: paths) }
    // A path that no record has keeps the slot apart from others with the same paths.
    let slot = builder.slot(for: paths + ["\u{1}\(field)"])
    expressions += others.map { ($0, slot) }
    return slot
  }

  /// The alias that is the field or its longest dotted beginning, and the rest with its dot.
  private func alias(for field: String, _ mapping: Mapping) -> ((name: String, entries: [ValueExpression]), String)? {
    mapping.aliases
      .filter { field == $0.name || field.hasPrefix($0.name + ".") }
      .max { $0.name.utf8.count < $1.name.utf8.count }
      .map { ($0, String(field.dropFirst($0.name.count))) }
  }
}
