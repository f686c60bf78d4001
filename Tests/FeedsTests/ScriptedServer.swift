import Foundation

/// Answers one connection after another with given bytes.
final class ScriptedServer: Sendable {
  private let descriptor: Int32
  let url: String

  init(_ answers: [String]) throws {
    let (descriptor, port) = try LoopbackSocket.bound()
    guard listen(descriptor, 8) == 0 else { throw LoopbackSocket.CannotBind() }
    self.descriptor = descriptor
    url = "http://127.0.0.1:\(port)/"
    Thread.detachNewThread {
      for answer in answers {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        var request = [UInt8](repeating: 0, count: 65536)
        _ = read(connection, &request, request.count)
        _ = answer.withCString { write(connection, $0, strlen($0)) }
        close(connection)
      }
    }
  }

  deinit { close(descriptor) }
}
