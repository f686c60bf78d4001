import Activity
import JSONTape
import Sigma

/// Where the records that a worker judges are from.
final class WorkPlace {
  var path = ""
}

/// A worker's means for the records of one source: the program, the readers, and what has been decided before.
final class SourceWorker {
  let program: SourceProgram
  let view: RecordView
  private let recognisers: UnsafeBufferPointer<BoundCondition>
  let evaluator: Evaluator
  let reader: ActivityReader?
  // proof: `reader` holds it.
  let readerPlace: Unmanaged<ActivityReader>?
  /// The observation in hand, where it is not handed on.
  let scratch = UnsafeMutablePointer<Observation>.allocate(capacity: 1)
  let names: Names
  let book: RuleBook
  let place: WorkPlace
  let sourceNumber: UInt16
  let observes: Bool

  private let sources: DecisionMemory<Int32>
  let callers: DecisionMemory<Observation>
  let judgements: DecisionMemory<Judgement>
  /// What judgements refer to; forgotten with them.
  var hits: [Hit] = []
  var captures: [UInt64] = []
  var residues: [Evaluator.Residue] = []
  var targets: [UnsafeBufferPointer<UInt16>] = []
  var targetNumbers: [[UInt16]: Int32] = [:]
  var generation = 0
  var doubtful: [UInt32] = []
  /// Where what the judgement in hand refers to begins, and whether it is remembered.
  var mark = (hits: 0, captures: 0, residues: 0)
  var isKept = false
  static let maxTargetLists = 4096

  var twins: TwinMemory

  /// What the rules and the catalogue say of a record. Small: thousands are remembered, and each is met by chance.
  struct Judgement: BitwiseCopyable {
    var act = ObservedAct()
    var firstHit: Int32 = 0
    var hitCount: Int32 = 0
    /// A place in `residues`, or -1.
    var residue: Int32 = -1
    /// A place in `targets`.
    var targets: Int32 = 0
  }

  /// A rule that matched, by its number in the program.
  struct Hit: BitwiseCopyable {
    var rule: UInt32
    /// A place in `captures`, or -1 where they must be read from the record.
    var captures: Int32
  }

  init(_ program: SourceProgram, engine: Engine, place: WorkPlace, limits: MemoryLimits) {
    self.program = program
    book = engine.book
    names = engine.names
    observes = engine.observes
    self.place = place
    sourceNumber = program.sourceNumber
    recognisers = Immortal.array(program.recognisers)
    let slots = SlotTable(slotCount: program.plan.slotCount, supplied: program.binding?.suppliedSlots ?? [])
    view = RecordView(slots: slots, words: Words.all, learning: program.plan)
    evaluator = Evaluator(program: program.program)
    reader = program.binding.map(ActivityReader.init)
    readerPlace = reader.map { .passUnretained($0) }
    scratch.initialize(to: Observation())
    sources = DecisionMemory(slotCount: program.plan.slotCount, mark: 0, mayMiss: 8, limits: limits)
    // Nothing is left of a caller without a slot that says who it is.
    callers = DecisionMemory(slotCount: program.plan.slotCount, mark: 1, mayMiss: 12, limits: limits)
    // Of a judgement, all but the few rules that look at the slot.
    judgements = DecisionMemory(slotCount: program.plan.slotCount, mark: 2, mayMiss: 2, limits: limits)
    // What is no known source's has nothing to be read anew.
    var twinLimits = limits.twins
    if !limits.remembers || program.binding == nil { twinLimits.twins = 0 }
    twins = TwinMemory(program.plan, limits: twinLimits)
    view.supplier = reader
    targets.append(Immortal.array((0..<UInt16(program.binding?.targetCount ?? 0)).map { $0 }))
  }

  deinit {
    scratch.deallocate()
    twins.deallocate()
  }

  @inline(__always)
  func load(_ document: Document, root: UInt32, structure: Structure?) {
    view.load(document, root: root, structure: structure)
  }

  /// Whether the record could be taken from its text.
  @inline(__always)
  func load(_ structure: Structure) -> Bool { view.load(structure) }

  /// The source of the record in the view, or the number after the last.
  @inline(__always)
  func recognise() -> Int {
    switch sources.recall(view) {
    case .known(let source): return Int(source.pointee)
    case .unknown: return recogniseAnew()
    case .hopeless: return recognisePlainly()
    }
  }

  @inline(never)
  func recognisePlainly() -> Int {
    recognisers.indices.first { recognisers[$0].holds(view) } ?? recognisers.count
  }

  @inline(never)
  private func recogniseAnew() -> Int {
    let source = sources.traced(view) { recognisePlainly() }
    if sources.trace.pointee.hasReadOpaque { sources.refuse() } else { _ = sources.remember(Int32(source), view) }
    return source
  }

  /// Judges the record in the view.
  @inline(__always)
  func judge(_ record: Int, into result: inout StageOneResult) {
    readerPlace?._withUnsafeGuaranteedRef { $0.begin() }
    let judgement: Judgement
    var isFresh = false
    switch judgements.recall(view) {
    case .known(let known): judgement = known.pointee
    case .unknown:
      judgement = judgeAnew()
      isFresh = true
    case .hopeless:
      judgement = judgePlainly()
      isFresh = true
    }
    let isMatch = judgement.hitCount > 0 || judgement.residue >= 0
    if let readerPlace {
      if observes || isMatch || isFresh {
        readerPlace._withUnsafeGuaranteedRef {
          observe(judgement, record, $0, isMatch: isMatch, isFresh: isFresh, into: &result)
        }
      } else if let time = readerPlace._withUnsafeGuaranteedRef({ $0.time(view) }) {
        result.observe(time: time)
      }
    } else if isMatch {
      scratch.pointee = Observation()
      scratch.pointee.record = record
      scratch.pointee.source = sourceNumber
      match(judgement, scratch, isFresh: isFresh, into: &result)
    }
    if isFresh { tidy() }
  }

  @inline(__always)
  private func observe(
    _ judgement: Judgement, _ record: Int, _ reader: ActivityReader, isMatch: Bool, isFresh: Bool,
    into result: inout StageOneResult
  ) {
    let caller: UnsafePointer<Observation>
    switch callers.recall(view) {
    case .known(let known): caller = known
    case .unknown:
      scratch.pointee = readCaller(reader)
      caller = UnsafePointer(scratch)
    case .hopeless:
      scratch.pointee = reader.observeCaller(view, names: names)
      caller = UnsafePointer(scratch)
    }
    // What is handed on is written where it is handed on from.
    let seen = observes ? result.observations.add(caller) : scratch
    if !observes, caller != UnsafePointer(scratch) { scratch.pointee = caller.pointee }
    seen.pointee.set(judgement.act)
    seen.pointee.record = record
    seen.pointee.source = sourceNumber
    if let time = reader.time(view) {
      seen.pointee.time = time
      result.observe(time: time)
    }
    let id = reader.recordID(view)
    if let id { seen.pointee.recordID = id.foldedHash }
    let possible = targets[Int(judgement.targets)]
    if !possible.isEmpty { reader.observeTargets(view, possible: possible, &seen.pointee, names: names) }
    if isMatch { match(judgement, seen, isFresh: isFresh, into: &result) }
  }
}
