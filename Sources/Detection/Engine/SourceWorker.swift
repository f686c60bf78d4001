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
  private let evaluator: Evaluator
  private let reader: ActivityReader?
  // proof: `reader` holds it.
  private let readerPlace: Unmanaged<ActivityReader>?
  /// The observation in hand, where it is not handed on.
  private let scratch = UnsafeMutablePointer<Observation>.allocate(capacity: 1)
  private let names: Names
  private let book: RuleBook
  private let place: WorkPlace
  private let sourceNumber: UInt16
  private let observes: Bool

  private let sources: DecisionMemory<Int32>
  private let callers: DecisionMemory<Observation>
  private let judgements: DecisionMemory<Judgement>
  /// What judgements refer to; forgotten with them.
  private var hits: [Hit] = []
  private var captures: [UInt64] = []
  private var residues: [Evaluator.Residue] = []
  private var targets: [UnsafeBufferPointer<UInt16>] = []
  private var targetNumbers: [[UInt16]: Int32] = [:]
  private var generation = 0
  private var doubtful: [UInt32] = []
  /// Where what the judgement in hand refers to begins, and whether it is remembered.
  private var mark = (hits: 0, captures: 0, residues: 0)
  private var isKept = false
  private static let maxTargetLists = 4096

  /// What the rules and the catalogue say of a record.
  private struct Judgement: BitwiseCopyable {
    var act = Observation()
    var firstHit: Int32 = 0
    var hitCount: Int32 = 0
    /// A place in `residues`, or -1.
    var residue: Int32 = -1
    /// A place in `targets`.
    var targets: Int32 = 0
  }

  /// A rule that matched, by its number in the program.
  private struct Hit: BitwiseCopyable {
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
    view.supplier = reader
    targets.append(Immortal.array((0..<UInt16(program.binding?.targetCount ?? 0)).map { $0 }))
  }

  deinit { scratch.deallocate() }

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
  private func recognisePlainly() -> Int {
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
    seen.pointee.operation = judgement.act.operation
    seen.pointee.reason = judgement.act.reason
    seen.pointee.actClass = judgement.act.actClass
    seen.pointee.resource = judgement.act.resource
    seen.pointee.sensitivity = judgement.act.sensitivity
    seen.pointee.outcome = judgement.act.outcome
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

  // MARK: Deciding anew

  /// Judges the record and remembers the judgement. What it refers to is good until `tidy`.
  @inline(never)
  private func judgeAnew() -> Judgement {
    mark = (hits.count, captures.count, residues.count)
    doubtful.removeAll(keepingCapacity: true)
    let trace = judgements.trace
    var judgement = Judgement()
    judgement.firstHit = Int32(hits.count)
    judgements.traced(view) {
      var residue = evaluator.run(view, tracing: trace, doubtful: &doubtful)
      for rule in evaluator.matches {
        trace.pointee.hasReadOpaque = false
        let place = Int32(captures.count)
        let read = readCaptures(rule)
        if trace.pointee.hasReadOpaque {
          hits.append(Hit(rule: rule, captures: -1))
        } else {
          captures += read
          hits.append(Hit(rule: rule, captures: place))
        }
      }
      trace.pointee.hasReadOpaque = false
      reader?.observeAct(view, &judgement.act, names: names)
      if trace.pointee.hasReadOpaque { residue.isWhole = true }
      if !residue.isEmpty {
        judgement.residue = Int32(residues.count)
        residues.append(residue)
      }
    }
    judgement.hitCount = Int32(hits.count) - judgement.firstHit
    judgement.targets = number(of: reader?.possibleTargets(view) ?? [])
    // Where what was done cannot be told from what is remembered, nothing is.
    let isWhole = judgement.residue >= 0 && residues[Int(judgement.residue)].isWhole
    if isWhole { judgements.refuse() }
    isKept = !isWhole && judgements.remember(judgement, view)
    return judgement
  }

  /// The judgement of a record of which nothing is worth remembering.
  @inline(never)
  private func judgePlainly() -> Judgement {
    mark = (hits.count, captures.count, residues.count)
    doubtful.removeAll(keepingCapacity: true)
    var judgement = Judgement()
    judgement.firstHit = Int32(hits.count)
    evaluator.run(view)
    for rule in evaluator.matches { hits.append(Hit(rule: rule, captures: -1)) }
    judgement.hitCount = Int32(hits.count) - judgement.firstHit
    reader?.observeAct(view, &judgement.act, names: names)
    judgement.targets = number(of: reader?.possibleTargets(view) ?? [])
    isKept = false
    return judgement
  }

  @inline(never)
  private func readCaller(_ reader: ActivityReader) -> Observation {
    // What the judgement has found out of the actor must be read again, to be seen to be read.
    reader.forgetActor()
    let seen = callers.traced(view) { reader.observeCaller(view, names: names) }
    if callers.trace.pointee.hasReadOpaque { callers.refuse() } else { _ = callers.remember(seen, view) }
    return seen
  }

  private func number(of cases: [UInt16]) -> Int32 {
    if let known = targetNumbers[cases] { return known }
    // A hostile log has no end of shapes; the first list is that of all cases.
    if targets.count >= Self.maxTargetLists { return 0 }
    let number = Int32(targets.count)
    targets.append(Immortal.array(cases))
    targetNumbers[cases] = number
    return number
  }

  /// Forgets what no remembered judgement refers to.
  private func tidy() {
    if judgements.generation != generation {
      generation = judgements.generation
      mark = (0, 0, 0)
    } else if isKept {
      return
    }
    hits.removeSubrange(mark.hits...)
    captures.removeSubrange(mark.captures...)
    residues.removeSubrange(mark.residues...)
  }

  // MARK: Matches

  @inline(never)
  private func match(
    _ judgement: Judgement, _ seen: UnsafePointer<Observation>, isFresh: Bool, into result: inout StageOneResult
  ) {
    var finding = Finding(seen: seen, id: reader?.recordID(view), judgement: judgement)
    finding.shortID = ShortText(finding.id)
    let first = Int(judgement.firstHit)
    var others: [UInt32] = []
    if isFresh {
      others = doubtful
    } else if judgement.residue >= 0 {
      evaluator.run(view, residue: residues[Int(judgement.residue)])
      let known = hits[first..<first + Int(judgement.hitCount)]
      others = evaluator.matches.filter { rule in !known.contains { $0.rule == rule } }
    }
    if others.isEmpty {
      for place in first..<first + Int(judgement.hitCount) { add(hits[place], &finding, to: &result) }
    } else {
      // In the order of the rules, however they were found: what is remembered differs from run to run.
      let all = hits[first..<first + Int(judgement.hitCount)] + others.map { Hit(rule: $0, captures: -1) }
      for hit in all.sorted(by: { $0.rule < $1.rule }) { add(hit, &finding, to: &result) }
    }
  }

  /// What the matches of one record share.
  private struct Finding {
    let seen: UnsafePointer<Observation>
    let id: ByteSpan?
    let judgement: Judgement
    var shortID = ShortText()
    /// Read with the first rule that raises an alert.
    var evidence: (id: String?, targets: PackedActivity)?
  }

  private func add(_ hit: Hit, _ finding: inout Finding, to result: inout StageOneResult) {
    let note = program.notes[Int(hit.rule)]
    let place = Int32(result.captures.count)
    if note.captureCount > 0 {
      if hit.captures >= 0 {
        for offset in 0..<Int(note.captureCount) { result.captures.append(captures[Int(hit.captures) + offset]) }
      } else {
        result.captures += readCaptures(hit.rule)
      }
    }
    var alert: Int32 = -1
    if note.raisesAlerts {
      let evidence =
        finding.evidence
        ?? (
          finding.id?.text,
          reader?.packTargets(view, possible: targets[Int(finding.judgement.targets)]) ?? PackedActivity()
        )
      finding.evidence = evidence
      alert = Int32(result.alerts.count)
      result.alerts.append(
        Alert(
          rule: book.rules[Int(note.number)].alert, finding.seen.pointee, targets: evidence.targets, id: evidence.id,
          path: self.place.path, source: program.alertSource))
    }
    if !(observes && reader != nil), result.observations.last?.record != finding.seen.pointee.record {
      result.observations.append(finding.seen.pointee)
    }
    result.matches.append(
      RuleMatch(
        rule: note.number, observation: Int32(result.observations.count) - 1, alert: alert, captures: place,
        recordID: finding.shortID))
  }

  /// Hashes of the values of a rule's captures; 0 for a value that the record lacks.
  private func readCaptures(_ rule: UInt32) -> [UInt64] {
    program.captures[Int(rule)].map { slot in
      view.need(slot)
      let value = view.slots.first(slot)
      guard value != 0, view.kind(value) != .null else { return 0 }
      if let span = view.string(value) { return keep(span) }
      var text: [UInt8] = []
      view.appendText(of: value, to: &text)
      return text.withUnsafeBytes { keep(ByteSpan($0)) }
    }
  }

  /// Longer values are cut.
  private static let maxCaptureBytes = 1024

  private func keep(_ span: ByteSpan) -> UInt64 {
    let span = span.prefix(Self.maxCaptureBytes)
    // The empty text is a value; 0 says that there is none.
    let hash = max(span.foldedHash, 1)
    if let reader, reader.isPublished(hash) { return hash }
    names.keep(hash, span.text)
    return hash
  }
}
