#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a report goes: a file, standard output, or memory; buffered.
///
/// A write to a reader that has gone away ends the output quietly (`isClosed`). Another failure is kept and thrown by
/// `flush`. Used by one thread at a time.
public final class ReportOutput {
  private enum Sink {
    case descriptor(Int32, owned: Bool)
    case memory
  }

  private static let bufferSize = 1 << 16
  private let sink: Sink
  private let name: String
  private var buffer: [UInt8] = []
  private var failure: ReportError?
  /// Whether the reader has gone away: what is written now goes nowhere, and a caller may stop early.
  public private(set) var isClosed = false

  /// Writes to an open descriptor, which stays open. Broken pipes are ignored in the whole process from now on, so that
  /// they come back as errors.
  public init(descriptor: Int32 = 1, name: String = "standard output") {
    signal(SIGPIPE, SIG_IGN)
    sink = .descriptor(descriptor, owned: false)
    self.name = name
  }

  /// Creates or replaces a file.
  /// - Throws: `ReportError` if it cannot be opened.
  public init(path: String) throws {
    signal(SIGPIPE, SIG_IGN)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw ReportError(path: path, reason: String(cString: strerror(errno))) }
    sink = .descriptor(descriptor, owned: true)
    name = path
  }

  private init() {
    sink = .memory
    name = "memory"
  }

  /// Keeps everything: for tests and for embedding.
  public static func memory() -> ReportOutput { ReportOutput() }

  deinit {
    if case .descriptor(let descriptor, owned: true) = sink { close(descriptor) }
  }

  /// What `memory` has taken.
  public var text: String { String(decoding: buffer, as: UTF8.self) }

  /// Writes a text in UTF-8; see `write(_:)` of bytes for failures.
  public func write(_ text: String) {
    write(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) {
    guard !isClosed, failure == nil else { return }
    buffer.append(contentsOf: bytes)
    if case .descriptor = sink, buffer.count >= Self.bufferSize { drain() }
  }

  /// Hands on what is buffered.
  /// - Throws: `ReportError` for the first write that failed, other than for a reader that has gone away.
  public func flush() throws {
    drain()
    if let failure { throw failure }
  }

  private func drain() {
    guard case .descriptor(let descriptor, _) = sink else { return }
    buffer.withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count, let start = bytes.baseAddress {
        #if canImport(Glibc)
          let written = Glibc.write(descriptor, start + at, bytes.count - at)
        #elseif canImport(Musl)
          let written = Musl.write(descriptor, start + at, bytes.count - at)
        #else
          let written = Darwin.write(descriptor, start + at, bytes.count - at)
        #endif
        if written >= 0 {
          at += written
        } else if errno == EAGAIN {
          // A terminal or pipe that another process made non-blocking.
          var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&poller, 1, 1000)
        } else if errno == EPIPE {
          isClosed = true
          break
        } else if errno != EINTR {
          failure = ReportError(path: name, reason: String(cString: strerror(errno)))
          break
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
