/// Something about an input as a whole (a path, a file, a compressed stream) that the user should hear of.
/// It never stops the run: what could be read before it is kept, and the other inputs are read.
public struct InputProblem: Error, Sendable, Hashable {
  /// What went wrong with the input.
  public enum Kind: Sendable, Hashable {
    /// No such file or directory.
    case missing
    /// It is there and cannot be opened or listed; the system's reason.
    case unreadable(reason: String)
    /// Neither a file, a directory nor a pipe (a device, a socket).
    case unsupportedKind
    /// Compressed or packed in a way that is not read (`xz`, `bzip2`, `zip`, `tar`, `lz4`, `UTF-16 text`).
    case unsupportedFormat(String)
    /// Reading failed part of the way; `offset` in bytes of the file.
    case readFailed(reason: String, offset: UInt64)
    /// The compressed stream ends too early; `offset` in compressed bytes is where.
    case compressedStreamTruncated(format: String, offset: UInt64)
    /// The compressed stream is damaged; `offset` in compressed bytes is where.
    case compressedStreamCorrupt(format: String, offset: UInt64, reason: String)
    /// Bytes that are no compressed data follow the compressed stream; they were ignored.
    case trailingGarbage(format: String, offset: UInt64)
    /// A directory holds more files than the bound; the rest was left out.
    case tooManyFiles(limit: Int)
  }

  /// The path as the user gave it or as it was found.
  public let path: String
  public let kind: Kind

  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension InputProblem: CustomStringConvertible {
  /// One line that names the path, says what is wrong and what to do.
  public var description: String {
    let name = isStandardInputPath ? "standard input" : path
    switch kind {
    case .missing: return "\(name): no such file or directory; check the path"
    case .unreadable(let reason): return "\(name): cannot be read (\(reason)); check its permissions"
    case .unsupportedKind: return "\(name): is neither a file, a directory nor a pipe; name a log file"
    case .unsupportedFormat(let format): return "\(name): \(format) is not read; convert it to JSON, gzip or zstd first"
    case .readFailed(let reason, let offset):
      return "\(name): reading stopped at byte \(offset) (\(reason)); what came before is kept"
    case .compressedStreamTruncated(let format, let offset):
      return "\(name): the \(format) stream ends too early at byte \(offset); what came before is kept, fetch it again"
    case .compressedStreamCorrupt(let format, let offset, let reason):
      return "\(name): the \(format) stream is damaged near byte \(offset) (\(reason)); what came before is kept"
    case .trailingGarbage(let format, let offset):
      return "\(name): bytes after the \(format) stream, from byte \(offset), were ignored"
    case .tooManyFiles(let limit): return "\(name): more than \(limit) files; the rest was left out, name smaller parts"
    }
  }

  private var isStandardInputPath: Bool { path == "-" }
}
