/// Texts by 64-bit hash: open addressing over two arrays, and the texts' bytes one after another in chunks, so that a text
/// costs little more than its bytes. Nothing is ever removed.
struct TextTable {
  private var keys: [UInt64]
  /// Where the text begins: the chunk's number and the place in it.
  private var places: [UInt32]
  private var mask: Int
  private(set) var count = 0
  private var chunks: [[UInt8]] = []
  /// The chunk that is being filled.
  private var open = -1

  private static let placeBits: UInt32 = 15
  private static let chunkBytes = 1 << 15
  /// Bytes of a text's length before it.
  private static let header = 4

  init() {
    mask = 15
    keys = Array(repeating: 0, count: mask + 1)
    places = Array(repeating: 0, count: mask + 1)
  }

  /// Callers choose a table by other bits of the hash.
  @inline(__always)
  private func start(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
  }

  /// Where the hash stands, or the free slot where it would.
  private func slot(_ hash: UInt64) -> Int {
    var slot = start(hash)
    while keys[slot] != hash, keys[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// 0 is no key.
  func contains(_ hash: UInt64) -> Bool { keys[slot(hash)] == hash && hash != 0 }

  subscript(hash: UInt64) -> String? {
    let slot = slot(hash)
    return keys[slot] == hash && hash != 0 ? text(places[slot]) : nil
  }

  func byteCount(_ hash: UInt64) -> Int {
    let slot = slot(hash)
    return keys[slot] == hash && hash != 0 ? length(places[slot]) : 0
  }

  private func length(_ place: UInt32) -> Int {
    let chunk = chunks[Int(place >> Self.placeBits)]
    let at = Int(place & (1 << Self.placeBits - 1))
    return (0..<Self.header).reduce(0) { $0 | Int(chunk[at + $1]) << (8 * $1) }
  }

  private func text(_ place: UInt32) -> String {
    let start = Int(place & (1 << Self.placeBits - 1)) + Self.header
    return String(decoding: chunks[Int(place >> Self.placeBits)][start..<start + length(place)], as: UTF8.self)
  }

  /// Adds a text under a hash that is not there yet. One for which there are no more chunks is left out.
  mutating func add(_ hash: UInt64, _ text: UnsafeBufferPointer<UInt8>) {
    guard hash != 0, chunks.count < 1 << (32 - Int(Self.placeBits)) - 1 else { return }
    if (count + 1) * 4 > keys.count * 3 { grow() }
    let slot = slot(hash)
    guard keys[slot] == 0 else { return }
    keys[slot] = hash
    places[slot] = append(text)
    count += 1
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let size = Self.header + text.count
    if size > Self.chunkBytes / 4 {
      // A chunk of its own; the open one stays open.
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(size)
      return write(text, to: chunks.count - 1)
    }
    if open < 0 || chunks[open].count + size > Self.chunkBytes {
      chunks.append([])
      open = chunks.count - 1
      // The first stays small: most tables hold few texts.
      if open > 0 { chunks[open].reserveCapacity(Self.chunkBytes) }
    }
    return write(text, to: open)
  }

  private mutating func write(_ text: UnsafeBufferPointer<UInt8>, to chunk: Int) -> UInt32 {
    let place = UInt32(chunk) << Self.placeBits | UInt32(chunks[chunk].count)
    withUnsafeBytes(of: UInt32(text.count).littleEndian) { chunks[chunk].append(contentsOf: $0) }
    chunks[chunk].append(contentsOf: text)
    return place
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldPlaces = places
    mask = keys.count * 2 - 1
    keys = Array(repeating: 0, count: mask + 1)
    places = Array(repeating: 0, count: mask + 1)
    for (key, place) in zip(oldKeys, oldPlaces) where key != 0 {
      let slot = slot(key)
      keys[slot] = key
      places[slot] = place
    }
  }

  /// Every text, in no particular order.
  var all: [(hash: UInt64, text: String)] {
    zip(keys, places).compactMap { $0 == 0 ? nil : (hash: $0, text: text($1)) }
  }
}
