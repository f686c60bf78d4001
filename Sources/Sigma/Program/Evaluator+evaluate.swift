import JSONTape

extension Evaluator {
  /// Calls `body` with the text by which string matchers see a value; the text lives for the call.
  @inline(__always)
  func withText<Result>(of value: UInt32, _ view: RecordView, _ body: (ByteSpan) -> Result) -> Result {
    if let string = view.string(value) { return body(string) }
    return withRenderedText(of: value, view, body)
  }

  @inline(never)
  func withRenderedText<Result>(of value: UInt32, _ view: RecordView, _ body: (ByteSpan) -> Result) -> Result {
    let place = Int(value) & (Self.renderedPlaces - 1)
    if rendered[place].record != record || rendered[place].value != value {
      rendered[place].text.removeAll(keepingCapacity: true)
      view.appendText(of: value, to: &rendered[place].text)
      rendered[place].record = record
      rendered[place].value = value
    }
    return rendered[place].text.withUnsafeBytes { body(ByteSpan($0)) }
  }

  func evaluate(_ node: UInt32, _ view: RecordView) -> Bool {
    switch nodes[Int(node)] {
    case .constant(let value): return value
    case .predicate(let number): return holds(number, view)
    case .not(let inner): return !evaluate(inner, view)
    case .and(let start, let end):
      var at = start
      while at < end {
        if !evaluate(children[Int(at)], view) { return false }
        at &+= 1
      }
      return true
    case .or(let start, let end):
      var at = start
      while at < end {
        if evaluate(children[Int(at)], view) { return true }
        at &+= 1
      }
      return false
    case .element(let number): return evaluate(element: Int(number), view)
    }
  }

  @inline(__always)
  func holds(_ number: UInt32, _ view: RecordView) -> Bool {
    let known = outcomes[Int(number)]
    if known >> 1 == record { return known & 1 == 1 }
    let result = judge(number, view)
    outcomes[Int(number)] = record << 1 | (result ? 1 : 0)
    return result
  }

  func judge(_ number: UInt32, _ view: RecordView) -> Bool {
    let predicate = predicates[Int(number)]
    view.need(predicate.slot)
    if predicate.scan >= 0 {
      run(scan: Int(predicate.scan), view)
      return outcomes[Int(number)] == record << 1 | 1
    }
    guard view.slots.isPresent(predicate.slot) || needsNoValue[Int(number)] else { return false }
    switch program.predicates[Int(number)].test {
    case .value(let test):
      return view.slots.contains(predicate.slot) { value in
        isText(value, view) && withText(of: value, view) { test.holds($0) }
      }
    case .null:
      guard view.slots.isPresent(predicate.slot) else { return true }
      if !view.slots.hasSeveral(predicate.slot) { return view.kind(view.slots.firstForKind(predicate.slot)) == .null }
      return view.slots.contains(predicate.slot) { view.kind($0) == .null }
    case .exists:
      return view.slots.isPresent(predicate.slot)
    case .reference(let other, let relation, let cased):
      return references(predicate.slot, other, relation, cased, view)
    case .anywhere(let test):
      return anywhere(test, view)
    }
  }

  /// Null and the empty array are no text.
  @inline(__always)
  func isText(_ value: UInt32, _ view: RecordView) -> Bool {
    if value >= Slots.constantBase { return true }
    switch view.document.tag(value) {
    case 0x22: return true
    case 0x6E, 0x5B: return false
    default: return true
    }
  }

  func references(
    _ slot: UInt32, _ other: UInt32, _ relation: Matcher.Relation, _ cased: Bool, _ view: RecordView
  ) -> Bool {
    var wanted: [CompiledMatcher] = []
    view.need(other)
    _ = view.slots.contains(other) { value in
      guard isText(value, view) else { return false }
      var bytes: [UInt8] = []
      view.appendText(of: value, to: &bytes)
      let text = CompiledMatcher.ByteText(bytes, cased: cased)
      switch relation {
      case .equals: wanted.append(.exact(text))
      case .contains: wanted.append(.contains(text))
      case .startsWith: wanted.append(.prefix(text))
      case .endsWith: wanted.append(.suffix(text))
      }
      return false
    }
    return view.slots.contains(slot) { value in
      isText(value, view)
        && withText(of: value, view) { text in wanted.contains { $0.matches(text) } }
    }
  }

  /// The tape from the record's first word to its last: keys and values alike.
  func anywhere(_ test: ValueTest, _ view: RecordView) -> Bool {
    view.slots.noteAll()
    var at = view.root
    let end = view.document.next(at)
    while at < end {
      switch view.document.kind(at) {
      case .object, .array, .null: at += 1
      case .string:
        if test.holds(view.document.string(at)) { return true }
        at += 1
      case .integer, .unsigned, .double:
        if withRenderedText(of: at, view, { test.holds($0) }) { return true }
        at += 2
      case .yes, .no: at += 1
      }
    }
    return false
  }

  func evaluate(element number: Int, _ view: RecordView) -> Bool {
    let test = program.elements[number]
    view.need(test.slot)
    // What is inside of the elements is in no slot.
    view.slots.noteOpaque()
    /// An empty array has no element.
    func isElement(_ value: UInt32) -> Bool {
      value >= Slots.constantBase || view.document.kind(value) != .array
    }
    func holds(_ value: UInt32) -> Bool {
      guard value < Slots.constantBase, isElement(value) else { return false }
      let inner = elementViews[number]
      inner.load(view.document, root: value, plan: test.plan)
      inner.slots.add(value, to: test.itself)
      elementEvaluators[number].run(inner)
      return !elementEvaluators[number].matches.isEmpty
    }
    switch test.quantifier {
    case .any: return view.slots.contains(test.slot, where: holds)
    case .none: return !view.slots.contains(test.slot, where: holds)
    case .all:
      return view.slots.contains(test.slot, where: isElement)
        && !view.slots.contains(test.slot) { isElement($0) && !holds($0) }
    }
  }
}
