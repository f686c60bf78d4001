import Detection
import Foundation

/// ATT&CK's techniques: names and tactics, from `Content/attack/techniques.csv`.
public struct AttackMatrix: Sendable {
  /// A technique, or part of one, of ATT&CK.
  public struct Technique: Sendable, Hashable {
    /// e.g. `T1562.008`.
    public var id: String
    public var name: String
    public var tactics: [Tactic]

    /// The technique that a sub-technique is of, else itself.
    public var parent: String { String(id.prefix { $0 != "." }) }
    public var isSub: Bool { id.contains(".") }
    public var url: String { "https://attack.mitre.org/techniques/\(id.replacing(".", with: "/"))/" }
  }

  public let techniques: [String: Technique]

  /// - Parameter library: the content to read; without the file every technique goes by its id alone.
  public init(_ library: ContentLibrary) {
    var techniques: [String: Technique] = [:]
    for folder in library.folders {
      let file = folder.appendingPathComponent("attack/techniques.csv")
      for line in String(decoding: ContentLibrary.readIfThere(file) ?? [], as: UTF8.self).split(separator: "\n") {
        guard !line.hasPrefix("#"), let first = line.firstIndex(of: ","), let last = line.lastIndex(of: ","),
          first < last
        else { continue }
        let id = String(line[..<first])
        let name = line[line.index(after: first)..<last].replacing("\"", with: "")
        let tactics = line[line.index(after: last)...].split(separator: " ").compactMap { tag in
          Tactic.allCases.first { $0.tag == tag }
        }
        techniques[id] = Technique(id: id, name: String(name), tactics: tactics.sorted())
      }
    }
    self.techniques = techniques
  }

  /// What is known of a technique; an id that the file lacks has no name of its own.
  public func technique(_ id: String) -> Technique { techniques[id] ?? Technique(id: id, name: id, tactics: []) }

  /// `Impair Defenses: Disable or Modify Cloud Logs`, as ATT&CK writes sub-techniques.
  public func title(_ id: String) -> String {
    let technique = technique(id)
    guard technique.isSub, let parent = techniques[technique.parent] else { return technique.name }
    return "\(parent.name): \(technique.name)"
  }
}
