import Activity
import Detection
import Foundation
import Scanning
import Sigma

/// The project's own content and fixtures, and the recorded data where it stands beside the project.
enum Project {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let library = ContentLibrary(root.appendingPathComponent("Content"))
  static let builtin = EngineFactory(library).make()

  /// A part of the recorded data, or `nil` where the clone has none beside it.
  static func corpus(_ path: String) -> String? {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/corpus/\(path)").path
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }

  /// An engine of rules given as text alone.
  static func engine(rules: String) -> Engine {
    var book = RuleBook()
    book.add(RuleLoader().load(text: rules), kind: .sigma)
    let library = library
    return Engine(book: book, mappings: library.mappings, envelopes: library.envelopes) { library.catalogue($0) }
  }

  /// A folder that goes when `body` returns.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
