import JSONTape

/// Finds times in text, whatever its format.
enum TimePeek {
  /// Bytes that are looked at in one place.
  static let bytes = 8 << 10
  private static let maxTimes = 32

  /// The middle one of the times in the first bytes; nil where there is none.
  static func median(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let times = times(in: UnsafeBufferPointer(rebasing: bytes.prefix(Self.bytes))).sorted()
    return times.isEmpty ? nil : times[times.count / 2]
  }

  /// The time of a run of records: the earlier of those at its beginning and in its middle, so that no single record
  /// with a false date moves it on.
  static func time(of bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let begin = median(bytes)
    guard bytes.count >= 4 * Self.bytes else { return begin }
    guard let middle = median(UnsafeBufferPointer(rebasing: bytes[(bytes.count / 2)...])) else { return begin }
    return begin.map { min($0, middle) } ?? middle
  }

  /// Times as ISO 8601 texts, or where there are none as epoch numbers of ten or more digits, as far as they lie between
  /// 2000 and 2100. Numbers may be anything, as ids are: beside texts they count for nothing.
  static func times(in bytes: UnsafeBufferPointer<UInt8>) -> [Int64] {
    let span = ByteSpan(UnsafeRawBufferPointer(bytes))
    let plausible: ClosedRange<Int64> = 946_684_800_000_000...4_102_444_800_000_000
    var texts: [Int64] = []
    var numbers: [Int64] = []
    var at = 0
    while at < span.count, texts.count < maxTimes {
      guard isDigit(span[at]), at == 0 || !isWord(span[at - 1]) else {
        at += 1
        continue
      }
      var end = at
      while end < span.count, end - at < 40, isTime(span[end]) { end += 1 }
      let length = end - at
      if length >= 10, let time = Timestamp.parse(span.dropFirst(at).prefix(length)), plausible.contains(time) {
        if span[at + 4] == UInt8(ascii: "-") {
          texts.append(time)
        } else if length <= 19, numbers.count < maxTimes {
          numbers.append(time)
        }
      }
      at = max(end, at + 1)
    }
    return texts.isEmpty ? numbers : texts
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
