import JSONTape
import YAMLTree

/// Reads a mapping file. Every fault is reported with its line; a mapping with faults is not used.
public struct MappingReader {
  let file: String
  var problems: [ContentProblem] = []

  /// The mapping of a file, or what is wrong with it.
  public static func read(_ bytes: [UInt8], file: String) -> Result<Mapping, ContentProblems> {
    do {
      let documents = try YAMLNode.parse(bytes, file: file)
      guard documents.count == 1, let root = documents.first, root.mapping != nil else {
        return .failure(
          ContentProblems([ContentProblem(file: file, line: 1, message: "one map is expected in the file")]))
      }
      var reader = MappingReader(file: file)
      let mapping = reader.mapping(root)
      return reader.problems.isEmpty ? .success(mapping) : .failure(ContentProblems(reader.problems))
    } catch {
      return .failure(ContentProblems([ContentProblem(file: file, line: error.line, message: error.message)]))
    }
  }

  /// A condition that stands in a file of another kind.
  public static func condition(_ node: YAMLNode, file: String) -> Result<Condition, ContentProblems> {
    var reader = MappingReader(file: file)
    let condition = reader.condition(node)
    return reader.problems.isEmpty ? .success(condition) : .failure(ContentProblems(reader.problems))
  }

  private init(file: String) { self.file = file }

  mutating func complain(_ node: YAMLNode?, _ message: String) {
    problems.append(ContentProblem(file: file, line: node?.line ?? 1, message: message))
  }

  mutating func check(_ node: YAMLNode, known: Set<String>, in place: String) {
    for entry in node.mapping ?? [] where !known.contains(entry.key) {
      complain(
        entry.value, "unknown key '\(entry.key)' in \(place); known are \(known.sorted().joined(separator: ", "))")
    }
  }

  mutating func required(_ node: YAMLNode, _ key: String) -> String {
    if let text = node[key]?.string, !text.isEmpty { return text }
    complain(node[key] ?? node, "'\(key)' is missing")
    return ""
  }

  private mutating func mapping(_ root: YAMLNode) -> Mapping {
    check(
      root,
      known: [
        "source", "title", "provider", "priority", "recognise", "logsources", "aliases", "prefixes", "named_lists",
        "activity", "description", "references",
      ], in: "a mapping")
    let priority = root["priority"]?.int ?? 50
    if !(0...100).contains(priority) { complain(root["priority"], "'priority' is from 0 to 100") }
    var recognise = Condition([])
    if let node = root["recognise"] { recognise = condition(node) } else { complain(root, "'recognise' is missing") }
    if recognise.alternatives.contains(where: \.isEmpty) || recognise.alternatives.isEmpty {
      complain(root["recognise"], "'recognise' would hold for every record")
    }
    return Mapping(
      source: required(root, "source"), title: required(root, "title"), provider: required(root, "provider"),
      priority: priority, recognise: recognise, logSources: (root["logsources"]?.sequence ?? []).map { logSource($0) },
      aliases: (root["aliases"]?.mapping ?? []).map { ($0.key, aliasEntries($0.value)) },
      prefixes: root["prefixes"]?.strings ?? [],
      namedLists: (root["named_lists"]?.sequence ?? []).map { namedList($0) },
      parts: parts(root["activity"]), file: file)
  }

  private mutating func logSource(_ node: YAMLNode) -> Mapping.MappedLogSource {
    check(node, known: ["product", "service", "category", "when", "definition"], in: "a log source")
    if node["product"] == nil, node["service"] == nil, node["category"] == nil {
      complain(node, "a log source names a product, a service or a category")
    }
    return Mapping.MappedLogSource(
      product: node["product"]?.string?.lowercased(), service: node["service"]?.string?.lowercased(),
      category: node["category"]?.string?.lowercased(), when: node["when"].map { condition($0) })
  }

  private mutating func aliasEntries(_ node: YAMLNode) -> [ValueExpression] {
    (node.sequence ?? [node]).map { entry in
      if let text = entry.string, let field = ActivityField(rawValue: text) { return .activity(field) }
      return expression(entry)
    }
  }

  private mutating func namedList(_ node: YAMLNode) -> NamedList {
    check(node, known: ["at", "name", "value"], in: "a named list")
    return NamedList(path: required(node, "at"), name: required(node, "name"), values: node["value"]?.strings ?? [])
  }
}
