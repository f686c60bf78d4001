import YAMLTree

/// A processing pipeline in pySigma's YAML: it adapts rules to a source's own field names and values before they are
/// compiled. `docs/sigma.md` lists what is supported.
public struct Pipeline: Sendable {
  public var name: String
  /// Lower ones come first; 0 where the file says none.
  public var priority: Int
  /// What placeholders stand for.
  public var vars: [String: [String]]
  var items: [PipelineItem]

  init(name: String, priority: Int, vars: [String: [String]], items: [PipelineItem]) {
    self.name = name
    self.priority = priority
    self.vars = vars
    self.items = items
  }

  /// - Throws: `SigmaError` for what is no pipeline, and for transformations and conditions that are not known.
  public init(_ bytes: [UInt8], file: String) throws(SigmaError) {
    let documents: [YAMLNode]
    do throws(YAMLError) {
      documents = try YAMLNode.parse(bytes, file: file)
    } catch {
      throw SigmaError(SourceLocation(file: file, line: error.line), error.message)
    }
    guard documents.count == 1, documents[0].mapping != nil else {
      throw SigmaError(SourceLocation(file: file, line: 1), "a pipeline file is one map with 'transformations'")
    }
    self = try PipelineReading(file: file).pipeline(documents[0])
  }

  public init(_ text: String, file: String = "-") throws(SigmaError) {
    try self.init(Array(text.utf8), file: file)
  }

  /// Reads the file at `path`.
  public static func load(_ path: String) throws(LoadProblem) -> Pipeline {
    let bytes = try RuleFiles.read(path)
    do throws(SigmaError) {
      return try Pipeline(bytes, file: path)
    } catch {
      throw LoadProblem(error)
    }
  }
}

/// One transformation and when it applies.
struct PipelineItem: Sendable {
  var id: String?
  var transformation: Transformation
  var ruleConditions: ConditionSet<RuleTest>
  var itemConditions: ConditionSet<ItemTest>
  var fieldConditions: ConditionSet<FieldNameTest>
  var location: SourceLocation
}

/// Conditions of one kind and how they are joined.
struct ConditionSet<Test: Sendable>: Sendable {
  var tests: [Test] = []
  /// Over `tests` by index; all of them where none is given.
  var expression: SigmaCorrelation.RuleCondition?
  var isAny = false
  var isNegated = false

  /// True where there are none.
  func holds(_ judge: (Test) throws(SigmaError) -> Bool) throws(SigmaError) -> Bool {
    guard !tests.isEmpty else { return true }
    var results: [Bool] = []
    for test in tests { results.append(try judge(test)) }
    let joined = expression.map { $0.holds(results) } ?? (isAny ? results.contains(true) : !results.contains(false))
    return joined != isNegated
  }
}

extension SigmaCorrelation.RuleCondition {
  /// The condition's value where rule `n` has the value `results[n]`.
  public func holds(_ results: [Bool]) -> Bool {
    switch self {
    case .rule(let index): results.indices.contains(index) && results[index]
    case .and(let parts): parts.allSatisfy { $0.holds(results) }
    case .or(let parts): parts.contains { $0.holds(results) }
    case .not(let part): !part.holds(results)
    }
  }
}
