import JSONTape

/// Turns a pattern into what can be seen on a single audit record, and names what cannot, with the reason.
struct STIXTranslation {
  /// Each is one indicator: all of its tests must hold on one record; the first that is not negated is what it is
  /// found by.
  private(set) var terms: [Term] = []
  /// Why parts of the pattern are left out; without repeats.
  private(set) var reasons: [String] = []

  struct Term: Hashable {
    var tests: [IndicatorTest]
    /// Microseconds since 1970.
    var from: Int64?
    var until: Int64?
  }

  /// A pattern gives at most so many indicators; joint conditions multiply.
  static let maxTerms = 100_000
  static let maxProducts = 4096

  init(_ pattern: STIXPattern) { visit(pattern, from: nil, until: nil) }

  private mutating func leaveOut(_ reason: String) {
    if reasons.count < 8, !reasons.contains(reason) { reasons.append(reason) }
  }

  private mutating func visit(_ pattern: STIXPattern, from: Int64?, until: Int64?) {
    switch pattern {
    case .or(let left, let right):
      visit(left, from: from, until: until)
      visit(right, from: from, until: until)
    case .and:
      leaveOut("it joins several observations with AND, and one record is one observation")
    case .followedBy:
      leaveOut("it wants one observation FOLLOWEDBY another, and one record is one observation")
    case .qualified(let inner, .within):
      // On a single observation the window says nothing; on several, the operator between them is named.
      visit(inner, from: from, until: until)
    case .qualified(let inner, .repeats(let times)):
      if times == 1 {
        visit(inner, from: from, until: until)
      } else {
        leaveOut("it wants an observation that REPEATS \(times) TIMES, and records are judged one at a time")
      }
    case .qualified(let inner, .startStop(let start, let stop)):
      guard let first = Self.time(start), let end = Self.time(stop) else {
        return leaveOut("START or STOP holds no time")
      }
      visit(inner, from: max(first, from ?? first), until: min(end, until ?? end))
    case .observation(let comparison):
      let found = expand(comparison)
      for tests in found { add(tests, from, until) }
    }
  }

  private static func time(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { Timestamp.parse(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  private mutating func add(_ tests: [STIXFinding], _ from: Int64?, _ until: Int64?) {
    // Hashes of one file in one observation are names of one thing: any of them will do, and what is said of the file
    // besides is no condition on a record.
    let hashes = tests.compactMap { if case .test(let test) = $0, test.type == .fileHash { test } else { nil } }
    let isFile = tests.allSatisfy {
      switch $0 {
      case .test(let test): test.type == .fileHash && !test.isNegated
      case .ofFile, .holds: true
      case .unseen: false
      }
    }
    if !hashes.isEmpty, isFile {
      for test in hashes { append(Term(tests: [test], from: from, until: until)) }
      return
    }
    var kept: [IndicatorTest] = []
    for finding in tests {
      switch finding {
      case .test(let test): if !kept.contains(test) { kept.append(test) }
      case .holds: break
      case .ofFile(let reason), .unseen(let reason): return leaveOut(reason)
      }
    }
    guard let lead = kept.firstIndex(where: { !$0.isNegated }) else {
      return leaveOut("it says only what a record must not hold")
    }
    if lead > 0 { kept.swapAt(0, lead) }
    append(Term(tests: kept, from: from, until: until))
  }

  private mutating func append(_ term: Term) {
    guard terms.count < Self.maxTerms else {
      return leaveOut("it gives more than \(Self.maxTerms) values")
    }
    terms.append(term)
  }

  /// The comparison as alternatives, each of which is a list of tests that must all hold.
  private mutating func expand(_ comparison: STIXComparison) -> [[STIXFinding]] {
    switch comparison {
    case .test(let test): return STIXFinding.alternatives(test)
    case .or(let left, let right): return expand(left) + expand(right)
    case .and(let left, let right):
      let (first, second) = (expand(left), expand(right))
      guard first.count <= Self.maxProducts / max(1, second.count) else {
        leaveOut("its conditions multiply to more than \(Self.maxProducts) alternatives")
        return []
      }
      return first.flatMap { one in second.map { one + $0 } }
    }
  }
}
