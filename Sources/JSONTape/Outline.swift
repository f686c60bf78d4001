import CSimdJSON

/// A skeleton told by the text of a record: the bytes at the places of its structure, and the keys. Where a record's text
/// has a known outline, the values that a walk would find are read from it, and no tape is made.
///
/// Only for records that are documents of their own, without escapes (no backslash) and with no other numbers than small
/// whole ones: such a text holds what its tape would, byte for byte. All memory is the `SkeletonBook`'s.
struct Outline: BitwiseCopyable {
  /// All that follows in one piece, in the order in which it is looked at, so that the processor fetches it ahead.
  var memory: UnsafeMutableRawPointer
  /// The bytes at the structurals, digits alike, eight to a word. Given the same bytes as a document that simdjson has
  /// accepted, another is accepted too if its atoms and numbers are right.
  var structurals: UnsafeMutablePointer<UInt64>
  /// The keys, with their quotes.
  var texts: UnsafeMutablePointer<yagura_text>
  /// The numbers and atoms, by their places among the structurals.
  var atoms: UnsafeMutablePointer<UInt16>
  /// What goes to the tape, strings first.
  var values: UnsafeMutablePointer<yagura_value>
  /// The skeleton's own.
  var fills: UnsafeMutablePointer<Skeleton.Fill>
  var containers: UnsafeMutablePointer<Container>
  var count: Int32
  var textCount: Int32
  var atomCount: Int32
  var valueCount: Int32
  var stringCount: Int32
  var containerCount: Int32
  /// What the outline is of, its memory the book's.
  var skeleton: Skeleton
  /// Another outline with the same structurals, or `EdgeTable.none`.
  var other: UInt32

  /// An object or array among the values.
  struct Container: BitwiseCopyable {
    /// Its tape word, counted from the record's first, and how many it takes.
    var word: UInt32
    var words: UInt32
    /// The places of its begin and end among the structurals.
    var start: UInt16
    var end: UInt16
  }

  /// Longer texts have none: places in them would not fit tape words.
  static let maxTextBytes = (1 << 24) - 1
  static let maxStructurals = 2048

  /// For each tape word of a record, counted from its first, its place among the structurals; nil where the record is none
  /// that an outline can tell.
  static func places(_ structure: Structure, words: Int) -> [UInt16]? {
    var places = [UInt16](repeating: 0, count: words + 1)
    var word = 0
    for (place, offset) in structure.structurals.enumerated() {
      let byte = structure.text[Int(offset)]
      switch byte {
      case UInt8(ascii: ":"), UInt8(ascii: ","): continue
      case UInt8(ascii: "-"): return nil
      default: break
      }
      guard word < words, place < maxStructurals else { return nil }
      places[word] = UInt16(place)
      word += (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? 2 : 1
    }
    return word == words ? places : nil
  }
}

/// The outlined record in hand, for who must know where in the text an object lies.
struct OutlinedRecord {
  let structure: Structure
  let containers: UnsafeBufferPointer<Outline.Container>

  /// The text of the object or array at a tape index, and how many tape words it takes.
  func container(_ index: UInt32, root: UInt32) -> (text: ByteSpan, words: UInt32)? {
    for container in containers where container.word == index &- root {
      let start = Int(structure.structurals[Int(container.start)])
      let end = Int(structure.structurals[Int(container.end)])
      return (ByteSpan(UnsafeRawBufferPointer(rebasing: structure.text[start...end])), container.words)
    }
    return nil
  }
}

extension Outline {
  /// Takes memory and copies everything there; numbers that lists do not tell are 0.
  init(
    structurals: [UInt64], texts: [yagura_text], atoms: [UInt16], values: [yagura_value], containers: [Container],
    skeleton: Skeleton
  ) {
    let fills = UnsafeBufferPointer(start: skeleton.fills, count: Int(skeleton.fillCount))
    var size = 0
    func place<Element>(_ elements: some Collection<Element>) -> Int {
      let start = (size + 7) & ~7
      size = start + elements.count * MemoryLayout<Element>.stride
      return start
    }
    let starts = (place(structurals), place(texts), place(atoms), place(values), place(fills), place(containers))
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(8, size), alignment: 64)
    func copy<Element: BitwiseCopyable>(
      _ elements: some Collection<Element>, to start: Int
    ) -> UnsafeMutablePointer<Element> {
      let copy = (memory + start).bindMemory(to: Element.self, capacity: elements.count)
      _ = UnsafeMutableBufferPointer(start: copy, count: elements.count).initialize(fromContentsOf: elements)
      return copy
    }
    self.init(
      memory: memory, structurals: copy(structurals, to: starts.0), texts: copy(texts, to: starts.1),
      atoms: copy(atoms, to: starts.2), values: copy(values, to: starts.3), fills: copy(fills, to: starts.4),
      containers: copy(containers, to: starts.5), count: 0, textCount: Int32(texts.count),
      atomCount: Int32(atoms.count), valueCount: Int32(values.count), stringCount: 0,
      containerCount: Int32(containers.count), skeleton: skeleton, other: EdgeTable.none)
    self.skeleton.fills = self.fills
  }
}
