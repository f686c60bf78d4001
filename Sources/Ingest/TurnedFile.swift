#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A long file that runs from newest to oldest and cannot be read from its end, because it is compressed or one list:
/// written to a temporary file as lines, which can be.
///
/// The temporary file has no name and goes with the last descriptor, however the program ends. It is made where `TMPDIR`
/// says, else in `/tmp`.
struct TurnedFile {
  /// Larger ones are read as they stand, and so are those with more that is bad than this.
  private static let maxBytes: UInt64 = 16 << 30
  private static let maxBad = 4096

  let descriptor: Descriptor
  let size: UInt64
  /// What is no whole record, with the count of records of the file before it.
  private(set) var badRecords: [BadRecord] = []
  /// What is wrong with the file as a whole.
  private(set) var problem: InputProblem?

  /// Writes all that a cutter gives; nil where there is no room for it, or too much is bad. The cutter is used up by it.
  init?(_ cutter: any Cutter) {
    guard let file = Descriptor.temporary() else { return nil }
    descriptor = file
    var output = Output(number: file.number)
    var records = 0
    while true {
      let piece = cutter.next()
      for bad in piece.badRecords {
        var bad = bad
        bad.precedingRecords += records
        badRecords.append(bad)
      }
      guard badRecords.count <= Self.maxBad else { return nil }
      records += output.write(piece)
      guard !output.hasFailed, output.written <= Self.maxBytes else { return nil }
      problem = problem ?? piece.problem
      if piece.isLast { break }
    }
    guard output.flush() else { return nil }
    size = output.written
  }
}

extension TurnedFile {
  /// Lines on their way into the file.
  private struct Output {
    private static let bufferBytes = 1 << 20
    private static let newline = Lines.newline
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let space = UInt8(ascii: " ")

    private let number: Int32
    private var buffer: [UInt8] = []
    private(set) var written: UInt64 = 0
    private(set) var hasFailed = false

    init(number: Int32) {
      self.number = number
      buffer.reserveCapacity(Self.bufferBytes * 2)
    }

    /// - Returns: how many records were written.
    mutating func write(_ piece: Piece) -> Int {
      guard let bytes = piece.buffer?.bytes else { return 0 }
      let span = UnsafeBufferPointer(rebasing: bytes[piece.span])
      var count = 0
      switch piece.layout {
      case .lines:
        Lines.forEach(span) { start, length in
          line(UnsafeBufferPointer(rebasing: span[start..<start + length]), isPlain: true)
          count += 1
        }
      case .ranges(let ranges):
        for range in ranges {
          line(
            UnsafeBufferPointer(rebasing: span[Int(range.offset)..<Int(range.offset) + Int(range.length)]),
            isPlain: false)
        }
        count = ranges.count
      }
      return count
    }

    /// Line ends inside a record stand between its tokens: within a string they would be no JSON.
    private mutating func line(_ record: UnsafeBufferPointer<UInt8>, isPlain: Bool) {
      if isPlain {
        buffer.append(contentsOf: record)
      } else {
        buffer.append(contentsOf: record.lazy.map { $0 == Self.newline || $0 == Self.carriageReturn ? Self.space : $0 })
      }
      buffer.append(Self.newline)
      if buffer.count >= Self.bufferBytes { flush() }
    }

    @discardableResult
    mutating func flush() -> Bool {
      buffer.withUnsafeBytes { bytes in
        var at = 0
        while at < bytes.count, !hasFailed {
          #if canImport(Glibc)
            let count = Glibc.write(number, bytes.baseAddress.map { $0 + at }, bytes.count - at)
          #else
            let count = Darwin.write(number, bytes.baseAddress.map { $0 + at }, bytes.count - at)
          #endif
          if count > 0 { at += count } else if errno != EINTR { hasFailed = true }
        }
      }
      written += UInt64(buffer.count)
      buffer.removeAll(keepingCapacity: true)
      return !hasFailed
    }
  }
}
