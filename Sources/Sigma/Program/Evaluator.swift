import JSONTape

/// Runs a program over records, one after another. One a thread.
public final class Evaluator {
  public let program: Program

  /// The numbers of the rules that matched the last record, in ascending order.
  public internal(set) var matches: [UInt32] = []

  /// The number of the evaluation, from 1: what carries another number is not of this one. A record has one, or, while
  /// reads are traced, one for each rule.
  var record: UInt32 = 0
  /// The number of the record, from 1.
  var round: UInt32 = 0
  /// For each predicate, twice the record's number, plus one if it held.
  let outcomes: UnsafeMutablePointer<UInt32>
  let ruleRecords: UnsafeMutablePointer<UInt32>
  let scanRecords: UnsafeMutablePointer<UInt32>
  var candidates: [UInt32] = []
  var compiledScans: [FieldScan.Compiled?]
  /// A database costs as much as many looks at new values; a short log never needs one.
  static let usesBeforeCompiling = 4000
  var scanUses: [Int]
  var memories: [ScanMemory]
  var found: [UInt32] = []
  var hits = ScanHits()
  let scratch = ScanScratch()
  /// Texts of numbers, objects and arrays, which several predicates look at.
  var rendered = Array(repeating: Rendered(), count: renderedPlaces)
  static let renderedPlaces = 16

  struct Rendered {
    var record: UInt32 = 0
    var value: UInt32 = 0
    var text: [UInt8] = []
  }

  var elementViews: [RecordView]
  var elementEvaluators: [Evaluator]
  let nodes: UnsafeMutableBufferPointer<Program.Node>
  let children: UnsafeMutableBufferPointer<UInt32>
  let roots: UnsafeMutableBufferPointer<UInt32>
  let predicates: UnsafeMutableBufferPointer<PredicateHead>
  let eagerScans: UnsafeBufferPointer<(slot: UInt32, number: Int)>
  let witnesses: Witnesses
  /// Predicates that may hold where the field is absent.
  let needsNoValue: [Bool]

  /// What is asked of a predicate most often, without its tests.
  struct PredicateHead {
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

  func begin() {
    matches.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    nextRecord()
    round &+= 1
    if round == 0 {
      ruleRecords.update(repeating: 0, count: program.ruleCount + 1)
      round = 1
    }
  }

  func judgeCandidates(_ view: RecordView) {
    var at = 0
    while at < candidates.count {
      let rule = candidates[at]
      if evaluate(roots[Int(rule)], view) { matches.append(rule) }
      at &+= 1
    }
    if matches.count > 1 { matches.sort() }
  }

  func nextRecord() {
    record &+= 1
    guard record >= .max / 2 else { return }
    outcomes.update(repeating: 0, count: program.predicates.count + 1)
    scanRecords.update(repeating: 0, count: program.scans.count + 1)
    for place in rendered.indices { rendered[place].record = 0 }
    record = 1
  }

  @inline(__always)
  func call(_ rule: UInt32) {
    guard ruleRecords[Int(rule)] != round else { return }
    ruleRecords[Int(rule)] = round
    candidates.append(rule)
  }
}
