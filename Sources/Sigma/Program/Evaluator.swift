import JSONTape

/// Runs a program over records, one after another. One a thread.
public final class Evaluator {
  public let program: Program

  /// The numbers of the rules that matched the last record, in ascending order.
  public private(set) var matches: [UInt32] = []

  /// The number of the evaluation, from 1: what carries another number is not of this one. A record has one, or, while
  /// reads are traced, one for each rule.
  private var record: UInt32 = 0
  /// The number of the record, from 1.
  private var round: UInt32 = 0
  /// For each predicate, twice the record's number, plus one if it held.
  private let outcomes: UnsafeMutablePointer<UInt32>
  private let ruleRecords: UnsafeMutablePointer<UInt32>
  private let scanRecords: UnsafeMutablePointer<UInt32>
  private var candidates: [UInt32] = []
  private var compiledScans: [FieldScan.Compiled?]
  /// A database costs as much as many looks at new values; a short log never needs one.
  private static let usesBeforeCompiling = 4000
  private var scanUses: [Int]
  private var memories: [ScanMemory]
  private var found: [UInt32] = []
  private var hits = ScanHits()
  private let scratch = ScanScratch()
  /// Texts of numbers, objects and arrays, which several predicates look at.
  private var rendered = Array(repeating: Rendered(), count: renderedPlaces)
  private static let renderedPlaces = 16

  private struct Rendered {
    var record: UInt32 = 0
    var value: UInt32 = 0
    var text: [UInt8] = []
  }

  private var elementViews: [RecordView]
  private var elementEvaluators: [Evaluator]
  private let nodes: UnsafeMutableBufferPointer<Program.Node>
  private let children: UnsafeMutableBufferPointer<UInt32>
  private let roots: UnsafeMutableBufferPointer<UInt32>
  private let predicates: UnsafeMutableBufferPointer<PredicateHead>
  private let eagerScans: UnsafeBufferPointer<(slot: UInt32, number: Int)>
  private let witnesses: Witnesses
  /// Predicates that may hold where the field is absent.
  private let needsNoValue: [Bool]

  /// What is asked of a predicate most often, without its tests.
  private struct PredicateHead {
    var slot: UInt32
    var scan: Int32
  }

  public init(program: Program) {
    self.program = program
    outcomes = .allocate(capacity: program.predicates.count + 1)
    outcomes.initialize(repeating: 0, count: program.predicates.count + 1)
    ruleRecords = .allocate(capacity: program.ruleCount + 1)
    ruleRecords.initialize(repeating: 0, count: program.ruleCount + 1)
    scanRecords = .allocate(capacity: program.scans.count + 1)
    scanRecords.initialize(repeating: 0, count: program.scans.count + 1)
    scanUses = Array(repeating: 0, count: program.scans.count)
    memories = Array(repeating: ScanMemory(), count: program.scans.count)
    compiledScans = Array(repeating: nil, count: program.scans.count)
    elementViews = program.elements.map { RecordView(slots: SlotTable(slotCount: $0.plan.slotCount)) }
    elementEvaluators = program.elements.map { Evaluator(program: $0.program) }
    nodes = .allocate(capacity: program.nodes.count)
    _ = nodes.initialize(from: program.nodes)
    children = .allocate(capacity: program.children.count)
    _ = children.initialize(from: program.children)
    roots = .allocate(capacity: program.roots.count)
    _ = roots.initialize(from: program.roots)
    predicates = .allocate(capacity: program.predicates.count)
    _ = predicates.initialize(from: program.predicates.map { PredicateHead(slot: $0.slot, scan: $0.scan) })
    eagerScans = Immortal.array(
      program.scans.indices.filter { program.scans[$0].eager }.map { (program.scans[$0].slot, $0) })
    witnesses = program.witnesses
    needsNoValue = program.predicates.map { predicate in
      switch predicate.test {
      case .null, .anywhere: true
      case .value, .exists, .reference: false
      }
    }
  }

  deinit {
    outcomes.deallocate()
    ruleRecords.deallocate()
    scanRecords.deallocate()
    nodes.deallocate()
    children.deallocate()
    roots.deallocate()
    predicates.deallocate()
  }

  /// Judges the record; `matches` holds the rules that matched.
  public func run(_ view: RecordView) {
    begin()
    findCandidates(view)
    judgeCandidates(view)
  }

