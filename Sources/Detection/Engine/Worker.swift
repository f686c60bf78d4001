import Activity
import JSONTape
import Sigma

/// What a worker found in a run of records.
public struct StageOneResult: Sendable {
  public var matches: [Match] = []
  /// Records judged, those of no known source included.
  public var records = 0
  public var unrecognised = 0
  /// Records by source, in the order of `Engine.mappings`.
  public var recordsBySource: [Int]
  /// Event times of the records, in microseconds since 1970.
  public var earliest: Int64?
  public var latest: Int64?
  public var bad: [BadDocument] = []

  public init(sources: Int) { recordsBySource = Array(repeating: 0, count: sources) }
}

/// A document that is no JSON, by its place among the documents of the run.
public struct BadDocument: Sendable {
  /// Counted from 0 within the run, in records.
  public var index: Int
  public var reason: String
}

/// A rule's match on one record, on its way to the second stage.
public struct Match: Sendable {
  /// A number in `RuleBook.rules`.
  public var rule: Int
  public var alert: Alert
  /// The values of the rule's captures; `nil` where the record lacks one.
  public var captures: [String?]
}

/// The first stage: parses records, finds their sources, and tries the rules on them. One a thread.
public final class Worker {
  private let engine: Engine
  private let parsers: [Parser]
  private var states: [State?]
  /// The source of the last record: the next one is likely of the same.
  private var guess: Int
  private let unwrapping: EnvelopeReader
  private var copies: [[UInt8]] = []
  public private(set) var result: StageOneResult
  private var path = ""

  /// Envelopes in envelopes are followed this deep.
  private static let maxEnvelopes = 3

  private final class State {
    let program: SourceProgram
    let evaluator: Evaluator
    let view: RecordView
    let recognisers: UnsafeBufferPointer<BoundCondition>
    let reader: ActivityReader?
    private let evidence: ActivityReader?
    private let evidenceView: RecordView

    init(_ program: SourceProgram) {
      self.program = program
      recognisers = Immortal.array(program.recognisers)
      let slots = SlotTable(slotCount: program.plan.slotCount, supplied: program.binding?.suppliedSlots ?? [])
      view = RecordView(slots: slots, words: Words.all)
      evaluator = Evaluator(program: program.program)
      reader = program.binding.map(ActivityReader.init)
      view.supplier = reader
      evidence = program.evidence.map(ActivityReader.init)
      evidenceView = RecordView(slots: SlotTable(slotCount: program.evidencePlan.slotCount), words: Words.all)
    }

    /// The whole activity of the record in `view`.
    func pack() -> ActivityReader.Packed? {
      guard let evidence else { return nil }
      evidenceView.load(view.document, root: view.root, plan: program.evidencePlan)
      evidence.begin()
      return evidence.pack(evidenceView)
    }
  }

  public init(_ engine: Engine) throws(ParseError) {
    self.engine = engine
    var parsers: [Parser] = []
    for _ in 0...Self.maxEnvelopes { parsers.append(try Parser()) }
    self.parsers = parsers
    states = Array(repeating: nil, count: engine.mappings.count + 1)
    guess = engine.mappings.count
    unwrapping = EnvelopeReader(engine.envelopes)
    result = StageOneResult(sources: engine.mappings.count)
  }

  /// Takes what was found since the last call; what follows is of `path`.
  public func take() -> StageOneResult {
    defer { result = StageOneResult(sources: engine.mappings.count) }
    return result
  }

  /// Names the file that the following records are of.
  public func begin(path: String) { self.path = path }

  /// Judges one document, or the records that it wraps. `Parser.padding` bytes past its end must be readable.
  public func judge(_ bytes: UnsafeRawBufferPointer) { judge(bytes, depth: 0) }

  private func judge(_ bytes: UnsafeRawBufferPointer, depth: Int) {
    do {
      let document = try parsers[depth].parse(bytes)
      judge(document, root: document.root, depth: depth)
    } catch {
      result.bad.append(BadDocument(index: result.records, reason: error.description))
    }
  }

  private func judge(_ document: Document, root: UInt32, depth: Int) {
    var state = state(guess)
    state.view.load(document, root: root, plan: state.program.plan)
    let source = recognise(state)
    if source != guess {
      if source == engine.mappings.count, depth < Self.maxEnvelopes, unwrap(document, root: root, depth: depth) {
        return
      }
      guess = source
      state = self.state(source)
      state.view.load(document, root: root, plan: state.program.plan)
    } else if source == engine.mappings.count, depth < Self.maxEnvelopes, unwrap(document, root: root, depth: depth) {
      return
    }
    judge(state)
  }

  private func unwrap(_ document: Document, root: UInt32, depth: Int) -> Bool {
    unwrapping.unwrap(document, root: root) { content in
      switch content {
      case .record(let inner): judge(document, root: inner, depth: depth + 1)
      case .text(let text):
        var copy = copies.popLast() ?? []
        copy.removeAll(keepingCapacity: true)
        copy.append(contentsOf: text.buffer)
        copy.append(contentsOf: repeatElement(0, count: Parser.padding))
        copy.withUnsafeBytes { judge(UnsafeRawBufferPointer(rebasing: $0[..<text.count]), depth: depth + 1) }
        copies.append(copy)
      }
    }
  }

  private func state(_ source: Int) -> State {
    if let known = states[source] { return known }
    let made = State(engine.program(for: source < engine.mappings.count ? source : nil))
    states[source] = made
    return made
  }

  /// The source of the record in the view, or the number after the last.
  @inline(__always)
  private func recognise(_ state: State) -> Int {
    let recognisers = state.recognisers
    for number in recognisers.indices where recognisers[number].holds(state.view) { return number }
    return recognisers.count
  }

  private func judge(_ state: State) {
    let index = result.records
    result.records += 1
    if let source = state.program.source { result.recordsBySource[source] += 1 } else { result.unrecognised += 1 }
    state.reader?.begin()
    if let time = state.reader?.time(state.view) {
      if time < result.earliest ?? .max { result.earliest = time }
      if time > result.latest ?? .min { result.latest = time }
    }
    state.evaluator.run(state.view)
    guard !state.evaluator.matches.isEmpty else { return }
    let packed = state.pack()
    for number in state.evaluator.matches {
      let rule = state.program.rules[Int(number)]
      result.matches.append(
        Match(
          rule: rule,
          alert: Alert(
            rule: engine.book.rules[rule].alert, time: packed?.time ?? 0,
            record: RecordReference(path: path, index: index, id: packed?.recordID),
            keys: packed?.keys ?? EntityKeys(), packed: packed?.activity ?? PackedActivity()),
          captures: state.program.captures[Int(number)].map { slot in
            state.view.need(slot)
            return state.view.firstText(of: slot)
          }))
    }
  }
}

extension RecordView {
  /// The text of a slot's first value, at most 1 KiB of it.
  fileprivate func firstText(of slot: UInt32) -> String? {
    let value = slots.first(slot)
    guard value != 0, kind(value) != .null else { return nil }
    if let span = string(value) { return span.prefix(1024).text }
    var text: [UInt8] = []
    appendText(of: value, to: &text)
    return String(decoding: text.prefix(1024), as: UTF8.self)
  }
}
