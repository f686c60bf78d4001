import CSimdJSON

/// Remembers the skeletons of records, so that a record whose structure and keys have been seen before is not walked
/// again. Filling slots from a book gives the same as the walk, whatever it has learned. One a worker.
///
/// Bounded: a full book is emptied and learns again; where skeletons seldom come twice, it rests.
final class SkeletonBook {
  private let plan: FieldPlan
  private var table = EdgeTable()
  private var skeletons: UnsafeMutablePointer<Skeleton>
  private var count = 0
  private var byteCount = 0
  private let patterns = TextPatterns()
  private let outlines = OutlineBook()
  /// Where the tags of the record in hand are packed.
  private let packed: UnsafeMutablePointer<UInt64>
  /// Of structures that were seen without being found, one a place: what is seen but once is not learned.
  private let glimpses: UnsafeMutablePointer<UInt64>
  private let recorder = SkeletonRecorder()
  private var looks = 0
  private var hits = 0
  private var rest = 0
  private let seed = ExactHash.seed

  /// Records of more tape words are walked each time.
  static let maxWords = 1024
  private static let maxSkeletons = 4096
  private static let maxBytes = 4 << 20
  private static let maxTexts = 512
  private static let maxFills = 1024
  /// Skeletons that have all tags in common.
  private static let maxOthers = 8
  private static let glimpseMask = (1 << 12) - 1
  /// After so many records it is asked whether looking is worth it.
  private static let trial = 1 << 13
  /// Records to walk without a look where it is not.
  private static let restRecords = 1 << 16

  init(_ plan: FieldPlan) {
    self.plan = plan
    skeletons = .allocate(capacity: Self.maxSkeletons)
    packed = .allocate(capacity: Self.maxWords / 8 + 1)
    glimpses = .allocate(capacity: Self.glimpseMask + 1)
    glimpses.initialize(repeating: 0, count: Self.glimpseMask + 1)
  }

  deinit {
    forget()
    table.deallocate()
    skeletons.deallocate()
    packed.deallocate()
    glimpses.deallocate()
  }

  /// Places for users' marks on each skeleton.
  static let marks = 4

  /// Fills the slots from the record; nil where it must be walked.
  ///
  /// - Parameter structure: of the document, where the record is all of it.
  /// - Returns: the skeleton's marks.
  @inline(__always)
  func fill(
    _ slots: Slots, from document: Document, root: UInt32, structure: Structure?
  ) -> UnsafeMutablePointer<UInt64>? {
    if rest > 0 {
      rest &-= 1
      return nil
    }
    guard document.tag(root) == 0x7B else { return nil }
    // The closing word included.
    let words = Int(document.end(root) &- root) &+ 1
    guard words <= Self.maxWords else { return nil }
    looks &+= 1
    if looks > Self.trial { judge() }
    let tape = document.tape + Int(root)
    yagura_pack_tags(tape, words, packed)
    let tagWords = (words &+ 7) / 8
    let key = Self.key(packed, tagWords, seed)
    let first = table.target(key)
    var number = first
    while number != EdgeTable.none {
      let skeleton = skeletons + Int(number)
      if Int(skeleton.pointee.tagWords) == tagWords,
        yagura_has_skeleton(
          skeleton.pointee.tags, packed, tagWords, tape, document.strings, skeleton.pointee.texts,
          Int(skeleton.pointee.textCount), patterns.all) != 0
      {
        slots.reset()
        slots.fill(skeleton.pointee, root: root)
        hits &+= 1
        if skeleton.pointee.outlineTries > 0, let structure { outline(number, document, structure) }
        return skeleton.pointee.marks
      }
      number = skeleton.pointee.other
    }
    learn(slots, document, root: root, key: key, words: words, first: first, structure: structure)
    return nil
  }

  /// Fills the slots from the text of a record, if its outline is known.
  @inline(__always)
  func fill(_ slots: Slots, from structure: Structure) -> Known? {
    guard rest == 0, let outline = outlines.find(structure) else { return nil }
    looks &+= 1
    hits &+= 1
    let document = structure.document(outline.pointee)
    slots.reset()
    slots.fill(outline.pointee.skeleton, root: document.root)
    return Known(
      document: document, marks: outline.pointee.skeleton.marks,
      record: OutlinedRecord(
        structure: structure,
        containers: UnsafeBufferPointer(
          start: outline.pointee.containers, count: Int(outline.pointee.containerCount))))
  }

  /// A record with a known outline.
  struct Known {
    let document: Document
    let marks: UnsafeMutablePointer<UInt64>
    let record: OutlinedRecord
  }

