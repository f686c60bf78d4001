import ArgumentParser
import Foundation
import Scanning
import Sigma
import YaguraContent

/// Where content comes from; the same for every command.
struct ContentOptions: ParsableArguments {
  @Option(
    name: .customLong("content"),
    help: ArgumentHelp(
      "A folder laid over the content that came with Yagura (mappings, actions, detections).", valueName: "dir"))
  var overlay: String?

  func library() throws -> ContentLibrary {
    if let overlay { try Paths.requireFolder(overlay, option: "--content") }
    let bundled = ContentDirectory.bundled
    guard FileManager.default.fileExists(atPath: bundled.path) else {
      throw CommandFailure(
        "\(bundled.path): the content that comes with Yagura is missing; reinstall, or set YAGURA_CONTENT")
    }
    return ContentLibrary(bundled, overlay: overlay.map { URL(fileURLWithPath: $0, isDirectory: true) })
  }
}

/// Which rules run.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("A Sigma rule file or a folder of them; may be given more than once.", valueName: "path"))
  var paths: [String] = []

  @Flag(name: .customLong("no-builtin"), help: "Leave out Yagura's own detections.")
  var noBuiltin = false

  @Option(
    name: .customLong("pipeline"),
    help: ArgumentHelp(
      "A pySigma processing pipeline (YAML) for the rules of --rules; may be given more than once.", valueName: "file"))
  var pipelines: [String] = []

  func factory(_ library: ContentLibrary) throws -> EngineFactory {
    for path in paths { try Paths.require(path, option: "--rules") }
    var factory = EngineFactory(library)
    factory.builtin = !noBuiltin
    factory.ruleFolders = paths
    for path in pipelines {
      do throws(LoadProblem) {
        factory.pipelines.append(try Pipeline.load(path))
      } catch {
        throw ValidationError("--pipeline: \(error.location): \(error.message)")
      }
    }
    return factory
  }
}

enum Paths {
  /// - Parameter option: that named the path; `nil` for an argument.
  static func require(_ path: String, option: String? = nil) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(option.map { "\($0): " } ?? "")\(path): no such file or folder; check the path")
    }
  }

  static func requireFolder(_ path: String, option: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw ValidationError("\(option): \(path): no such folder; check the path")
    }
  }
}