  private func begin() {
    matches.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    nextRecord()
    round &+= 1
    if round == 0 {
      ruleRecords.update(repeating: 0, count: program.ruleCount + 1)
      round = 1
    }
  }

  private func judgeCandidates(_ view: RecordView) {
    var at = 0
    while at < candidates.count {
      let rule = candidates[at]
      if evaluate(roots[Int(rule)], view) { matches.append(rule) }
      at &+= 1
    }
    if matches.count > 1 { matches.sort() }
  }

  // MARK: What a judgement depends on

  /// What is left to judge on a record whose other judgements are known, because it depends on values that seldom come
  /// twice.
  public struct Residue: Sendable, Equatable {
    var tables: [Int] = []
    var scans: [Int] = []
    var rules: [UInt32] = []
    /// Nothing is known: the whole program must run.
    public var isWhole = false

    public var isEmpty: Bool { !isWhole && tables.isEmpty && scans.isEmpty && rules.isEmpty }
  }

  /// Judges the record while the view's slots note what is read. `matches` holds the rules that matched and read no
  /// opaque slot; `doubtful` those that did read one.
  ///
  /// - Returns: what must be judged again on a record that agrees in all that was read.
  public func run(
    _ view: RecordView, tracing trace: UnsafeMutablePointer<SlotTrace>, doubtful: inout [UInt32]
  ) -> Residue {
    begin()
    var residue = Residue()
    /// Whether the body read an opaque slot.
    func isDoubtful(_ body: () -> Void) -> Bool {
      trace.pointee.hasReadOpaque = false
      body()
      return trace.pointee.hasReadOpaque
    }
    for number in witnesses.tables.indices
    where isDoubtful({ find(witnesses.tables[number], view) }) { residue.tables.append(number) }
    if isDoubtful({ findPresent(view) }) { residue.isWhole = true }
    for scan in eagerScans where isDoubtful({ find(scan, view) }) { residue.scans.append(scan.number) }
    for rule in witnesses.always { call(rule) }
    var at = 0
    while at < candidates.count {
      let rule = candidates[at]
      // No rule may use what another has found out: each is to be seen to read all that it depends on.
      nextRecord()
      var holds = false
      let doubt = isDoubtful { holds = evaluate(roots[Int(rule)], view) }
      if doubt { residue.rules.append(rule) }
      if holds { doubt ? doubtful.append(rule) : matches.append(rule) }
      at &+= 1
    }
    matches.sort()
    return residue
  }

  /// Judges what is left; `matches` holds the rules of it that matched.
  public func run(_ view: RecordView, residue: Residue) {
    guard !residue.isWhole else {
      run(view)
      return
    }
    begin()
    for number in residue.tables { find(witnesses.tables[number], view) }
    for number in residue.scans { find((slot: program.scans[number].slot, number: number), view) }
    for rule in residue.rules { call(rule) }
    judgeCandidates(view)
  }

  private func nextRecord() {
    record &+= 1
    guard record >= .max / 2 else { return }
    outcomes.update(repeating: 0, count: program.predicates.count + 1)
    scanRecords.update(repeating: 0, count: program.scans.count + 1)
    for place in rendered.indices { rendered[place].record = 0 }
    record = 1
  }

  @inline(__always)
  private func call(_ rule: UInt32) {
    guard ruleRecords[Int(rule)] != round else { return }
    ruleRecords[Int(rule)] = round
    candidates.append(rule)
  }

  private func findCandidates(_ view: RecordView) {
    for table in witnesses.tables { find(table, view) }
    findPresent(view)
    for scan in eagerScans { find(scan, view) }
    for rule in witnesses.always { call(rule) }
  }

  @inline(__always)
  private func find(_ table: WitnessTable, _ view: RecordView) {
    view.need(table.slot)
    _ = view.slots.contains(table.slot) { value in
      let hash = view.string(value)?.foldedHash ?? withText(of: value, view) { $0.foldedHash }
      let range = table.lookup(hash)
      var at = range.start
      while at < range.end {
        call(table.rules[Int(at)])
        at &+= 1
      }
      return false
    }
  }

  private func findPresent(_ view: RecordView) {
    for place in witnesses.presence {
      view.need(place.slot)
      guard view.slots.isPresent(place.slot) else { continue }
      for rule in place.rules { call(rule) }
    }
  }

