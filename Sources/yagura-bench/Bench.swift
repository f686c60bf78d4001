import CSimdJSON
import Detection
import Foundation
import JSONTape
import Scanning
import Sigma
import YaguraContent

/// Measures Yagura beside simdjson on the same bytes, in one process. Each line of output is a JSON object.
///
/// `scripts/bench.sh` says in the environment what to measure. Each ratio is the median of three, each taken against
/// simdjson at the same time.
@main
struct Bench {
  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let input = environment["YAGURA_BENCH_DATA"] else {
      print("YAGURA_BENCH_DATA must name a file of CloudTrail records, one a line; make bench makes one")
      exit(2)
    }
    func option(_ name: String) -> String? {
      environment[name].flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    }
    let bench = try Bench(input: input)
    try bench.limit()
    if let folder = option("YAGURA_BENCH_RULES") {
      try bench.engine("engine, SigmaHQ AWS rules", rules: [folder], bar: 0.5)
    }
    if let folder = option("YAGURA_BENCH_ALL_RULES") {
      try bench.engine("engine, all SigmaHQ rules", rules: [folder], bar: nil)
      if environment["YAGURA_BENCH_ENGINE_ONLY"] == nil { try bench.growth(folder) }
    }
    if environment["YAGURA_BENCH_ENGINE_ONLY"] != "rules" {
      try bench.engine("engine, built-in rules", rules: nil, bar: nil)
    }
    if environment["YAGURA_BENCH_ENGINE_ONLY"] != nil { return }
    try bench.scan("everything on, one core", workers: 1, path: input, bar: 0.35)
    try bench.scan("everything on, two cores", workers: 2, path: input, bar: nil)
    try bench.scan("everything on, one core, with a checkpoint", workers: 1, path: input, bar: nil, keepsState: true)
    if let gzip = option("YAGURA_BENCH_DELIVERY") {
      try bench.scan("everything on, from gzip, one core", workers: 1, path: gzip, bar: nil)
    }
  }

  let path: String
  let bytes: UnsafeMutableRawBufferPointer
  let length: Int
  let library = ContentLibrary(ContentDirectory.bundled)

  init(input: String) throws {
    path = input
    let data = try Data(contentsOf: URL(fileURLWithPath: input), options: .mappedIfSafe)
    length = data.count
    bytes = .allocate(byteCount: data.count + Parser.padding, alignment: 64)
    data.copyBytes(to: bytes)
    bytes[data.count...].initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Records a second of simdjson alone: the faster of its two ways.
  private func simdjson() -> Double {
    guard let parser = yagura_parser_new(64 << 20, 256), let base = bytes.baseAddress else { return 0 }
    defer { yagura_parser_free(parser) }
    let start = ContinuousClock.now
    let records = yagura_parse_lines_only(parser, base.assumingMemoryBound(to: UInt8.self), length)
    return Double(records) / Self.seconds(since: start)
  }

  func limit() throws {
    var best = 0.0
    for _ in 0..<3 { best = max(best, simdjson()) }
    Self.report("simdjson alone, one core", best, ratio: 1, note: "\(length) bytes")
    guard let base = bytes.baseAddress else { return }
    let start = ContinuousClock.now
    let records = yagura_parse_many_only(base.assumingMemoryBound(to: UInt8.self), length, 1 << 20)
    Self.report("simdjson alone, parse_many", Double(records) / Self.seconds(since: start), ratio: nil, note: nil)
  }

  /// The first stage over the bytes in memory.
  func engine(_ name: String, rules: [String]?, bar: Double?) throws {
    let start = ContinuousClock.now
    var factory = EngineFactory(library)
    factory.builtin = rules == nil
    factory.ruleFolders = rules ?? []
    // Rules alone need no more than what they match.
    factory.observes = rules == nil
    let engine = factory.make().engine
    let load = Self.seconds(since: start)
    let (rate, ratio, matches) = try measure(engine)
    Self.report(
      name, rate, ratio: ratio, bar: bar,
      note: "\(engine.book.rules.count) rules loaded in \(Self.milliseconds(load)), \(matches) matches")
  }

  /// Records a second and the ratio to simdjson, the median of three passes.
  private func measure(_ engine: Engine) throws -> (rate: Double, ratio: Double, matches: Int) {
    var passes: [(rate: Double, ratio: Double, matches: Int)] = []
    for _ in 0..<3 { passes.append(try pass(engine)) }
    passes.sort { $0.ratio < $1.ratio }
    return passes[1]
  }

  /// One pass, in which simdjson and the engine take turns every few milliseconds, so that a machine that is slow for a
  /// while is slow for both; who goes first, and finds the bytes further away, takes turns too.
  private func pass(_ engine: Engine) throws -> (rate: Double, ratio: Double, matches: Int) {
    let worker = try Worker(engine)
    guard let parser = yagura_parser_new(64 << 20, 256), let base = bytes.baseAddress else { return (0, 0, 0) }
    defer { yagura_parser_free(parser) }
    worker.begin(path: path)
    var (matches, records, at, turn) = (0, 0, 0, 0)
    var (limit, own) = (0.0, 0.0)
    while at < length {
      let end = lineEnd(after: min(length, at + Self.sliceBytes))
      func parse() {
        let start = ContinuousClock.now
        _ = yagura_parse_lines_only(parser, base.assumingMemoryBound(to: UInt8.self) + at, end - at)
        limit += Self.seconds(since: start)
      }
      if turn % 2 == 0 { parse() }
      let start = ContinuousClock.now
      judge(worker, at..<end, &records, &matches)
      own += Self.seconds(since: start)
      if turn % 2 == 1 { parse() }
      at = end
      turn += 1
    }
    return (Double(records) / own, limit / own, matches)
  }

  private static let sliceBytes = 4 << 20

  private func lineEnd(after place: Int) -> Int {
    guard place < length, let base = bytes.baseAddress else { return length }
    return memchr(base + place, 0x0A, length - place).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) + 1 }
      ?? length
  }

  private func judge(_ worker: Worker, _ slice: Range<Int>, _ records: inout Int, _ matches: inout Int) {
    guard let base = bytes.baseAddress else { return }
    var at = slice.lowerBound
    while at < slice.upperBound {
      // A chunk at a time, as a scan does, so that matches go.
      let stop = min(slice.upperBound, at + (1 << 20))
      while at < stop {
        let end = lineEnd(after: at)
        worker.add(UnsafeRawBufferPointer(start: base + at, count: end - at))
        at = end
      }
      worker.flush()
      let result = worker.take()
      matches += result.matches.count
      records += result.records
    }
  }

  /// The same records with ever more rules.
  func growth(_ folder: String) throws {
    let all = RuleLoader().load([folder])
    for count in [100, 1000, all.rules.count] {
      var some = all
      // Every n-th rule, so that each set has the same mixture.
      some.rules = (0..<count).map { all.rules[$0 * all.rules.count / count] }
      var book = RuleBook()
      book.add(some, kind: .sigma)
      let library = library
      let engine = Engine(book: book, mappings: library.mappings, envelopes: library.envelopes, observes: false) {
        library.catalogue($0)
      }
      let (rate, ratio, matches) = try measure(engine)
      Self.report("growth: \(count) rules", rate, ratio: ratio, note: "\(matches) matches")
    }
  }

  /// A whole scan of a file or folder with built-in content, incidents and all.
  ///
  /// - Parameter keepsState: whether the state that a next scan goes on from is made, too.
  func scan(_ name: String, workers: Int, path: String, bar: Double?, keepsState: Bool = false) throws {
    var pairs: [(rate: Double, ratio: Double, result: Scan.Result)] = []
    for _ in 0..<3 {
      let limit = simdjson()
      let engine = EngineFactory(library).make().engine
      var options = ScanOptions(paths: [path])
      options.workers = workers
      options.keepsState = keepsState
      let result = try Scan(options, engine: engine).run { _ in }
      pairs.append((result.summary.recordsPerSecond, result.summary.recordsPerSecond / limit, result))
    }
    pairs.sort { $0.ratio < $1.ratio }
    let (rate, ratio, result) = pairs[1]
    Self.report(
      name, rate, ratio: ratio, bar: bar,
      note: "\(result.summary.rules) rules, \(result.summary.alerts) alerts, \(result.incidents.count) incidents")
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }

  private static func report(_ line: String, _ rate: Double, ratio: Double?, bar: Double? = nil, note: String?) {
    var fields = ["\"line\":\"\(line)\"", "\"recordsPerSecond\":\(Int(rate))"]
    if let ratio { fields.append("\"ratio\":\((ratio * 1000).rounded() / 1000)") }
    if let bar { fields.append("\"bar\":\(bar)") }
    fields.append("\"peakMemoryBytes\":\(PeakMemory.bytes)")
    if let note { fields.append("\"note\":\"\(note)\"") }
    FileHandle.standardOutput.write(Data("{\(fields.joined(separator: ","))}\n".utf8))
  }
}
