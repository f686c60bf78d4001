/// What a run has learned, to be taken up by the next.
public struct WatchState: Sendable, Equatable {
  var behaviour: [UInt8]
  var sequences: [UInt8]
  /// What rules found and is nothing new.
  var habits: [UInt8] = []
  /// Texts of what the state names by hash.
  var names: [(hash: UInt64, text: String)] = []

  init(behaviour: [UInt8], sequences: [UInt8]) {
    self.behaviour = behaviour
    self.sequences = sequences
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.behaviour == right.behaviour && left.sequences == right.sequences && left.habits == right.habits
      && left.names.elementsEqual(right.names) { $0.hash == $1.hash && $0.text == $1.text }
  }

  private static let magic = Array("YAGURAS1".utf8)
  /// Names beyond these many bytes are left out; they are shown by their hash after a restart.
  private static let maxNameBytes = 256 << 20

  /// The state as a file holds it: a mark, four parts with their lengths, little-endian. The parts carry checksums of
  /// their own. The last, the habits, is missing in files of versions that kept none.
  public var bytes: [UInt8] {
    var output = Self.magic
    func number(_ value: Int) { withUnsafeBytes(of: UInt64(value).littleEndian) { output += $0 } }
    for part in [behaviour, sequences] {
      number(part.count)
      output += part
    }
    var texts: [UInt8] = []
    for (hash, text) in names where texts.count < Self.maxNameBytes {
      withUnsafeBytes(of: hash.littleEndian) { texts += $0 }
      withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { texts += $0 }
      texts += text.utf8
    }
    number(texts.count)
    output += texts
    number(habits.count)
    return output + habits
  }

  public init(bytes: [UInt8]) throws(WatchStateError) {
    var at = Self.magic.count
    guard bytes.starts(with: Self.magic) else {
      throw WatchStateError(description: "it is no state of Yagura, or of another version")
    }
    func part() throws(WatchStateError) -> ArraySlice<UInt8> {
      guard at + 8 <= bytes.count else { throw WatchStateError(description: "it ends early") }
      let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
      at += 8
      guard length <= UInt64(bytes.count - at) else { throw WatchStateError(description: "it ends early") }
      defer { at += Int(length) }
      return bytes[at..<at + Int(length)]
    }
    behaviour = Array(try part())
    sequences = Array(try part())
    let texts = Array(try part())
    if at < bytes.count { habits = Array(try part()) }
    var place = 0
    while place + 12 <= texts.count {
      let hash = (0..<8).reduce(UInt64(0)) { $0 | UInt64(texts[place + $1]) << UInt64(8 * $1) }
      let length = (0..<4).reduce(0) { $0 | Int(texts[place + 8 + $1]) << (8 * $1) }
      guard place + 12 + length <= texts.count else { throw WatchStateError(description: "its names end early") }
      names.append((hash, String(decoding: texts[(place + 12)..<(place + 12 + length)], as: UTF8.self)))
      place += 12 + length
    }
  }
}

/// Why a state cannot be taken up.
public struct WatchStateError: Error, Sendable, CustomStringConvertible {
  public let description: String
}
