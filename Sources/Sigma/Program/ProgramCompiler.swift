import JSONTape

/// Lowers rules to nodes over shared predicates.
struct ProgramCompiler {
  /// What makes two predicates the same.
  struct Spec: Hashable {
    /// `nil`: anywhere in the record.
    var slot: UInt32?
    var kind: Kind

    enum Kind: Hashable {
      case value(Set<Matcher>)
      case null
      case exists
      case reference(other: UInt32, relation: Matcher.Relation, cased: Bool)
    }
  }

  private(set) var predicates: [Program.Predicate] = []
  private(set) var specs: [Spec] = []
  private(set) var nodes: [Program.Node] = []
  private(set) var children: [UInt32] = []
  private(set) var roots: [UInt32] = []
  private(set) var elements: [Program.ElementTest] = []
  private(set) var problems: [(rule: Int, message: String)] = []
  private var known: [Spec: UInt32] = [:]
  private var regexes: [Matcher: BoundedRegex] = [:]

  mutating func add(_ rule: Expression, slot: (String) -> UInt32) {
    do throws(BoundedRegex.Failure) {
      roots.append(try lower(rule, slot))
    } catch {
      problems.append((roots.count, error.description))
      roots.append(node(.constant(false)))
    }
  }

  private mutating func node(_ node: Program.Node) -> UInt32 {
    nodes.append(node)
    return UInt32(nodes.count - 1)
  }

  private mutating func lower(
    _ expression: Expression, _ slot: (String) -> UInt32
  ) throws(BoundedRegex.Failure) -> UInt32 {
    switch expression {
    case .and(let parts):
      if parts.count == 1 { return try lower(parts[0], slot) }
      return try join(parts, slot) { .and(start: $0, end: $1) }
    case .or(let parts):
      let merged = try mergeTests(parts, slot)
      if merged.count == 1 { return merged[0] }
      return join(merged) { .or(start: $0, end: $1) }
    case .not(let part):
      return node(.not(try lower(part, slot)))
    case .test(let test):
      return try predicate(test.matcher, slot: slot(test.field), slot)
    case .keyword(let matcher):
      return try intern(Spec(slot: nil, kind: .value([matcher])))
    case .elements(let field, let quantifier, let each):
      return try element(slot(field), quantifier, each)
    }
  }

  private mutating func join(
    _ parts: [Expression], _ slot: (String) -> UInt32, _ make: (UInt32, UInt32) -> Program.Node
  ) throws(BoundedRegex.Failure) -> UInt32 {
    var lowered: [UInt32] = []
    for part in parts { lowered.append(try lower(part, slot)) }
    return join(lowered, make)
  }

  /// The parts of a conjunction or disjunction are tried the cheapest first; their order changes no result.
  private mutating func join(_ lowered: [UInt32], _ make: (UInt32, UInt32) -> Program.Node) -> UInt32 {
    let start = UInt32(children.count)
    let costs = lowered.map { (node: $0, cost: cost($0)) }
    children.append(contentsOf: costs.sorted { ($0.cost, $0.node) < ($1.cost, $1.node) }.map(\.node))
    return node(make(start, UInt32(children.count)))
  }

  /// About how long a node takes, in the time of a look at one value.
  private func cost(_ node: UInt32) -> Int {
    switch nodes[Int(node)] {
    case .constant: return 0
    case .not(let inner): return cost(inner)
    case .and(let start, let end), .or(let start, let end):
      return children[Int(start)..<Int(end)].reduce(1) { $0 + cost($1) }
    case .element: return 200
    case .predicate(let number):
      switch predicates[Int(number)].test {
      case .null, .exists: return 1
      case .reference: return 50
      case .anywhere: return 500
      case .value(let test): return test.matchers.reduce(test.exact.values.isEmpty ? 0 : 2) { $0 + $1.cost }
      }
    }
  }

  /// Tests of one field in an `or` become one predicate with several matchers.
  private mutating func mergeTests(
    _ parts: [Expression], _ slot: (String) -> UInt32
  ) throws(BoundedRegex.Failure) -> [UInt32] {
    var bySlot: [UInt32?: Set<Matcher>] = [:]
    var order: [UInt32?] = []
    var others: [UInt32] = []
    func collect(_ matcher: Matcher, _ slot: UInt32?) {
      if bySlot[slot] == nil { order.append(slot) }
      bySlot[slot, default: []].insert(matcher)
    }
    var pending = Array(parts.reversed())
    while let part = pending.popLast() {
      switch part {
      case .or(let inner): pending.append(contentsOf: inner.reversed())
      case .test(let test) where test.matcher.dependsOnValueAlone: collect(test.matcher, slot(test.field))
      case .keyword(let matcher): collect(matcher, nil)
      default: others.append(try lower(part, slot))
      }
    }
    var result: [UInt32] = []
    for slot in order {
      if let matchers = bySlot[slot] { result.append(try intern(Spec(slot: slot, kind: .value(matchers)))) }
    }
    return result + others
  }

