import Synchronization

/// The patterns of many predicates on one slot, as one database, compiled when the slot is first seen.
final class FieldScan: Sendable {
  let slot: UInt32
  /// Whether every record with the slot is scanned, because a rule's witness is among the patterns.
  let eager: Bool
  let predicates: [UInt32]
  /// For each pattern, the predicate it makes true.
  let owners: [UInt32]
  /// For each predicate of `predicates`, the rules that call for it as their witness.
  let rules: [UInt32: [UInt32]]
  /// The predicates' own tests, for as long as a database does not pay.
  let tests: [(predicate: UInt32, test: ValueTest)]
  private let patterns: [PatternDatabase.Pattern]
  private let fallbacks: [CompiledMatcher]
  private let compiled = Mutex<State>(.waiting)

  private enum State {
    case waiting
    case ready(Compiled)
  }

  /// The database, and the matchers that Vectorscan could not express with their predicates.
  final class Compiled: Sendable {
    let database: PatternDatabase?
    let rest: [(predicate: UInt32, matcher: CompiledMatcher)]

    init(database: PatternDatabase?, rest: [(predicate: UInt32, matcher: CompiledMatcher)]) {
      self.database = database
      self.rest = rest
    }
  }

  init(
    slot: UInt32, eager: Bool, tests: [(predicate: UInt32, test: ValueTest)], rules: [UInt32: [UInt32]],
    patterns: [(pattern: PatternDatabase.Pattern, owner: UInt32, fallback: CompiledMatcher)]
  ) {
    self.slot = slot
    self.eager = eager
    predicates = tests.map(\.predicate)
    self.rules = rules
    self.patterns = patterns.map(\.pattern)
    self.tests = tests
    owners = patterns.map(\.owner)
    fallbacks = patterns.map(\.fallback)
  }

  var ready: Compiled {
    compiled.withLock { state in
      if case .ready(let made) = state { return made }
      var rest: [(predicate: UInt32, matcher: CompiledMatcher)] = []
      let database = PatternDatabase(patterns) { rest.append((owners[$0], fallbacks[$0])) }
      let made = Compiled(database: database, rest: rest)
      state = .ready(made)
      return made
    }
  }
}
