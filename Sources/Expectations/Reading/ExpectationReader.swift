import Activity
import Foundation
import YAMLTree

/// Reads an expectations file. Every fault is told with its line; a file with faults is not used.
public struct ExpectationReader {
  let file: String
  /// Gives the bytes of a file that stands beside this one, by its name.
  let beside: (String) -> [UInt8]?
  var result: ExpectationFile
  var problems: [ContentProblem] = []
  var problemsOmitted = 0
  /// Of dates and hours that name none.
  var zone = TimeZone.gmt
  var networksByName: [String: Int] = [:]
  var anonymousNetworks: [String: Int] = [:]
  var groupNames: Set<String> = []

  /// Reads a file and the CSV that it names.
  public static func load(_ path: String) -> Result<ExpectationFile, ContentProblems> {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      return .failure(
        ContentProblems([
          ContentProblem(file: path, line: 1, message: "cannot be read; check the path and its permissions")
        ]))
    }
    return read([UInt8](bytes), path: path)
  }

  /// Reads a text as if it were the file at a path.
  public static func read(text: String, path: String) -> Result<ExpectationFile, ContentProblems> {
    read(Array(text.utf8), path: path)
  }

  private static func read(_ bytes: [UInt8], path: String) -> Result<ExpectationFile, ContentProblems> {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    return read(bytes, file: path) { name in
      FileManager.default.contents(atPath: folder.appendingPathComponent(name).path).map { [UInt8]($0) }
    }
  }

  /// - Parameters:
  ///   - file: how messages name the file.
  ///   - beside: gives the bytes of a file beside it.
  public static func read(
    _ bytes: [UInt8], file: String, beside: @escaping (String) -> [UInt8]? = { _ in nil }
  ) -> Result<ExpectationFile, ContentProblems> {
    let documents: [YAMLNode]
    do {
      documents = try YAMLNode.parse(bytes, file: file)
    } catch {
      return .failure(ContentProblems([ContentProblem(file: file, line: error.line, message: error.message)]))
    }
    guard documents.count <= 1 else {
      return .failure(
        ContentProblems([ContentProblem(file: file, line: documents[1].line, message: "one document is expected")]))
    }
    var reader = ExpectationReader(file: file, beside: beside)
    if let root = documents.first, !root.isNull { reader.root(root) }
    guard reader.problems.isEmpty else {
      if reader.problemsOmitted > 0 {
        reader.problems.append(
          ContentProblem(file: file, line: 1, message: "\(reader.problemsOmitted) more problems"))
      }
      return .failure(ContentProblems(reader.problems))
    }
    return .success(reader.result)
  }

  private init(file: String, beside: @escaping (String) -> [UInt8]?) {
    self.file = file
    self.beside = beside
    result = ExpectationFile(file: file)
  }

  private mutating func root(_ root: YAMLNode) {
    guard root.mapping != nil else {
      complain(root.line, "the file is a map with keys such as 'networks' and 'expect', not \(root.kindName)")
      return
    }
    check(
      root,
      known: [
        "time_zone", "networks", "groups", "people", "expect", "pipelines", "break_glass", "protected", "leavers",
        "leavers_file", "crown_jewels", "planned", "mute", "habits",
      ], in: "an expectations file")
    if let node = root["time_zone"] {
      if let named = node.string.flatMap(TimeZone.init(identifier:)) {
        zone = named
      } else {
        complain(node.line, "'time_zone' is the name of a zone such as Asia/Tokyo or UTC")
      }
    }
    // Names first, because the other parts refer to them.
    for (key, _) in root["groups"]?.mapping ?? [] { groupNames.insert(key) }
    networks(root["networks"])
    groups(root["groups"])
    result.people = list(root, "people") { $0.person($1) }
    result.expectations = list(root, "expect") { $0.expectation($1) }
    result.pipelines = list(root, "pipelines") { $0.pipeline($1) }
    result.breakGlass = root["break_glass"].map { selector($0) }
    result.breakGlassLine = root["break_glass"]?.keyLine ?? 0
    result.protected = root["protected"].map { selector($0) }
    result.crownJewels = list(root, "crown_jewels") { $0.crownJewel($1) }
    result.leavers = list(root, "leavers") { $0.leaver($1) }
    if let node = root["leavers_file"] { leaversFile(node) }
    result.planned = list(root, "planned") { $0.plannedWork($1) }
    result.mutes = list(root, "mute") { $0.mute($1) }
    if let node = root["habits"] { habits(node) }
  }

  // MARK: Problems

  mutating func complain(_ line: Int, _ message: String, file other: String? = nil) {
    guard problems.count < ExpectationLimits.problems else {
      problemsOmitted += 1
      return
    }
    problems.append(ContentProblem(file: other ?? file, line: line, message: message))
  }

  /// Complains of keys that nobody reads.
  mutating func check(_ node: YAMLNode, known: [String], in place: String) {
    for (key, value) in node.mapping ?? [] where !known.contains(key) {
      let shown = key.prefix(80)
      let hint = NearestName.hint(key, among: known)
      complain(
        value.keyLine,
        "unknown key '\(shown)' in \(place)" + (hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint))
    }
  }
}
