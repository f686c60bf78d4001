import Foundation

/// Answers one connection after another with given bytes.
final class ScriptedServer: Sendable {
  private let descriptor: Int32
  let url: String

  init(_ answers: [String]) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound, listen(descriptor, 8) == 0 else { throw Medallion.CannotStart() }
    self.descriptor = descriptor
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
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
