import Foundation

/// The folder of bundled replays.
public struct ReplayShelf: Sendable {
  /// How far above the binary the folder is looked for: `.build/release/yagura` stands three below a checkout's root,
  /// where SwiftPM puts the machine's name between.
  static let climb = 5

  public let folder: URL
  /// Names of the replays in it, sorted.
  public let names: [String]

  /// What is in a folder, `nil` where it holds no replay.
  public init?(_ folder: URL) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let names = entries.sorted().filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/replay.yml").path)
    }
    guard !names.isEmpty else { return nil }
    self.folder = folder
    self.names = names
  }

  /// The folder named `Examples` beside the binary, above it (in a checkout), or in `../share/yagura`.
  public static func find(above binary: URL?) -> ReplayShelf? {
    guard let binary else { return nil }
    var place = binary.resolvingSymlinksInPath().deletingLastPathComponent()
    if let installed = ReplayShelf(place.appendingPathComponent("../share/yagura/Examples").standardizedFileURL) {
      return installed
    }
    for _ in 0...climb {
      if let shelf = ReplayShelf(place.appendingPathComponent("Examples", isDirectory: true)) { return shelf }
      let above = place.deletingLastPathComponent()
      if above.path == place.path { break }
      place = above
    }
    return nil
  }

  /// - Throws: `ReplayProblem` for a broken `replay.yml`.
  public func replay(_ name: String) throws -> Replay {
    try Replay(folder: folder.appendingPathComponent(name, isDirectory: true))
  }
}
