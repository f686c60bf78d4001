import CSimdJSON

/// A record's text, and where its values lie in it; its memory is the `TwinBook`'s.
struct Twin: BitwiseCopyable {
  /// All that follows in one piece: the text first, padded.
  var memory: UnsafeMutableRawPointer
  var values: UnsafeMutablePointer<yagura_twin_value>
  /// For every 64 bytes of the text, the number of the first value that ends there or later.
  var first: UnsafeMutablePointer<UInt16>
  var fresh: UnsafeMutablePointer<Fresh>
  /// In bytes.
  var length: Int32
  var valueCount: Int32
  var freshCount: Int32
  /// Another twin with a like key, or `EdgeTable.none`.
  var next: UInt32
  var key: UInt64
  /// Where texts with the same key have been seen to differ from it, so that most are told apart at a glance.
  var probes = (Probe(), Probe(), Probe(), Probe())
  var probeCount: UInt8 = 0
  var hits: UInt32 = 0
  /// Since the book last looked for room.
  var isUsed = false
  var byteCount: Int32

  /// A few bytes of the text.
  struct Probe: BitwiseCopyable {
    var bytes: UInt64 = 0
    /// Of those of the eight that count.
    var mask: UInt64 = 0
    var offset: Int = 0

    @inline(__always)
    func holds(_ text: UnsafeRawPointer) -> Bool {
      (text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ bytes) & mask == 0
    }

    /// A key for texts that agree here, among those with the key.
    @inline(__always)
    func key(_ text: UnsafeRawPointer, _ key: UInt64) -> UInt64 {
      let word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & mask
      return ExactHash.mix(word ^ ExactHash.first, key ^ ExactHash.second) | 1
    }
  }

  /// Of what stands in a text where the vital values of this one do.
  func hashOfVitals(in text: UnsafeRawPointer, _ key: UInt64) -> UInt64 {
    var hash = key
    for number in 0..<Int(valueCount) where values[number].vital != 0 {
      let value = values[number]
      hash = ExactHash.hash(ByteSpan(start: text + Int(value.start), count: Int(value.end) - Int(value.start)), hash)
    }
    return hash | 1
  }

  /// One of the probes, where the text differs.
  func probe(against text: UnsafeRawPointer) -> Probe? {
    [probes.0, probes.1, probes.2, probes.3].first { !$0.holds(text) }
  }

  /// Whether a text may be one like it.
  @inline(__always)
  func mayBe(_ text: UnsafeRawPointer) -> Bool {
    probes.0.holds(text) && probes.1.holds(text) && probes.2.holds(text) && probes.3.holds(text)
  }

  /// Looks from now on at the place where a text differs.
  mutating func learn(_ difference: yagura_twin_change) {
    let at = Int(difference.end)
    guard at < Int(length) else { return }
    var count = 1
    if difference.value < UInt32(valueCount) {
      let value = values[Int(difference.value)]
      // To its end, the quote included, but not beyond.
      if value.vital != 0, at >= Int(value.start) { count = min(8, Int(value.end) - at + 1) }
    }
    let probe = Probe(
      bytes: memory.loadUnaligned(fromByteOffset: at, as: UInt64.self), mask: .max >> UInt64(64 - 8 * count), offset: at
    )
    switch probeCount & 3 {
    case 0: probes.0 = probe
    case 1: probes.1 = probe
    case 2: probes.2 = probe
    default: probes.3 = probe
    }
    probeCount &+= 1
  }

  /// A slot that is read anew in each record.
  struct Fresh: BitwiseCopyable {
    var slot: UInt32
    /// Of the tape, counted from the record's first.
    var word: UInt32
    /// The number of the value that fills it.
    var value: UInt32
  }

  /// The value's place in a text that is the twin's but for some changes.
  @inline(__always)
  func place(_ number: UInt32, _ changes: UnsafePointer<yagura_twin_change>, _ count: Int) -> Range<Int> {
    var shift = 0
    for index in 0..<count {
      let change = changes[index]
      if change.value == number { return Int(change.start)..<Int(change.end) }
      if change.value > number { break }
      shift = Int(change.end) &- Int(values[Int(change.value)].end)
    }
    let value = values[Int(number)]
    return Int(value.start) &+ shift..<Int(value.end) &+ shift
  }
}

/// What a twin is made of.
struct TwinDraft {
  private var values: [yagura_twin_value] = []
  private var fresh: [Twin.Fresh] = []
  private let text: UnsafeRawBufferPointer
  private let document: Document
  /// For each tape word of the record, counted from its first, its place among the structurals.
  private var places: [Int]
  /// For each place among the structurals the number of the value that begins there, or -1.
  private var numbers: [Int32]