  @inline(never)
  private func outline(_ number: UInt32, _ document: Document, _ structure: Structure) {
    let skeleton = skeletons + Int(number)
    let isMade = outlines.add(skeleton.pointee, document, structure)
    skeleton.pointee.outlineTries = isMade ? 0 : skeleton.pointee.outlineTries - 1
  }

  @inline(never)
  private func judge() {
    if hits &* 2 < looks { rest = Self.restRecords }
    looks = 0
    hits = 0
  }

  /// A key made of packed tags or bytes.
  @inline(__always)
  static func key(_ packed: UnsafePointer<UInt64>, _ words: Int, _ seed: UInt64) -> UInt64 {
    // Two chains of products, worked out side by side.
    var first = seed ^ UInt64(truncatingIfNeeded: words)
    var second = seed &+ ExactHash.factor
    var at = 0
    while at &+ 4 <= words {
      first = ExactHash.mix(packed[at] ^ ExactHash.first, packed[at &+ 1] ^ first)
      second = ExactHash.mix(packed[at &+ 2] ^ ExactHash.second, packed[at &+ 3] ^ second)
      at &+= 4
    }
    while at < words {
      first = ExactHash.mix(packed[at] ^ first, ExactHash.first)
      at &+= 1
    }
    return ExactHash.mix(first ^ ExactHash.first, second ^ ExactHash.second) | 1
  }

  // MARK: Learning

  @inline(never)
  private func learn(
    _ slots: Slots, _ document: Document, root: UInt32, key: UInt64, words: Int, first: UInt32, structure: Structure?
  ) {
    let glimpse = glimpses + Int(truncatingIfNeeded: key &>> 20) & Self.glimpseMask
    // With tags that are known but other keys, too, once is not enough.
    guard glimpse.pointee == key else {
      glimpse.pointee = key
      return
    }
    var others = 0
    var number = first
    while number != EdgeTable.none {
      others += 1
      number = skeletons[Int(number)].other
    }
    guard others < Self.maxOthers else { return }
    let before = count
    recorder.begin()
    plan.walk(document, from: root, into: slots, recording: recorder)
    if !slots.overflowed, recorder.fills.count <= Self.maxFills {
      keep(document, root: root, key: key, words: words, shape: slots.shape)
      if let structure, count > before { outline(UInt32(count - 1), document, structure) }
    }
  }

  private func keep(_ document: Document, root: UInt32, key: UInt64, words: Int, shape: UInt64) {
    if count == Self.maxSkeletons || byteCount > Self.maxBytes { forget() }
    var texts: [yagura_text] = []
    for index in recorder.texts {
      // The length before a string's bytes is part of it.
      let text = document.string(index)
      let bytes = UnsafeRawBufferPointer(start: text.start - 4, count: text.count + 4)
      guard patterns.add(bytes, index: UInt16(index - root), to: &texts) else {
        if patterns.isFull { forget() }
        return
      }
    }
    guard texts.count <= Self.maxTexts else { return }
    var seen: Set<UInt32> = []
    var fills: [Skeleton.Fill] = []
    var further: [Skeleton.Fill] = []
    for fill in recorder.fills {
      let relative = Skeleton.Fill(slot: fill.slot, index: fill.index - root)
      if seen.insert(fill.slot).inserted { fills.append(relative) } else { further.append(relative) }
    }
    let tagWords = (words + 7) / 8
    let first = table.target(key)
    let skeleton = Skeleton(
      tags: .copy(of: UnsafeBufferPointer(start: packed, count: tagWords)), texts: .copy(of: texts),
      fills: .copy(of: fills), further: .copy(of: further), tagWords: Int32(tagWords), textCount: Int32(texts.count),
      fillCount: Int32(fills.count), furtherCount: Int32(further.count), shape: shape,
      marks: .copy(of: [UInt64](repeating: 0, count: Self.marks)),
      other: first == EdgeTable.none ? EdgeTable.none : skeletons[Int(first)].other)
    (skeletons + count).initialize(to: skeleton)
    if first == EdgeTable.none {
      table.add(key, UInt32(count))
    } else {
      skeletons[Int(first)].other = UInt32(count)
    }
    count += 1
    byteCount +=
      MemoryLayout<Skeleton>.stride + (tagWords + Self.marks) * 8 + texts.count * MemoryLayout<yagura_text>.stride
      + (fills.count + further.count) * MemoryLayout<Skeleton.Fill>.stride
  }

  private func forget() {
    for index in 0..<count {
      skeletons[index].tags.deallocate()
      skeletons[index].texts.deallocate()
      skeletons[index].fills.deallocate()
      skeletons[index].further.deallocate()
      skeletons[index].marks.deallocate()
    }
    table.removeAll()
    patterns.removeAll()
    outlines.removeAll()
    count = 0
    byteCount = 0
  }
}
