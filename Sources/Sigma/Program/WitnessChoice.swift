import JSONTape

/// Chooses for each rule the cheapest set of predicates of which one must hold for the rule to match.
struct WitnessChoice {
  private(set) var witnesses = Witnesses()
  private(set) var scans: [FieldScan] = []

  /// Patterns on one slot from which a scan is cheaper than trying them one by one.
  private static let scanThreshold = 4

  private let compiler: ProgramCompiler
  /// How many rules an exact value stands in, slot by slot: a value in many rules is a poor witness.
  private var frequency: [UInt32: [[UInt8]: Int]] = [:]

  init(_ compiler: ProgramCompiler) {
    self.compiler = compiler
    countValues()
    var exact: [UInt32: [[UInt8]: [UInt32]]] = [:]
    var presence: [UInt32: [UInt32]] = [:]
    var scanned: [UInt32: [UInt32]] = [:]
    var always: [UInt32] = []
    for (rule, root) in compiler.roots.enumerated() {
      guard let choice = best(root, negated: false) else {
        if !isNever(root) { always.append(UInt32(rule)) }
        continue
      }
      for predicate in Set(choice.predicates) {
        let slot = compiler.predicates[Int(predicate)].slot
        guard let values = exactValues(predicate) else {
          if isScannable(predicate) {
            scanned[predicate, default: []].append(UInt32(rule))
          } else {
            presence[slot, default: []].append(UInt32(rule))
          }
          continue
        }
        for value in values { exact[slot, default: [:]][value, default: []].append(UInt32(rule)) }
      }
    }
    witnesses = Witnesses(
      tables: Immortal.array(
        exact.sorted { $0.key < $1.key }.map { WitnessTable(slot: $0.key, values: $0.value) }),
      presence: Immortal.array(
        presence.sorted { $0.key < $1.key }
          .map { Witnesses.SlotRules(slot: $0.key, rules: Immortal.array(Set($0.value).sorted())) }),
      always: Immortal.array(always))
    makeScans(scanned)
  }

  private mutating func countValues() {
    for predicate in compiler.predicates.indices {
      guard let values = exactValues(UInt32(predicate)) else { continue }
      for value in values { frequency[compiler.predicates[predicate].slot, default: [:]][value, default: 0] += 0 }
    }
    for root in compiler.roots {
      var seen: Set<UInt32> = []
      collect(root, into: &seen)
      for predicate in seen {
        let slot = compiler.predicates[Int(predicate)].slot
        for value in exactValues(predicate) ?? [] { frequency[slot, default: [:]][value, default: 0] += 1 }
      }
    }
  }

  private func collect(_ node: UInt32, into seen: inout Set<UInt32>) {
    switch compiler.nodes[Int(node)] {
    case .constant, .element: break
    case .predicate(let number): seen.insert(number)
    case .not(let inner): collect(inner, into: &seen)
    case .and(let start, let end), .or(let start, let end):
      for child in compiler.children[Int(start)..<Int(end)] { collect(child, into: &seen) }
    }
  }

  private func isNever(_ root: UInt32) -> Bool {
    if case .constant(false) = compiler.nodes[Int(root)] { return true }
    return false
  }

  private struct Choice {
    var predicates: [UInt32]
    var cost: Double
  }

  /// Predicates of which one is true whenever the node is (or, `negated`, whenever it is false).
  private func best(_ node: UInt32, negated: Bool) -> Choice? {
    switch compiler.nodes[Int(node)] {
    case .constant, .element: return nil
    case .predicate(let number): return negated ? nil : choice(number)
    case .not(let inner): return best(inner, negated: !negated)
    case .and(let start, let end):
      let parts = compiler.children[Int(start)..<Int(end)]
      return negated ? every(parts, negated: true) : anyOne(parts, negated: false)
    case .or(let start, let end):
      let parts = compiler.children[Int(start)..<Int(end)]
      return negated ? anyOne(parts, negated: true) : every(parts, negated: false)
    }
  }

  private func anyOne(_ parts: ArraySlice<UInt32>, negated: Bool) -> Choice? {
    parts.compactMap { best($0, negated: negated) }.min { $0.cost < $1.cost }
  }

  private func every(_ parts: ArraySlice<UInt32>, negated: Bool) -> Choice? {
    var joined = Choice(predicates: [], cost: 0)
    for part in parts {
      guard let choice = best(part, negated: negated) else { return nil }
      joined.predicates += choice.predicates
      joined.cost += choice.cost
    }
    return joined.predicates.isEmpty ? nil : joined
  }

