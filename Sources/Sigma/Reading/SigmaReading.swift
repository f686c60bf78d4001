import YAMLTree

/// Reads one YAML document as a rule, a correlation or a filter. Keeps what is wrong but not fatal.
struct SigmaReading {
  let file: String
  private(set) var warnings: [LoadProblem] = []

  init(file: String) {
    self.file = file
  }

  func location(_ line: Int) -> SourceLocation { SourceLocation(file: file, line: line) }

  func error(_ node: YAMLNode, _ message: String) -> SigmaError { SigmaError(location(node.line), message) }

  mutating func warn(_ line: Int, _ message: String) {
    warnings.append(LoadProblem(location: location(line), message: message, severity: .warning))
  }

  /// A document on its way to a `SigmaDocument`.
  enum Draft {
    case rule(RuleDraft)
    case correlation(SigmaCorrelation)
    case filter(FilterDraft)
  }

  mutating func draft(_ document: YAMLNode) throws(SigmaError) -> Draft {
    guard case .mapping = document.content else {
      throw error(
        document, "a Sigma document is a map with 'title', 'logsource' and 'detection', not \(document.kindName)")
    }
    if let correlation = document["correlation"] { return .correlation(try self.correlation(document, correlation)) }
    if let filter = document["filter"] { return .filter(try self.filter(document, filter)) }
    if let detection = document["detection"] { return .rule(try rule(document, detection)) }
    throw error(document, "neither 'detection' nor 'correlation' nor 'filter' is here, so this is no Sigma document")
  }

  private mutating func rule(_ document: YAMLNode, _ detection: YAMLNode) throws(SigmaError) -> RuleDraft {
    let metadata = try metadata(document)
    let (searches, conditions) = try detections(detection)
    guard !conditions.isEmpty else {
      throw SigmaError(location(detection.keyLine), "the detection has no 'condition'; add e.g. 'condition: selection'")
    }
    guard !searches.isEmpty else {
      throw SigmaError(
        location(detection.keyLine), "the detection has a condition but no search; add one, e.g. 'selection:'")
    }
    return RuleDraft(
      metadata: metadata, logSource: try logSource(document), searches: searches, conditions: conditions,
      attributes: document)
  }

  func logSource(_ document: YAMLNode) throws(SigmaError) -> LogSource {
    guard let node = document["logsource"] else {
      throw error(document, "'logsource' is missing; say what the rule concerns, e.g. 'product: aws'")
    }
    guard node.mapping != nil else { throw error(node, "'logsource' must be a map, not \(node.kindName)") }
    let source = LogSource(
      category: try text(node, "category"), product: try text(node, "product"), service: try text(node, "service"),
      definition: try text(node, "definition"))
    return source
  }

  /// The text at a key; `nil` where it is absent or null.
  func text(_ node: YAMLNode, _ key: String) throws(SigmaError) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let text = value.string else { throw error(value, "'\(key)' must be a text, not \(value.kindName)") }
    guard text.utf8.count <= SigmaLimits.text else {
      throw error(value, "'\(key)' has more than \(SigmaLimits.text) bytes")
    }
    return text
  }

  /// The texts at a key, written as one or as a list; none where it is absent or null.
  func texts(_ node: YAMLNode, _ key: String) throws(SigmaError) -> [String] {
    guard let value = node[key], !value.isNull else { return [] }
    guard let texts = value.strings else { throw error(value, "'\(key)' must be a text or a list of texts") }
    guard texts.allSatisfy({ $0.utf8.count <= SigmaLimits.text }) else {
      throw error(value, "'\(key)' has a text of more than \(SigmaLimits.text) bytes")
    }
    return texts
  }
}
