import Foundation
import Scanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that keeps what one run leaves to the next.
struct StateFile {
  let path: String

  /// A larger file is refused: it would be no state of ours.
  private static let maxBytes = 4 << 30

  /// What is there; nil where the file does not exist yet.
  func read() throws -> ScanState? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      guard size <= Self.maxBytes else { throw CommandFailure("it is larger than any state") }
      return try ScanState(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    } catch {
      throw refusal(error)
    }
  }

  /// What to say where a state cannot be taken up.
  func refusal(_ error: any Error) -> CommandFailure {
    CommandFailure("\(path): cannot be taken up: \(error); move it away to begin anew")
  }

  /// Written beside and moved into place, so that a broken run leaves the old one; readable by its owner only from the
  /// first byte on, because it holds names of people and addresses.
  func write(_ state: ScanState) throws {
    let temporary = path + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw failure }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    var isWritten = false
    do {
      try handle.write(contentsOf: Data(state.bytes))
      try handle.synchronize()
      isWritten = true
    } catch {}
    guard close(file) == 0, isWritten, rename(temporary, path) == 0 else {
      unlink(temporary)
      throw failure
    }
  }

  private var failure: CommandFailure {
    CommandFailure("\(path): cannot be written; check the folder and its free space")
  }
}
