import JSONTape

/// Puts files in the order of the times in their beginnings, so that logs of several sources are read side by side
/// rather than one after another.
///
/// The times are taken from the text, whatever the format: of those in the first bytes the middle one counts. It need not
/// be exact: what comes out of it is put in exact order later, within a bound.
public enum InputOrder {
  /// Bytes of a file's content that are looked at.
  private static let peekBytes = 8 << 10
  private static let maxTimes = 32

  /// Files whose beginning tells no time, and what is no regular file, come last, in their old order.
  public static func byTime(_ files: [InputFile]) -> [InputFile] {
    guard files.count > 1 else { return files }
    let pool = BufferPool(capacity: peekBytes)
    let keyed = files.enumerated().map { place, file in
      (time: file.byteCount == nil ? nil : beginning(of: file, pool), place: place)
    }
    return keyed.sorted { ($0.time ?? .max, $0.place) < ($1.time ?? .max, $1.place) }.map { files[$0.place] }
  }

  private static func beginning(of file: InputFile, _ pool: BufferPool) -> Int64? {
    guard let opened = try? OpenedInput(file, meter: Meter()) else { return nil }
    let intake = Intake(source: opened.source, pool: pool)
    intake.fill(upTo: peekBytes)
    let times = times(in: intake.buffer.bytes).sorted()
    return times.isEmpty ? nil : times[times.count / 2]
  }

  /// Times as ISO 8601 texts and as epoch numbers of ten or more digits, as far as they lie between 2000 and 2100.
  static func times(in bytes: UnsafeBufferPointer<UInt8>) -> [Int64] {
    let span = ByteSpan(UnsafeRawBufferPointer(bytes))
    let plausible: ClosedRange<Int64> = 946_684_800_000_000...4_102_444_800_000_000
    var found: [Int64] = []
    var at = 0
    while at < span.count, found.count < maxTimes {
      guard isDigit(span[at]), at == 0 || !isWord(span[at - 1]) else {
        at += 1
        continue
      }
      var end = at
      while end < span.count, end - at < 40, isTime(span[end]) { end += 1 }
      let length = end - at
      if length >= 10, let time = Timestamp.parse(span.dropFirst(at).prefix(length)), plausible.contains(time),
        span[at + 4] == UInt8(ascii: "-") || (10...19).contains(length)
      {
        found.append(time)
      }
      at = max(end, at + 1)
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "-")
  }
  private static func isTime(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "T")
      || byte == UInt8(ascii: "Z") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
  }
}
