import CSimdJSON

/// The outlines of the skeletons of a `SkeletonBook`, which bounds and empties it. Rests where few records have one.
final class OutlineBook {
  private var table = EdgeTable()
  private var outlines: [Outline] = []
  private let patterns = TextPatterns()
  private let packed: UnsafeMutablePointer<UInt64>
  private let seed = ExactHash.seed
  private var looks = 0
  private var hits = 0
  private var rest = 0

  /// After so many records it is asked whether looking is worth it; it costs a fifth of what it saves.
  private static let trial = 1 << 13
  private static let restRecords = 1 << 16

  init() { packed = .allocate(capacity: Outline.maxStructurals / 8) }

  deinit {
    removeAll()
    table.deallocate()
    packed.deallocate()
  }

  /// The outline of a record's text; its values are plain, to be read as they stand. Good until the book changes.
  @inline(__always)
  func find(_ structure: Structure) -> UnsafePointer<Outline>? {
    if rest > 0 {
      rest &-= 1
      return nil
    }
    let structurals = structure.structurals
    guard !outlines.isEmpty, structurals.count <= Outline.maxStructurals,
      structure.text.count <= Outline.maxTextBytes, let places = structurals.baseAddress
    else { return nil }
    looks &+= 1
    if looks > Self.trial { judge() }
    guard !structure.hasEscapes else { return nil }
    let text = structure.bytes
    let words = (structurals.count &+ 7) / 8
    yagura_pack_structurals(text, places, structurals.count, packed)
    var number = table.target(SkeletonBook.key(packed, words, seed))
    return outlines.withUnsafeBufferPointer { outlines in
      while number != EdgeTable.none {
        guard let outline = outlines.baseAddress.map({ $0 + Int(number) }) else { return nil }
        if Int(outline.pointee.count) == structurals.count,
          yagura_has_outline(
            outline.pointee.structurals, packed, words, text, places, outline.pointee.texts,
            Int(outline.pointee.textCount), patterns.all) != 0,
          yagura_has_plain_atoms(text, places, outline.pointee.atoms, Int(outline.pointee.atomCount)) != 0
        {
          hits &+= 1
          // proof: the array's memory stays where it is until `add` or `removeAll`.
          return outline
        }
        number = outline.pointee.other
      }
      return nil
    }
  }

  @inline(never)
  private func judge() {
    if hits &* 4 < looks { rest = Self.restRecords }
    looks = 0
    hits = 0
  }

  // MARK: Learning

  /// Learns the outline of a document with a known skeleton.
  ///
  /// - Returns: whether the document's text has one.
  func add(_ skeleton: Skeleton, _ document: Document, _ structure: Structure) -> Bool {
    let root = document.root
    let words = Int(document.end(root) - root) + 1
    let structurals = structure.structurals
    guard structurals.count <= Outline.maxStructurals, structure.text.count <= Outline.maxTextBytes,
      !structure.hasEscapes, let start = structurals.baseAddress, let places = Outline.places(structure, words: words)
    else { return false }
    let atoms = structurals.indices.filter {
      let byte = structure.text[Int(structurals[$0])]
      return byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") || byte == UInt8(ascii: "n") || byte &- 48 < 10
    }.map { UInt16($0) }
    guard yagura_has_plain_atoms(structure.bytes, start, atoms, atoms.count) != 0 else { return false }
    var texts: [yagura_text] = []
    for index in 0..<Int(skeleton.textCount) where skeleton.texts[index].offset == 0 {
      let word = skeleton.texts[index].index
      let length = document.string(root + UInt32(word)).count
      let offset = Int(structurals[Int(places[Int(word)])])
      // With both quotes.
      let text = UnsafeRawBufferPointer(rebasing: structure.text[offset..<offset + length + 2])
      guard patterns.add(text, index: places[Int(word)], to: &texts) else { return false }
    }
    var values: [yagura_value] = []
    var containers: [Outline.Container] = []
    for word in skeleton.filledWords {
      let tag = document.tag(root + word)
      let place = places[Int(word)]
      values.append(yagura_value(word: word, structural: place, tag: tag))
      guard tag == 0x7B || tag == 0x5B else { continue }
      let end = document.end(root + word) - root
      containers.append(Outline.Container(word: word, words: end - word, start: place, end: places[Int(end)]))
    }
    let strings = values.partition { $0.tag != 0x22 }
    yagura_pack_structurals(structure.bytes, start, structurals.count, packed)
    let packedWords = (structurals.count + 7) / 8
    let key = SkeletonBook.key(packed, packedWords, seed)
    let first = table.target(key)
    var outline = Outline(
      structurals: Array(UnsafeBufferPointer(start: packed, count: packedWords)), texts: texts, atoms: atoms,
      values: values, containers: containers, skeleton: skeleton)
    outline.count = Int32(structurals.count)
    outline.stringCount = Int32(strings)
    outline.other = first == EdgeTable.none ? EdgeTable.none : outlines[Int(first)].other
    if first == EdgeTable.none {
      table.add(key, UInt32(outlines.count))
    } else {
      outlines[Int(first)].other = UInt32(outlines.count)
    }
    outlines.append(outline)
    return true
  }

  func removeAll() {
    for outline in outlines { outline.memory.deallocate() }
    outlines.removeAll()
    table.removeAll()
    patterns.removeAll()
  }
}
