import CZlib

/// gzip, of any number of members, in constant memory.
final class GzipSource: ByteSource {
  private static let automaticGzip: Int32 = 16 + 15

  private let path: String
  private var input: CompressedInput
  private var stream = z_stream()
  private var isReady = false
  private var isFinished = false
  private var isBetweenMembers: Bool
  /// Thrown by the next read, after what was decompressed before it was given.
  private var failure: InputProblem?
  private(set) var remark: InputProblem?

  /// - Parameter isBetweenMembers: the source begins after a whole member; a member need not follow.
  init(source: PlainSource, path: String, isBetweenMembers: Bool = false) {
    self.path = path
    self.isBetweenMembers = isBetweenMembers
    input = CompressedInput(source: source)
  }

  deinit { if isReady { inflateEnd(&stream) } }

  func read(into room: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    try prepare()
    var produced = 0
    while produced == 0, !isFinished {
      if let failure { throw failure }
      if isBetweenMembers {
        try beginNextMember()
        continue
      }
      try input.fill()
      let given = input.bytes
      stream.next_in = UnsafeMutablePointer(mutating: given.baseAddress)
      stream.avail_in = uInt(given.count)
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = uInt(min(room.count, Int(uInt.max)))
      let asked = Int(stream.avail_out)
      let status = inflate(&stream, Z_NO_FLUSH)
      input.eat(given.count - Int(stream.avail_in))
      produced = asked - Int(stream.avail_out)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: isBetweenMembers = true
      case Z_BUF_ERROR where given.isEmpty:
        failure = InputProblem(path: path, kind: .compressedStreamTruncated(format: "gzip", offset: input.offset))
      case Z_BUF_ERROR: break
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
        failure = InputProblem(
          path: path, kind: .compressedStreamCorrupt(format: "gzip", offset: input.offset, reason: reason))
      }
    }
    return produced
  }

  private func prepare() throws(InputProblem) {
    guard !isReady else { return }
    let status = inflateInit2_(&stream, Self.automaticGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw InputProblem(path: path, kind: .unreadable(reason: "zlib could not start, error \(status)"))
    }
    isReady = true
  }

  private func beginNextMember() throws(InputProblem) {
    isBetweenMembers = false
    try input.skipPadding()
    try input.fill(atLeast: 2)
    let next = input.bytes
    if next.count >= 2, next[0] == 0x1F, next[1] == 0x8B {
      inflateReset(&stream)
      return
    }
    isFinished = true
    if !next.isEmpty { remark = InputProblem(path: path, kind: .trailingGarbage(format: "gzip", offset: input.offset)) }
  }
}
