import Dispatch
import Synchronization
import YAMLTree

/// Loads Sigma rules, correlations and filters from files.
///
/// What is wrong with one file or rule becomes a problem with its place and stops nothing else. The result is the
/// same whatever the number of cores.
public struct RuleLoader: Sendable {
  /// Files read at the same time; all cores by default.
  public var workers: Int
  /// Applied to every rule, filter and correlation, lower priorities first.
  public var pipelines: [Pipeline]

  public init(pipelines: [Pipeline] = [], workers: Int = 0) {
    self.pipelines = pipelines
    self.workers = workers
  }

  /// - Parameter paths: files, and directories that are searched for `.yml` and `.yaml` files.
  public func load(_ paths: [String]) -> LoadedRules {
    let (files, problems) = RuleFiles.find(paths)
    // Small shares, so that a worker that meets long files does not keep the others waiting.
    let share = 32
    let shares = stride(from: 0, to: files.count, by: share).map { Array(files[$0..<min($0 + share, files.count)]) }
    let results = Mutex([LoadedRules?](repeating: nil, count: shares.count))
    let next = Atomic(0)
    let work: @Sendable (Int) -> Void = { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < shares.count else { return }
        var loaded = LoadedRules()
        for file in shares[index] { self.load(file: file, into: &loaded) }
        results.withLock { $0[index] = loaded }
      }
    }
    let count = min(shares.count, workers > 0 ? workers : ProcessorCount.active)
    if count <= 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: count, execute: work) }
    var all = LoadedRules()
    all.problems = problems
    for case let loaded? in results.withLock({ $0 }) {
      all.rules += loaded.rules
      all.correlations += loaded.correlations
      all.filters += loaded.filters
      all.problems += loaded.problems
    }
    finish(&all)
    return all
  }

  /// Loads from text, for tests and for rules that stand in no file.
  public func load(text: String, file: String = "-") -> LoadedRules {
    var loaded = LoadedRules()
    load(Array(text.utf8), file: file, into: &loaded)
    finish(&loaded)
    return loaded
  }

  /// What needs all rules at once.
  private func finish(_ loaded: inout LoadedRules) {
    LoadedRules.apply(loaded.filters, to: &loaded.rules)
    guard !pipelines.isEmpty else { return }
    let sources = loaded.logSources
    var correlations: [SigmaCorrelation] = []
    for var correlation in loaded.correlations {
      do throws(SigmaError) {
        let concerned = correlation.rules.flatMap { sources[$0] ?? [] }
        try PipelineRun.apply(pipelines, to: &correlation, sources: concerned)
        correlations.append(correlation)
      } catch {
        loaded.problems.append(LoadProblem(error))
      }
    }
    loaded.correlations = correlations
  }

  private func load(file: String, into loaded: inout LoadedRules) {
    do throws(LoadProblem) {
      load(try RuleFiles.read(file), file: file, into: &loaded)
    } catch {
      loaded.problems.append(error)
    }
  }

  private func load(_ bytes: [UInt8], file: String, into loaded: inout LoadedRules) {
    let documents: [YAMLNode]
    do throws(YAMLError) {
      documents = try YAMLNode.parse(bytes, file: file)
    } catch {
      let place = SourceLocation(file: file, line: error.line)
      loaded.problems.append(LoadProblem(location: place, message: error.message, severity: .error))
      return
    }
    if documents.count > SigmaLimits.documents {
      let place = SourceLocation(file: file, line: 1)
      let message = "more than \(SigmaLimits.documents) documents; the rest is not read"
      loaded.problems.append(LoadProblem(location: place, message: message, severity: .error))
    }
    var collection = RuleCollection()
    for document in documents.prefix(SigmaLimits.documents) where !document.isNull {
      do throws(SigmaError) {
        guard let document = try collection.next(document, file: file) else { continue }
        try load(document, file: file, into: &loaded)
      } catch {
        loaded.problems.append(LoadProblem(error))
      }
    }
  }

  private func load(_ document: YAMLNode, file: String, into loaded: inout LoadedRules) throws(SigmaError) {
    var reading = SigmaReading(file: file)
    switch try reading.draft(document) {
    case .rule(var draft):
      if !pipelines.isEmpty { try PipelineRun.apply(pipelines, to: &draft) }
      loaded.rules.append(try draft.rule())
    case .correlation(let correlation): loaded.correlations.append(correlation)
    case .filter(var draft):
      if !pipelines.isEmpty { try PipelineRun.apply(pipelines, to: &draft.rule) }
      loaded.filters.append(try draft.filter())
    }
    loaded.problems += reading.warnings
  }
}
