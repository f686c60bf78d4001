import Activity
import YAMLTree

/// Reads `envelopes.yml`.
public enum EnvelopesReader {
  public static func read(_ bytes: [UInt8], file: String) -> Result<Envelopes, ContentProblems> {
    do throws(YAMLError) {
      guard let root = try YAMLNode.parse(bytes, file: file).first else { return .success(Envelopes(arrays: [])) }
      var problems: [ContentProblem] = []
      func wrappings(_ key: String) -> [(path: String, when: Condition)] {
        (root[key]?.sequence ?? []).compactMap { node in
          guard let path = node["path"]?.string else {
            problems.append(ContentProblem(file: file, line: node.line, message: "'path' is missing"))
            return nil
          }
          guard let when = node["when"] else { return (path, Condition([])) }
          switch MappingReader.condition(when, file: file) {
          case .success(let condition): return (path, condition)
          case .failure(let failure):
            problems += failure.problems
            return nil
          }
        }
      }
      let envelopes = Envelopes(
        arrays: root["arrays"]?.strings ?? [], objects: wrappings("objects"), strings: wrappings("strings"))
      return problems.isEmpty ? .success(envelopes) : .failure(ContentProblems(problems))
    } catch {
      return .failure(ContentProblems([ContentProblem(file: file, line: error.line, message: error.message)]))
    }
  }
}
