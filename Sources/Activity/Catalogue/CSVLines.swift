import JSONTape

/// The lines of a plain CSV file: a comma between fields, quotes only around a whole field, no line breaks in fields.
struct CSVLines {
  private let bytes: UnsafeRawBufferPointer
  private let columns: Int

  init(_ bytes: UnsafeRawBufferPointer, columns: Int) {
    self.bytes = bytes
    self.columns = columns
  }

  /// Calls `body` with each line's number from 1 and its fields, or `nil` where their number is wrong. Empty lines and
  /// lines that start with `#` are passed over.
  func read(_ body: (Int, [ByteSpan]?) -> Void) {
    guard let base = bytes.baseAddress else { return }
    var line = 0
    var start = 0
    var fields: [ByteSpan] = []
    while start < bytes.count {
      line += 1
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var stop = end
      if stop > start, bytes[stop - 1] == 0x0D { stop -= 1 }
      if stop > start, bytes[start] != UInt8(ascii: "#") {
        fields.removeAll(keepingCapacity: true)
        var at = start
        while at <= stop {
          var close = at
          if at < stop, bytes[at] == UInt8(ascii: "\"") {
            close = at + 1
            while close < stop, bytes[close] != UInt8(ascii: "\"") { close += 1 }
            fields.append(ByteSpan(start: base + at + 1, count: close - at - 1))
            while close < stop, bytes[close] != UInt8(ascii: ",") { close += 1 }
          } else {
            while close < stop, bytes[close] != UInt8(ascii: ",") { close += 1 }
            fields.append(ByteSpan(start: base + at, count: close - at))
          }
          at = close + 1
        }
        body(line, fields.count == columns ? fields : nil)
      }
      start = end + 1
    }
  }
}
