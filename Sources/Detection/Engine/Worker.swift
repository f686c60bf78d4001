import Activity
import JSONTape
import Sigma

/// The first stage: parses records, finds their sources, and tries the rules on them. One a thread.
public final class Worker {
  private let engine: Engine
  private let parsers: [Parser]
  private let outermost: Parser
  private var states: [SourceWorker?]
  /// The source of the last record: the next one is likely of the same.
  private var guess: Int
  // proof: `states` holds it.
  private var current: Unmanaged<SourceWorker>
  private let sourceCount: Int
  private let unwrapping: EnvelopeReader
  private var copies: [[UInt8]] = []
  public private(set) var result: StageOneResult
  private let place = WorkPlace()
  private let limits: MemoryLimits

  /// Envelopes in envelopes are followed this deep.
  private static let maxEnvelopes = 3

  public convenience init(_ engine: Engine) throws(ParseError) { try self.init(engine, limits: MemoryLimits()) }

  init(_ engine: Engine, limits: MemoryLimits) throws(ParseError) {
    self.engine = engine
    self.limits = limits
    var parsers: [Parser] = []
    for _ in 0...Self.maxEnvelopes { parsers.append(try Parser()) }
    self.parsers = parsers
    outermost = parsers[0]
    states = Array(repeating: nil, count: engine.mappings.count + 1)
    sourceCount = engine.mappings.count
    guess = sourceCount
    let unknown = SourceWorker(engine.program(for: nil), engine: engine, place: place, limits: limits)
    current = .passUnretained(unknown)
    states[guess] = unknown
    unwrapping = EnvelopeReader(engine.envelopes)
    result = StageOneResult(sources: engine.mappings.count, expected: 1024)
  }

  /// Takes what was found since the last call; what follows is of `path`.
  public func take() -> StageOneResult {
    defer {
      let expected = result.observations.count
      result = StageOneResult(sources: sourceCount, expected: expected + expected / 4)
    }
    return result
  }

  /// Names the file that the following records are of.
  public func begin(path: String) { place.path = path }

  /// The document that is judged when the next has come.
  private var waiting: UnsafeRawBufferPointer?

  /// Judges the documents of a run one behind, so that what is known of one like it is fetched in time; `flush` ends the
  /// run. The bytes must stay until then.
  ///
  /// - Parameter bytes: as for `judge`.
  @inline(__always)
  public func add(_ bytes: UnsafeRawBufferPointer) {
    if guess < sourceCount { current._withUnsafeGuaranteedRef { $0.twins.book.expect(bytes) } }
    if let waiting { judge(waiting) }
    waiting = bytes
  }

  /// Judges what waits.
  public func flush() {
    if let waiting { judge(waiting) }
    waiting = nil
  }

  /// Judges one document, or the records that it wraps. `Parser.padding` bytes past its end must be readable.
  public func judge(_ bytes: UnsafeRawBufferPointer) {
    if guess < sourceCount,
      current._withUnsafeGuaranteedRef({ $0.judgeTwin(bytes, result.records, into: &result) })
    {
      result.recordsBySource[guess] &+= 1
      result.records &+= 1
      return
    }
    do {
      let structure = try outermost.findStructure(bytes)
      if guess < sourceCount, current._withUnsafeGuaranteedRef({ $0.load(structure) && $0.recognise() == guess }) {
        judgeCurrent()
        current._withUnsafeGuaranteedRef { if $0.twins.book.isDue { $0.learnTwin(structure, $0.view.document) } }
        return
      }
      let document = try outermost.build(structure)
      let before = guess
      // Nothing is to be learned of a structure that is gone.
      let isIntact = !outermost.hasRepaired
      judge(document, root: document.root, depth: 0, structure: isIntact ? structure : nil)
      if guess == before, isIntact {
        current._withUnsafeGuaranteedRef { if $0.twins.book.isDue { $0.learnTwin(structure, document) } }
      }
    } catch {
      result.bad.append(BadDocument(index: result.records, reason: error.description))
    }
  }

  private func judge(_ bytes: UnsafeRawBufferPointer, depth: Int) {
    do {
      let document = try parsers[depth].parse(bytes)
      judge(document, root: document.root, depth: depth)
    } catch {
      result.bad.append(BadDocument(index: result.records, reason: error.description))
    }
  }

  private func judge(_ document: Document, root: UInt32, depth: Int, structure: Structure? = nil) {
    let source = current._withUnsafeGuaranteedRef {
      $0.load(document, root: root, structure: structure)
      return $0.recognise()
    }
    if source == guess, source < sourceCount {
      judgeCurrent()
      return
    }
    if source == sourceCount, depth < Self.maxEnvelopes, unwrap(document, root: root, depth: depth) { return }
    if source != guess {
      guess = source
      current = .passUnretained(self.state(source))
      current._withUnsafeGuaranteedRef { $0.load(document, root: root, structure: structure) }
    }
    judgeCurrent()
  }

  @inline(__always)
  private func judgeCurrent() {
    let record = result.records
    result.records &+= 1
    if guess < sourceCount { result.recordsBySource[guess] &+= 1 } else { result.unrecognised &+= 1 }
    current._withUnsafeGuaranteedRef { $0.judge(record, into: &result) }
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

  private func state(_ source: Int) -> SourceWorker {
    if let known = states[source] { return known }
    let made = SourceWorker(
      engine.program(for: source < sourceCount ? source : nil), engine: engine, place: place, limits: limits)
    states[source] = made
    return made
  }
}
