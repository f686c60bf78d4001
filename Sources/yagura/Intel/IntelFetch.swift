import ArgumentParser
import Dispatch
import Feeds
import Foundation
import Synchronization

struct IntelFetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetches what is new in a TAXII 2.1 collection into a folder for --intel.",
    usage: "yagura intel fetch --taxii <url> [<options>]",
    discussion: """
      The server's token is read from YAGURA_TAXII_TOKEN, a user and password from YAGURA_TAXII_USER and \
      YAGURA_TAXII_PASSWORD, or either from --credential-file. A run that breaks is gone on with by the next. Without \
      --collection, the server's collections are listed.
      """)

  @Option(help: ArgumentHelp("The server's discovery or API root.", valueName: "url"))
  var taxii: String

  @Option(help: ArgumentHelp("The collection's id or title.", valueName: "id"))
  var collection: String?

  @Option(help: ArgumentHelp("The folder to write to; one for each collection.", valueName: "dir"))
  var output: String?

  @Option(
    help: ArgumentHelp("A file with 'user:password' or 'Bearer TOKEN', its owner's alone to read.", valueName: "file"))
  var credentialFile: String?

  func validate() throws {
    guard (collection == nil) == (output == nil) else {
      throw ValidationError("--collection and --output go together; without both, collections are listed")
    }
  }

  func run() throws {
    do {
      let credential =
        if let credentialFile { try FeedCredential.file(credentialFile) } else {
          try FeedCredential.environment(ProcessInfo.processInfo.environment)
        }
      let client = try TAXIIClient(url: taxii, credential: credential)
      let (collection, output) = (collection, output)
      let lines = try Self.wait {
        do {
          let lines = try await Self.work(client, collection, output)
          await client.shutdown()
          return lines
        } catch {
          await client.shutdown()
          throw error
        }
      }
      for line in lines { print(IntelText.safe(line)) }
    } catch let failure as FeedFailure {
      throw CommandFailure(IntelText.safe(failure.description))
    }
  }

  private static func work(_ client: TAXIIClient, _ collection: String?, _ output: String?) async throws -> [String] {
    guard let collection, let output else {
      return try await client.collections().map { "\($0.id)  \($0.title)\($0.canRead ? "" : "  (may not be read)")" }
    }
    let summary = try await client.fetch(collection: collection, to: output)
    var lines = ["\(summary.objects) objects in \(summary.pages) pages written to \(output)"]
    if summary.isResumed { lines.append("went on where an earlier run broke") }
    if !summary.isComplete { lines.append("a limit was reached; run it again for the rest") }
    return lines
  }

  /// Waits on the command's own thread, which no task runs on.
  private static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let box = Box<Value>()
    Task.detached {
      let outcome: Result<Value, any Error>
      do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
      box.result.withLock { $0 = outcome }
      box.done.signal()
    }
    box.done.wait()
    guard let outcome = box.result.withLock({ $0 }) else { throw CommandFailure("the fetch ended without a result") }
    return try outcome.get()
  }

  private final class Box<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
  }
}
