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
  /// Parts of keys, which skeletons share.
  private let patterns: UnsafeMutablePointer<yagura_pattern>
  private var patternNumbers: [[UInt8]: UInt32] = [:]
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
  private static let maxPatterns = 1 << 13
  private static let maxKeyBytes = 1 << 10
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
    // Each on a cache line of its own.
    patterns = UnsafeMutableRawPointer.allocate(
      byteCount: Self.maxPatterns * MemoryLayout<yagura_pattern>.stride, alignment: 64
    ).bindMemory(to: yagura_pattern.self, capacity: Self.maxPatterns)
    packed = .allocate(capacity: Self.maxWords / 8 + 1)
    glimpses = .allocate(capacity: Self.glimpseMask + 1)
    glimpses.initialize(repeating: 0, count: Self.glimpseMask + 1)
  }

  deinit {
    forget()
    table.deallocate()
    skeletons.deallocate()
    patterns.deallocate()
    packed.deallocate()
    glimpses.deallocate()
  }

  /// Places for users' marks on each skeleton.
  static let marks = 4

  /// Fills the slots from the record; nil where it must be walked.
  ///
  /// - Returns: the skeleton's marks.
  @inline(__always)
  func fill(_ slots: Slots, from document: Document, root: UInt32) -> UnsafeMutablePointer<UInt64>? {
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
    let key = hash(tagWords)
    let first = table.target(key)
    var number = first
    while number != EdgeTable.none {
      let skeleton = skeletons + Int(number)
      if Int(skeleton.pointee.tagWords) == tagWords,
        yagura_has_skeleton(
          skeleton.pointee.tags, packed, tagWords, tape, document.strings, skeleton.pointee.texts,
          Int(skeleton.pointee.textCount), patterns) != 0
      {
        slots.reset()
        slots.fill(skeleton.pointee, root: root)
        hits &+= 1
        return skeleton.pointee.marks
      }
      number = skeleton.pointee.other
    }
    learn(slots, document, root: root, key: key, words: words, first: first)
    return nil
  }

  /// A key made of the packed tags.
  @inline(__always)
  private func hash(_ tagWords: Int) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: tagWords)
    for word in 0..<tagWords { hash = ExactHash.mix(hash ^ packed[word], ExactHash.second) }
    return hash | 1
  }

  @inline(never)
  private func judge() {
    if hits &* 2 < looks { rest = Self.restRecords }
    looks = 0
    hits = 0
  }

  // MARK: Learning

  @inline(never)
  private func learn(_ slots: Slots, _ document: Document, root: UInt32, key: UInt64, words: Int, first: UInt32) {
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
    recorder.begin()
    plan.walk(document, from: root, into: slots, recording: recorder)
    if !slots.overflowed, recorder.fills.count <= Self.maxFills {
      keep(document, root: root, key: key, words: words, shape: slots.shape)
    }
  }

  private func keep(_ document: Document, root: UInt32, key: UInt64, words: Int, shape: UInt64) {
    if count == Self.maxSkeletons || byteCount > Self.maxBytes { forget() }
    var texts: [yagura_text] = []
    for index in recorder.texts {
      guard let parts = parts(of: document.string(index), index: index - root) else { return }
      texts += parts
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
      tags: Self.copy(Array(UnsafeBufferPointer(start: packed, count: tagWords))), texts: Self.copy(texts),
      fills: Self.copy(fills), further: Self.copy(further), tagWords: Int32(tagWords), textCount: Int32(texts.count),
      fillCount: Int32(fills.count), furtherCount: Int32(further.count), shape: shape,
      marks: Self.copy([UInt64](repeating: 0, count: Self.marks)),
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

  /// A text's length and bytes, part by part; nil where there is no room for it. `forget` makes room.
  private func parts(of text: ByteSpan, index: UInt32) -> [yagura_text]? {
    let size = text.count + 4
    let step = Int(YAGURA_PATTERN_BYTES)
    guard size <= Self.maxKeyBytes else { return nil }
    if patternNumbers.count + size / step + 1 > Self.maxPatterns {
      forget()
      return nil
    }
    let all = UnsafeRawBufferPointer(start: text.start - 4, count: size)
    return stride(from: 0, to: size, by: step).map { offset in
      let part = Array(all[offset..<min(size, offset + step)])
      let number = patternNumbers[part] ?? UInt32(patternNumbers.count)
      patternNumbers[part] = number
      var pattern = yagura_pattern()
      withUnsafeMutableBytes(of: &pattern.bytes) { $0.copyBytes(from: part) }
      withUnsafeMutableBytes(of: &pattern.mask) { $0.copyBytes(from: repeatElement(0xFF, count: part.count)) }
      (patterns + Int(number)).initialize(to: pattern)
      return yagura_text(index: UInt16(index), offset: UInt16(offset), pattern: number)
    }
  }

  private static func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    copy.initialize(from: elements, count: elements.count)
    return copy
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
    patternNumbers.removeAll()
    count = 0
    byteCount = 0
  }
}
