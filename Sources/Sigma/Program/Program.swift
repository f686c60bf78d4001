import JSONTape

/// All rules that concern one kind of record, compiled together.
///
/// Equal tests of a field are one predicate, judged at most once a record. A rule is looked at only when a *witness* is
/// seen: a value, or a pattern, without which the rule cannot match. Immutable; `Evaluator`s run it.
public final class Program: Sendable {
  let predicates: [Predicate]
  let nodes: [Node]
  /// Node numbers that `and` and `or` refer to by range.
  let children: [UInt32]
  /// The root node of each rule.
  let roots: [UInt32]
  let elements: [ElementTest]
  let witnesses: Witnesses
  let scans: [FieldScan]

  /// A rule's number in the order in which it was given, and why it can never match.
  public let problems: [(rule: Int, message: String)]

  /// - Parameters:
  ///   - rules: the rules' logic, each with its log source's condition joined by `and` where it has one.
  ///   - slot: the slot for a field's name as rules write it.
  public init(rules: [Expression], slot: (String) -> UInt32) {
    var compiler = ProgramCompiler()
    for rule in rules { compiler.add(rule, slot: slot) }
    let choice = WitnessChoice(compiler)
    var predicates = compiler.predicates
    for (number, scan) in choice.scans.enumerated() {
      for predicate in scan.predicates { predicates[Int(predicate)].scan = Int32(number) }
    }
    self.predicates = predicates
    nodes = compiler.nodes
    children = compiler.children
    roots = compiler.roots
    elements = compiler.elements
    problems = compiler.problems
    witnesses = choice.witnesses
    scans = choice.scans
  }

  public var ruleCount: Int { roots.count }

  enum Node: Sendable {
    case constant(Bool)
    case predicate(UInt32)
    case not(UInt32)
    case and(start: UInt32, end: UInt32)
    case or(start: UInt32, end: UInt32)
    case element(UInt32)
  }

  struct Predicate: Sendable {
    var slot: UInt32
    var test: Test
    /// The scan (number in `scans`) that settles the patterns, or -1.
    var scan: Int32 = -1
  }

  enum Test: Sendable {
    case value(ValueTest)
    case null
    case exists
    case reference(other: UInt32, relation: Matcher.Relation, cased: Bool)
    /// Any string, key or number of the record.
    case anywhere(ValueTest)
  }

  /// A rule within a rule: judged on each element of an array.
  struct ElementTest: Sendable {
    var slot: UInt32
    var quantifier: Expression.Quantifier
    /// The slot that holds the element itself.
    var itself: UInt32
    var plan: FieldPlan
    var program: Program
  }
}

/// Whether a value is one of a set, or passes one of some matchers.
final class ValueTest: Sendable {
  let exact: ExactSet
  let matchers: [CompiledMatcher]

  init(exact: ExactSet, matchers: [CompiledMatcher]) {
    self.exact = exact
    self.matchers = matchers
  }

  @inline(__always)
  func holds(_ value: ByteSpan) -> Bool {
    if exact.contains(value) { return true }
    for matcher in matchers where matcher.matches(value) { return true }
    return false
  }
}

/// Values told apart without regard to ASCII case.
struct ExactSet: Sendable {
  let values: [[UInt8]]
  private let hashes: [UInt64]
  private let index: [Int32]

  init(_ folded: [[UInt8]]) {
    values = folded
    var size = 2
    while size < folded.count * 2 { size *= 2 }
    var hashes = Array(repeating: UInt64(0), count: size)
    var index = Array(repeating: Int32(-1), count: size)
    for (number, value) in folded.enumerated() {
      let hash = value.withUnsafeBytes { ASCIIFold.hash(ByteSpan($0)) }
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while index[at] >= 0 { at = (at + 1) & (size - 1) }
      index[at] = Int32(number)
      hashes[at] = hash
    }
    self.hashes = hashes
    self.index = index
  }

  @inline(__always)
  func contains(_ value: ByteSpan) -> Bool {
    if values.count <= 1 { return values.first?.withUnsafeBytes { value.equalsFolded($0) } ?? false }
    let hash = value.foldedHash
    var at = Int(truncatingIfNeeded: hash) & (index.count - 1)
    while index[at] >= 0 {
      if hashes[at] == hash, values[Int(index[at])].withUnsafeBytes({ value.equalsFolded($0) }) { return true }
      at = (at + 1) & (index.count - 1)
    }
    return false
  }
}
