import Activity
import Detection
import Foundation
import Sigma
import Synchronization
import YAMLTree

/// The content that a run works with: mappings, envelopes, the action catalogue and the built-in detections, read from a
/// `Content` folder and, over it, from a folder of the user's of the same shape, whose files of the same name win.
public final class ContentLibrary: Sendable {
  public let mappings: [Mapping]
  public let envelopes: Envelopes
  /// Faults of mapping files; the mappings at fault are left out.
  public let problems: [ContentProblem]
  let folders: [URL]
  private let catalogues = Mutex<[String: ActionCatalogue]>([:])
  private let lateProblems = Mutex<[ContentProblem]>([])

  /// - Parameter overlay: the user's folder, if any.
  public init(_ bundled: URL, overlay: URL? = nil) {
    folders = [bundled] + (overlay.map { [$0] } ?? [])
    var problems: [ContentProblem] = []
    var mappings: [String: Mapping] = [:]
    var envelopes = Envelopes()
    for folder in folders {
      for file in Self.files(in: folder.appendingPathComponent("mappings"), suffix: ".yml") {
        guard let bytes = Self.read(file, &problems) else { continue }
        if file.lastPathComponent == "envelopes.yml" {
          switch EnvelopesReader.read(bytes, file: file.path) {
          case .success(let read): envelopes = read
          case .failure(let failure): problems += failure.problems
          }
          continue
        }
        switch MappingReader.read(bytes, file: file.path) {
        case .success(let mapping): mappings[mapping.source] = mapping
        case .failure(let failure): problems += failure.problems
        }
      }
    }
    self.mappings = mappings.values.sorted { $0.source < $1.source }
    self.envelopes = envelopes
    self.problems = problems
  }

  /// Faults found since, in files that are read when they are first needed.
  public var laterProblems: [ContentProblem] { lateProblems.withLock { $0 } }

  /// Where built-in rules stand.
  public var detectionFolders: [String] {
    folders.map { $0.appendingPathComponent("detections").path }.filter { FileManager.default.fileExists(atPath: $0) }
  }

  /// A provider's action catalogue; without a file for it, operations are judged by their verbs.
  public func catalogue(_ provider: String) -> ActionCatalogue {
    catalogues.withLock { known in
      if let catalogue = known[provider] { return catalogue }
      var problems: [ContentProblem] = []
      var verbs = VerbTable()
      var catalogue: ActionCatalogue?
      for folder in folders {
        let actions = folder.appendingPathComponent("actions")
        do throws(ContentProblems) {
          let verbFile = actions.appendingPathComponent("verbs.csv")
          if let bytes = Self.readIfThere(verbFile) { verbs = try VerbTable(bytes, file: verbFile.path) }
          let file = actions.appendingPathComponent("\(provider).csv")
          var made = catalogue ?? ActionCatalogue(verbs: verbs)
          if let bytes = Self.readIfThere(file) { try made.read(bytes, file: file.path) }
          catalogue = made
        } catch {
          problems += error.problems
        }
      }
      if !problems.isEmpty { lateProblems.withLock { $0 += problems } }
      let result = catalogue ?? ActionCatalogue(verbs: verbs)
      known[provider] = result
      return result
    }
  }

  /// The files below a folder whose names end so, in the order of their paths.
  static func files(in folder: URL, suffix: String) -> [URL] {
    guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
      .map { folder.appendingPathComponent($0) }
  }

  static func readIfThere(_ file: URL) -> [UInt8]? { (try? Data(contentsOf: file)).map { [UInt8]($0) } }

  private static func read(_ file: URL, _ problems: inout [ContentProblem]) -> [UInt8]? {
    if let bytes = readIfThere(file) { return bytes }
    problems.append(ContentProblem(file: file.path, line: 1, message: "cannot be read; check its permissions"))
    return nil
  }
}
