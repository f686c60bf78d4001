#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file; closed when the last reference goes, unless it is standard input.
final class Descriptor: Sendable {
  let number: Int32
  /// Nil if it is no regular file.
  let size: UInt64?

  private init(number: Int32, size: UInt64?) {
    self.number = number
    self.size = size
  }

  deinit { if number != STDIN_FILENO { close(number) } }

  /// Opens for reading.
  static func open(_ file: InputFile) throws(InputProblem) -> Descriptor {
    var number = STDIN_FILENO
    if !file.isStandardInput {
      #if canImport(Glibc)
        number = Glibc.open(file.path, O_RDONLY | O_CLOEXEC)
      #else
        number = Darwin.open(file.path, O_RDONLY | O_CLOEXEC)
      #endif
    }
    guard number >= 0 else {
      let code = errno
      throw InputProblem(
        path: file.path, kind: code == ENOENT ? .missing : .unreadable(reason: systemMessage(code)))
    }
    var facts = stat()
    guard fstat(number, &facts) == 0 else { return Descriptor(number: number, size: nil) }
    let isRegular = facts.st_mode & S_IFMT == S_IFREG
    return Descriptor(number: number, size: isRegular ? UInt64(max(0, facts.st_size)) : nil)
  }

  /// A file without a name, to be written and read; nil where none can be made.
  static func temporary() -> Descriptor? {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/yagura.XXXXXX".utf8CString)
    let number = mkstemp(&path)
    guard number >= 0 else { return nil }
    unlink(path)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return Descriptor(number: number, size: nil)
  }

  /// Reads on from where the last `read` ended; 0 at the end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(number, room.baseAddress, room.count)
      #else
        let count = Darwin.read(number, room.baseAddress, room.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw SystemFailure(code: errno) }
    }
  }

  /// Reads at a place of its own, so that several threads may; 0 at the end.
  func read(into room: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemFailure) -> Int {
    while true {
      let count = pread(number, room.baseAddress, room.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw SystemFailure(code: errno) }
    }
  }
}

/// An error number of the system.
struct SystemFailure: Error {
  let code: Int32
  var message: String { systemMessage(code) }
}

func systemMessage(_ code: Int32) -> String {
  var text = [CChar](repeating: 0, count: 256)
  strerror_r(code, &text, text.count - 1)
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
