import Detection
import Foundation

/// A file that keeps what was learned from one run to the next.
struct StateFile {
  let path: String

  /// A larger file is refused: it would be no state of ours.
  private static let maxBytes = 4 << 30

  /// What is there; nil where the file does not exist yet.
  func read() throws -> WatchState? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      guard size <= Self.maxBytes else { throw CommandFailure("it is larger than any state") }
      return try WatchState(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    } catch {
      throw CommandFailure("\(path): cannot be taken up: \(error); move it away to begin anew")
    }
  }

  /// Written beside and moved into place, so that a broken run leaves the old one; readable by its owner only, because it
  /// holds names of people and addresses.
  func write(_ state: WatchState) throws {
    let temporary = path + ".new"
    let created = FileManager.default.createFile(
      atPath: temporary, contents: Data(state.bytes), attributes: [.posixPermissions: 0o600])
    guard created, rename(temporary, path) == 0 else {
      throw CommandFailure("\(path): cannot be written; check the folder and its free space")
    }
  }
}