  /// Costs stand for how often, of a thousand records, the rule will be looked at in vain; only their order matters.
  private func choice(_ number: UInt32) -> Choice? {
    let predicate = compiler.predicates[Int(number)]
    switch predicate.test {
    case .null, .anywhere: return nil
    case .exists, .reference: return Choice(predicates: [number], cost: 20_000)
    case .value:
      if let values = exactValues(number) {
        // A field that rules compare with many different values tells records apart; a flag or a type does not.
        let known = frequency[predicate.slot] ?? [:]
        let share = 1000 / Double(max(known.count, 1))
        let cost = values.reduce(0.0) { $0 + share + 0.1 * Double(known[$1] ?? 1) }
        return Choice(predicates: [number], cost: cost)
      }
      // A scan is paid for by every record, and a rendered one if the field is an object.
      return Choice(predicates: [number], cost: isScannable(number) ? 2000 : 10_000)
    }
  }

  /// The values of a predicate that is a set of values and nothing else.
  private func exactValues(_ number: UInt32) -> [[UInt8]]? {
    guard case .value(let test) = compiler.predicates[Int(number)].test, test.matchers.isEmpty else { return nil }
    return test.exact.values
  }

  /// Whether a database of patterns can settle the predicate whole.
  private func isScannable(_ number: UInt32) -> Bool {
    guard let matchers = valueMatchers(number) else { return false }
    return matchers.allSatisfy { Self.pattern($0) != nil }
  }

  private func valueMatchers(_ number: UInt32) -> Set<Matcher>? {
    let spec = compiler.specs[Int(number)]
    guard spec.slot != nil, case .value(let matchers) = spec.kind else { return nil }
    return matchers
  }

  private func valueTest(_ number: UInt32) -> (predicate: UInt32, test: ValueTest)? {
    guard case .value(let test) = compiler.predicates[Int(number)].test else { return nil }
    return (number, test)
  }

  private static func pattern(_ matcher: Matcher) -> PatternDatabase.Pattern? {
    switch matcher {
    case .string(let pattern, let cased):
      PatternDatabase.Pattern(
        expression: PatternDatabase.expression(pattern),
        flags: PatternDatabase.literalFlags | (cased ? 0 : PatternDatabase.caseless))
    case .regex(let pattern, let flags):
      PatternDatabase.Pattern(expression: pattern, flags: PatternDatabase.flags(flags))
    case .integer, .bool:
      matcher.exactFoldedText.map {
        PatternDatabase.Pattern(
          expression: PatternDatabase.expression(StringPattern(parts: [.literal($0)])),
          flags: PatternDatabase.literalFlags | PatternDatabase.caseless)
      }
    default: nil
    }
  }

  private mutating func makeScans(_ witnessed: [UInt32: [UInt32]]) {
    var eager: [UInt32: [UInt32]] = [:]
    var lazy: [UInt32: [UInt32]] = [:]
    let counts = patternCounts()
    for number in compiler.predicates.indices.map(UInt32.init) {
      let slot = compiler.predicates[Int(number)].slot
      if witnessed[number] != nil {
        eager[slot, default: []].append(number)
      } else if exactValues(number) == nil, isScannable(number), counts[slot, default: 0] >= Self.scanThreshold {
        lazy[slot, default: []].append(number)
      }
    }
    for (isEager, groups) in [(true, eager), (false, lazy)] {
      for (slot, predicates) in groups.sorted(by: { $0.key < $1.key }) {
        let patterns = predicates.flatMap { number in
          (valueMatchers(number) ?? []).compactMap { matcher in
            Self.pattern(matcher).map { (pattern: $0, owner: number, fallback: fallback(matcher)) }
          }
        }
        scans.append(
          FieldScan(
            slot: slot, eager: isEager, tests: predicates.compactMap(valueTest),
            rules: isEager ? witnessedRules(predicates, witnessed) : [:], patterns: patterns))
      }
    }
  }

  private func witnessedRules(_ predicates: [UInt32], _ witnessed: [UInt32: [UInt32]]) -> [UInt32: [UInt32]] {
    var rules: [UInt32: [UInt32]] = [:]
    for predicate in predicates { rules[predicate] = Set(witnessed[predicate] ?? []).sorted() }
    return rules
  }

  /// How many patterns on each slot could be settled together.
  private func patternCounts() -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    for number in compiler.predicates.indices.map(UInt32.init) where exactValues(number) == nil && isScannable(number) {
      counts[compiler.predicates[Int(number)].slot, default: 0] += valueMatchers(number)?.count ?? 0
    }
    return counts
  }

  /// The matcher that stands in where Vectorscan cannot express one.
  private func fallback(_ matcher: Matcher) -> CompiledMatcher {
    var compiler = compiler
    if let text = matcher.exactFoldedText { return .exact(CompiledMatcher.ByteText(text, cased: false)) }
    return (try? compiler.compile(matcher)) ?? .never
  }
}