  private func find(_ scan: (slot: UInt32, number: Int), _ view: RecordView) {
    view.need(scan.slot)
    if view.slots.isPresent(scan.slot) { run(scan: scan.number, view) }
  }

  /// Settles the predicates of a scan for this record.
  private func run(scan number: Int, _ view: RecordView) {
    guard scanRecords[number] != record else { return }
    scanRecords[number] = record
    let scan = program.scans[number]
    _ = view.slots.contains(scan.slot) { value in
      guard isText(value, view) else { return false }
      if let text = view.string(value) {
        settle(scan, number, text)
      } else {
        withRenderedText(of: value, view) { settle(scan, number, $0) }
      }
      return false
    }
  }

  private func settle(_ scan: FieldScan, _ number: Int, _ text: ByteSpan) {
    let hash = text.foldedHash
    if let known = memories[number].predicates(for: text, hash: hash) {
      for predicate in known { hold(predicate, scan) }
      return
    }
    found.removeAll(keepingCapacity: true)
    if scanUses[number] < Self.usesBeforeCompiling {
      scanUses[number] += 1
      for (predicate, test) in scan.tests where test.holds(text) { found.append(predicate) }
    } else {
      search(scan, number, text)
    }
    memories[number].remember(found, for: text, hash: hash)
    for predicate in found { hold(predicate, scan) }
  }

  /// Puts into `found` the predicates that the scan's database finds in the text.
  private func search(_ scan: FieldScan, _ number: Int, _ text: ByteSpan) {
    let compiled: FieldScan.Compiled
    if let known = compiledScans[number] {
      compiled = known
    } else {
      compiled = scan.ready
      compiledScans[number] = compiled
      if let database = compiled.database { _ = scratch.prepare(for: database) }
    }
    if let database = compiled.database {
      hits.ids.removeAll(keepingCapacity: true)
      withUnsafeMutablePointer(to: &hits) { scratch.scan(database, text, UnsafeMutableRawPointer($0)) }
      for id in hits.ids { found.append(scan.owners[Int(id)]) }
    }
    for (predicate, matcher) in compiled.rest where matcher.matches(text) { found.append(predicate) }
  }

  private func hold(_ predicate: UInt32, _ scan: FieldScan) {
    let held = record << 1 | 1
    guard outcomes[Int(predicate)] != held else { return }
    outcomes[Int(predicate)] = held
    if scan.eager, let rules = scan.rules[predicate] {
      for rule in rules { call(rule) }
    }
  }

  /// Calls `body` with the text by which string matchers see a value; the text lives for the call.
  @inline(__always)
  private func withText<Result>(of value: UInt32, _ view: RecordView, _ body: (ByteSpan) -> Result) -> Result {
    if let string = view.string(value) { return body(string) }
    return withRenderedText(of: value, view, body)
  }

  @inline(never)
  private func withRenderedText<Result>(of value: UInt32, _ view: RecordView, _ body: (ByteSpan) -> Result) -> Result {
    let place = Int(value) & (Self.renderedPlaces - 1)
    if rendered[place].record != record || rendered[place].value != value {
      rendered[place].text.removeAll(keepingCapacity: true)
      view.appendText(of: value, to: &rendered[place].text)
      rendered[place].record = record
      rendered[place].value = value
    }
    return rendered[place].text.withUnsafeBytes { body(ByteSpan($0)) }
  }

  private func evaluate(_ node: UInt32, _ view: RecordView) -> Bool {
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
  private func holds(_ number: UInt32, _ view: RecordView) -> Bool {
    let known = outcomes[Int(number)]
    if known >> 1 == record { return known & 1 == 1 }
    let result = judge(number, view)
    outcomes[Int(number)] = record << 1 | (result ? 1 : 0)
    return result
  }

  private func judge(_ number: UInt32, _ view: RecordView) -> Bool {
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
  private func isText(_ value: UInt32, _ view: RecordView) -> Bool {
    if value >= Slots.constantBase { return true }
    switch view.document.tag(value) {
    case 0x22: return true
    case 0x6E, 0x5B: return false
    default: return true
    }
  }

  private func references(
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
  private func anywhere(_ test: ValueTest, _ view: RecordView) -> Bool {
    view.slots.noteOpaque()
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

  private func evaluate(element number: Int, _ view: RecordView) -> Bool {
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
