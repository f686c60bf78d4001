import CZstd

/// zstd, of any number of frames, skippable ones included, in constant memory (a frame's window may be 128 MiB at most).
final class ZstdSource: ByteSource {
  private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  private let path: String
  private var input: CompressedInput
  private let stream: OpaquePointer
  /// Whether a frame has begun and not ended.
  private var isInFrame = false
  private var isFinished = false
  private var failure: InputProblem?
  private(set) var remark: InputProblem?

  init(source: PlainSource, path: String) throws(InputProblem) {
    guard let stream = ZSTD_createDStream() else {
      throw InputProblem(path: path, kind: .unreadable(reason: "zstd could not start"))
    }
    self.path = path
    self.stream = stream
    input = CompressedInput(source: source)
  }

  deinit { ZSTD_freeDStream(stream) }

  func read(into room: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    var produced = 0
    while produced == 0, !isFinished {
      if let failure { throw failure }
      if !isInFrame {
        try beginFrame()
        if isFinished { break }
      }
      try input.fill()
      let given = input.bytes
      var source = ZSTD_inBuffer(src: given.baseAddress, size: given.count, pos: 0)
      var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      let status = ZSTD_decompressStream(stream, &target, &source)
      input.eat(source.pos)
      produced = target.pos
      if ZSTD_isError(status) != 0 {
        failure = InputProblem(
          path: path,
          kind: .compressedStreamCorrupt(
            format: "zstd", offset: input.offset, reason: String(cString: ZSTD_getErrorName(status))))
      } else if status == 0 {
        isInFrame = false
      } else if given.isEmpty && produced == 0 {
        failure = InputProblem(path: path, kind: .compressedStreamTruncated(format: "zstd", offset: input.offset))
      }
    }
    return produced
  }

  /// Ends the source unless a frame follows.
  private func beginFrame() throws(InputProblem) {
    try input.skipPadding()
    try input.fill(atLeast: 4)
    let next = input.bytes
    if next.isEmpty {
      isFinished = true
    } else if next.prefix(4).elementsEqual(Self.magic.prefix(next.count)) || Self.isSkippable(next) {
      isInFrame = true
    } else {
      isFinished = true
      remark = InputProblem(path: path, kind: .trailingGarbage(format: "zstd", offset: input.offset))
    }
  }

  private static func isSkippable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 4 && bytes[0] & 0xF0 == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18
  }
}