  private mutating func predicate(
    _ matcher: Matcher, slot: UInt32, _ resolve: (String) -> UInt32
  ) throws(BoundedRegex.Failure) -> UInt32 {
    switch matcher {
    case .null: return try intern(Spec(slot: slot, kind: .null))
    case .exists(let wanted):
      let exists = try intern(Spec(slot: slot, kind: .exists))
      return wanted ? exists : node(.not(exists))
    case .fieldReference(let field, let relation, let cased):
      return try intern(Spec(slot: slot, kind: .reference(other: resolve(field), relation: relation, cased: cased)))
    default: return try intern(Spec(slot: slot, kind: .value([matcher])))
    }
  }

  private mutating func intern(_ spec: Spec) throws(BoundedRegex.Failure) -> UInt32 {
    if let number = known[spec] { return node(.predicate(number)) }
    let test: Program.Test
    switch spec.kind {
    case .value(let matchers):
      let value = try valueTest(matchers)
      test = spec.slot == nil ? .anywhere(value) : .value(value)
    case .null: test = .null
    case .exists: test = .exists
    case .reference(let other, let relation, let cased):
      test = .reference(other: other, relation: relation, cased: cased)
    }
    let number = UInt32(predicates.count)
    predicates.append(Program.Predicate(slot: spec.slot ?? 0, test: test))
    specs.append(spec)
    known[spec] = number
    return node(.predicate(number))
  }

  private mutating func valueTest(_ matchers: Set<Matcher>) throws(BoundedRegex.Failure) -> ValueTest {
    var exact: Set<[UInt8]> = []
    var others: [CompiledMatcher] = []
    for matcher in matchers {
      if let text = matcher.exactFoldedText {
        exact.insert(text)
      } else {
        others.append(try compile(matcher))
      }
    }
    return ValueTest(exact: ExactSet(exact.sorted { $0.lexicographicallyPrecedes($1) }), matchers: others)
  }

  mutating func compile(_ matcher: Matcher) throws(BoundedRegex.Failure) -> CompiledMatcher {
    switch matcher {
    case .string(let pattern, let cased): return CompiledMatcher(pattern, cased: cased)
    case .regex(let pattern, let flags):
      if let regex = regexes[matcher] { return .regex(regex) }
      let regex = try BoundedRegex(pattern: pattern, flags: flags)
      regexes[matcher] = regex
      return .regex(regex)
    case .cidr(let network): return .network(network)
    case .number(let comparison, let bound): return .number(comparison, bound)
    case .timePart(let part, let wanted): return .time(part, wanted)
    case .integer, .bool, .null, .exists, .fieldReference, .unresolved: return .never
    }
  }

  private mutating func element(
    _ slot: UInt32, _ quantifier: Expression.Quantifier, _ each: Expression
  ) throws(BoundedRegex.Failure) -> UInt32 {
    var builder = FieldPlan.Builder()
    // `.` is the element itself.
    let itself = builder.emptySlot(named: ".")
    let program = Program(rules: [each]) { $0 == "." ? itself : builder.slot(for: [$0]) }
    if let problem = program.problems.first { throw BoundedRegex.Failure(description: problem.message) }
    elements.append(
      Program.ElementTest(slot: slot, quantifier: quantifier, itself: itself, plan: builder.build(), program: program))
    return node(.element(UInt32(elements.count - 1)))
  }
}

extension Matcher {
  /// Whether the matcher's word on a field is the word on any one of its values.
  var dependsOnValueAlone: Bool {
    switch self {
    case .null, .exists, .fieldReference: false
    default: true
    }
  }

  /// The folded text that a value must be, where the matcher is that simple.
  var exactFoldedText: [UInt8]? {
    switch self {
    case .string(let pattern, cased: false):
      if pattern.parts.isEmpty { return [] }
      guard pattern.parts.count == 1, case .literal(let bytes) = pattern.parts[0] else { return nil }
      return ASCIIFold.fold(bytes)
    case .integer(let number): return Array(String(number).utf8)
    case .bool(let flag): return Array((flag ? "true" : "false").utf8)
    default: return nil
    }
  }
}
