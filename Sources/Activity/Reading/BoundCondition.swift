import JSONTape

/// A condition whose paths are slots of a plan. Its parts are immortal memory without reference counts, because it is
/// tried on every record.
// proof: the memory is written in `init` and never again, and never freed.
public struct BoundCondition: @unchecked Sendable, BitwiseCopyable {
  /// The tests of all alternatives, one after another.
  private let tests: UnsafeBufferPointer<Test>
  /// Where each alternative ends in `tests`.
  private let ends: UnsafeBufferPointer<Int32>

  private struct Test {
    var slot: UInt32
    var kind: Kind
    var isNegated: Bool
    var texts: UnsafeBufferPointer<ByteSpan>
  }

  private enum Kind: UInt8 { case present, equals, prefix, suffix, contains }

  public init(_ condition: Condition, _ builder: inout FieldPlan.Builder) {
    var tests: [Test] = []
    var ends: [Int32] = []
    for alternative in condition.alternatives {
      for test in alternative { Self.append(test.test, builder.slot(for: [test.path]), isNegated: false, to: &tests) }
      ends.append(Int32(tests.count))
    }
    self.tests = Immortal.array(tests)
    self.ends = Immortal.array(ends)
  }

  private static func append(_ test: Condition.Test, _ slot: UInt32, isNegated: Bool, to tests: inout [Test]) {
    func add(_ kind: Kind, _ texts: [[UInt8]] = [], flip: Bool = false) {
      tests.append(
        Test(
          slot: slot, kind: kind, isNegated: isNegated != flip, texts: Immortal.array(texts.map { Immortal.bytes($0) }))
      )
    }
    switch test {
    case .exists(let wanted): add(.present, flip: !wanted)
    case .equals(let texts): add(.equals, texts)
    case .prefix(let texts): add(.prefix, texts)
    case .suffix(let texts): add(.suffix, texts)
    case .contains(let texts): add(.contains, texts)
    case .not(let inner): append(inner, slot, isNegated: !isNegated, to: &tests)
    case .all(let parts):
      // The reader refuses a conjunction inside a negation, so that the parts can stand on their own.
      for part in parts { append(part, slot, isNegated: isNegated, to: &tests) }
    }
  }

  /// Whether one alternative holds whole; a condition without alternatives always holds.
  @inline(__always)
  public func holds(_ view: RecordView) -> Bool {
    var at = 0
    for end in ends {
      var holds = true
      while at < Int(end) {
        if !Self.passes(tests[at], view) {
          holds = false
          break
        }
        at &+= 1
      }
      if holds { return true }
      at = Int(end)
    }
    return ends.isEmpty
  }

  /// Whether an alternative can hold on records of the view's shape.
  func isPossible(_ view: RecordView) -> Bool {
    var at = 0
    for end in ends {
      defer { at = Int(end) }
      let isPossible = (at..<Int(end)).allSatisfy { tests[$0].isNegated || view.slots.isPresent(tests[$0].slot) }
      if isPossible { return true }
    }
    return ends.isEmpty
  }

  @inline(__always)
  private static func passes(_ test: Test, _ view: RecordView) -> Bool {
    guard view.slots.isPresent(test.slot) else { return test.isNegated }
    return compare(test, view) != test.isNegated
  }

  private static func compare(_ test: Test, _ view: RecordView) -> Bool {
    if test.kind == .present {
      // What kind the first value is of, the record's shape tells.
      if view.kind(view.slots.firstForKind(test.slot)) != .null { return true }
      return view.slots.hasSeveral(test.slot) && view.slots.contains(test.slot) { view.kind($0) != .null }
    }
    let first = view.slots.first(test.slot)
    if let span = view.string(first), holds(test, span) { return true }
    return view.slots.contains(test.slot) { value in
      if let span = view.string(value) { return holds(test, span) }
      if view.kind(value) == .null { return false }
      var rendered: [UInt8] = []
      view.appendText(of: value, to: &rendered)
      return rendered.withUnsafeBytes { holds(test, ByteSpan($0)) }
    }
  }

  @inline(__always)
  private static func holds(_ test: Test, _ span: ByteSpan) -> Bool {
    switch test.kind {
    case .present: return true
    case .equals:
      for text in test.texts where span.equalsFolded(text.buffer) { return true }
    case .prefix:
      for text in test.texts where span.hasFoldedPrefix(text.buffer) { return true }
    case .suffix:
      for text in test.texts where span.hasFoldedSuffix(text.buffer) { return true }
    case .contains:
      for text in test.texts where span.containsFolded(text.buffer) { return true }
    }
    return false
  }
}