  /// Nil where the document is not what its structure says, because a number had to be repaired.
  init?(_ structure: Structure, _ document: Document) {
    let structurals = structure.structurals
    let words = Int(document.end(document.root) - document.root) + 1
    text = structure.text
    self.document = document
    numbers = Array(repeating: -1, count: structurals.count)
    places = Array(repeating: 0, count: words)
    var word = 0
    for place in structurals.indices {
      let start = Int(structurals[place])
      let next = place + 1 < structurals.count ? Int(structurals[place + 1]) : text.count
      let byte = text[start]
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",") { continue }
      guard word < words else { return nil }
      places[word] = place
      switch byte {
      case UInt8(ascii: "\""):
        word += 1
        if next < text.count, text[next] == UInt8(ascii: ":") { continue }
        var end = next - 1
        while end > start, text[end] != UInt8(ascii: "\"") { end -= 1 }
        add(start + 1..<end, UInt8(ascii: "\""), at: place)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        word += 2
        var end = start
        while end < text.count, text[end] &- UInt8(ascii: "0") < 10 { end += 1 }
        // Only of whole numbers may there be others.
        let isPlain = end > start && end <= next && end - start <= 18 && !Self.continuesNumber(text[end])
        if isPlain { add(start..<end, UInt8(ascii: "0"), at: place) }
      default: word += 1
      }
    }
    guard word == words else { return nil }
  }

  private static func continuesNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  private mutating func add(_ range: Range<Int>, _ kind: UInt8, at place: Int) {
    numbers[place] = Int32(values.count)
    values.append(
      yagura_twin_value(start: UInt16(range.lowerBound), end: UInt16(range.upperBound), kind: kind, vital: 0))
  }

  /// A record with another value at the tape index, or within the object or array there, is no twin.
  mutating func makeVital(_ index: UInt32) {
    let first = Int(index - document.root)
    let kind = document.kind(index)
    let last = kind == .object || kind == .array ? Int(document.end(index) - document.root) : first
    for place in places[first]...places[last] where numbers[place] >= 0 { values[Int(numbers[place])].vital = 1 }
  }

  /// The slot's value is to be found in each record; false where it cannot.
  mutating func makeFresh(_ slot: UInt32, _ index: UInt32) -> Bool {
    let word = Int(index - document.root)
    let number = numbers[places[word]]
    guard number >= 0, values[Int(number)].vital == 0 else { return false }
    // As an escaped one would be read, plain ones are not.
    let range = Int(values[Int(number)].start)..<Int(values[Int(number)].end)
    guard !text[range].contains(UInt8(ascii: "\\")) else { return false }
    fresh.append(Twin.Fresh(slot: slot, word: UInt32(word), value: UInt32(number)))
    return true
  }

  /// Takes memory for it.
  func twin(key: UInt64) -> Twin {
    let padding = Int(YAGURA_TWIN_PADDING)
    let textBytes = (text.count + padding + 63) & ~63
    let valueBytes = (values.count * MemoryLayout<yagura_twin_value>.stride + 7) & ~7
    let blocks = text.count / 64 + 1
    let blockBytes = (blocks * 2 + 7) & ~7
    let size = textBytes + valueBytes + blockBytes + fresh.count * MemoryLayout<Twin.Fresh>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    UnsafeMutableRawBufferPointer(start: memory, count: text.count).copyMemory(from: text)
    let valuePlace = (memory + textBytes).bindMemory(to: yagura_twin_value.self, capacity: values.count)
    for (index, value) in values.enumerated() { valuePlace[index] = value }
    let firstPlace = (memory + textBytes + valueBytes).bindMemory(to: UInt16.self, capacity: blocks)
    var value = 0
    for block in 0..<blocks {
      while value < values.count, Int(values[value].end) < block * 64 { value += 1 }
      firstPlace[block] = UInt16(value)
    }
    let freshPlace = (memory + textBytes + valueBytes + blockBytes).bindMemory(
      to: Twin.Fresh.self, capacity: fresh.count)
    for (index, slot) in fresh.enumerated() { freshPlace[index] = slot }
    return Twin(
      memory: memory, values: valuePlace, first: firstPlace, fresh: freshPlace, length: Int32(text.count),
      valueCount: Int32(values.count), freshCount: Int32(fresh.count), next: EdgeTable.none, key: key,
      byteCount: Int32(size))
  }
}
