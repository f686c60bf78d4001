import CSimdJSON

/// Remembers the texts of records, so that a record which differs from one of them in values alone that nobody has read
/// is known by comparing the two: it is not parsed, no slots are filled but those that are *fresh*, read anew each time,
/// and what was found out about its *twin* holds for it too.
///
/// A twin is learned of a record that has been parsed, so that its text is known to be right; a text that is the same but
/// for plain strings and numbers is then right too.
///
/// Bounded: a full book gives up twins that were not met lately; where records seldom have a twin, it rests. One a
/// worker and source; not thread-safe.
public final class TwinBook {
  let limits: TwinLimits
  private static let headMask = (1 << 12) - 1
  private static let glimpseMask = (1 << 14) - 1
  /// Values further on are not read anew.
  static let tapeWords = 1 << 12

  let plan: FieldPlan
  let recorder = SkeletonRecorder()
  var twins: UnsafeMutablePointer<Twin>
  /// By part of a key.
  private var heads: UnsafeMutablePointer<UInt32>
  /// Where the twins with a key have been seen to differ: by these bytes, too, they are told apart.
  var forks: [Twin.Probe] = []
  var forkTable = EdgeTable(places: 16)
  /// Of records that were looked for in vain, one a place, with how often in the lowest byte: what is seen seldom is not
  /// learned.
  private var glimpses: UnsafeMutablePointer<UInt64>
  private var changes: UnsafeMutablePointer<yagura_twin_change>
  /// The root and the fresh values.
  private var tape: UnsafeMutablePointer<UInt64>
  private let seed = ExactHash.seed
  var count = 0
  var byteCount = 0
  /// Numbers below `count` that no twin has.
  var free: [UInt32] = []
  /// Where to look for room.
  var victim = 0
  /// Of the record looked for last; 0 where it has none.
  var key: UInt64 = 0
  /// Whether the record looked for last, in vain, is worth learning.
  public internal(set) var isDue = false
  /// Rises with every change of what may be found.
  var version = 0
  private var present = Glance()
  private var coming = Glance()
  private var looks = 0
  var hits = 0
  /// Twins with the key of the record looked for last, where it has none.
  var others = 0
  var made = 0
  /// Records in a row that can have no twins.
  var refusals = 0
  /// How many times in a row looking was not worth it.
  private var vain = 0
  var sightsNeeded: UInt64 = 1
  private var rest: Int
  /// Whether there is memory yet: few records of a source are worth none.
  private var isMade = false

  /// - Parameters:
  ///   - plan: by which views' slots are filled.
  ///   - limits: with no twins the book stays empty.
  public init(_ plan: FieldPlan, limits: TwinLimits = TwinLimits()) {
    self.plan = plan
    self.limits = limits
    rest = limits.twins > 0 ? limits.firstRest + 1 : .max
    twins = .allocate(capacity: 0)
    heads = .allocate(capacity: 0)
    glimpses = .allocate(capacity: 0)
    changes = .allocate(capacity: Int(YAGURA_TWIN_CHANGES))
    tape = .allocate(capacity: 0)
  }

  /// Takes memory, with the record after which looking begins.
  @inline(never)
  private func make() {
    isMade = true
    deallocate()
    twins = .allocate(capacity: limits.twins)
    heads = .allocate(capacity: Self.headMask + 1)
    heads.initialize(repeating: EdgeTable.none, count: Self.headMask + 1)
    glimpses = .allocate(capacity: Self.glimpseMask + 1)
    glimpses.initialize(repeating: 0, count: Self.glimpseMask + 1)
    tape = .allocate(capacity: Self.tapeWords + 3)
    tape.initialize(repeating: 0, count: Self.tapeWords + 3)
    tape[1] = Document.outlinedObject
  }

  private func deallocate() {
    twins.deallocate()
    heads.deallocate()
    glimpses.deallocate()
    tape.deallocate()
  }

  deinit {
    for number in 0..<count where twins[number].byteCount > 0 { twins[number].memory.deallocate() }
    deallocate()
    changes.deallocate()
    forkTable.deallocate()
  }

  /// What is known of a record before it is its turn.
  private struct Glance {
    /// The record's first byte.
    var base: UnsafeRawPointer?
    var key: UInt64 = 0
    /// The first twin that it may have.
    var number = EdgeTable.none
    /// Of the book at the time.
    var version = 0
  }

  /// Begins to look for a record that is to come after the one that is asked for next, so that what is known of it is near
  /// at hand by then.
  ///
  /// - Parameter bytes: as for `find`, which must be called with the same.
  @inline(__always)
  public func expect(_ bytes: UnsafeRawBufferPointer) {
    present = coming
    coming.base = nil
    guard rest == 0, mayHave(bytes.count), let base = bytes.baseAddress else { return }
    coming = glance(base, bytes.count)
    if coming.number != EdgeTable.none {
      let twin = twins + Int(coming.number)
      yagura_prefetch(twin.pointee.memory, Int(twin.pointee.byteCount))
    }
  }

  /// Whether there may be a twin of so many bytes.
  @inline(__always)
  private func mayHave(_ byteCount: Int) -> Bool {
    byteCount >= limits.textBytes.lowerBound && byteCount <= limits.textBytes.upperBound
  }

  /// Where the chain of the twins with a key begins, which has others, too.
  @inline(__always)
  func head(_ key: UInt64) -> UnsafeMutablePointer<UInt32> {
    heads + Int(truncatingIfNeeded: key &>> 32) & Self.headMask
  }

  /// The numbers of the twins with a key.
  func members(_ key: UInt64) -> [UInt32] {
    var members: [UInt32] = []
    var number = head(key).pointee
    while number != EdgeTable.none {
      if twins[Int(number)].key == key { members.append(number) }
      number = twins[Int(number)].next
    }
    return members
  }

  @inline(__always)
  private func glance(_ base: UnsafeRawPointer, _ count: Int) -> Glance {
    // By their lengths, and by what sets those of one length apart.
    var key = ExactHash.mix(seed ^ UInt64(truncatingIfNeeded: count), ExactHash.factor) | 1
    var fork = forkTable.target(key)
    // Never beyond the text, whatever keys may have in common.
    while fork != EdgeTable.none, forks[Int(fork)].offset < count {
      key = forks[Int(fork)].key(base, key)
      fork = forkTable.target(key)
    }
    var number = head(key).pointee
    while number != EdgeTable.none {
      let twin = twins + Int(number)
      if twin.pointee.key == key, Int(twin.pointee.length) == count, twin.pointee.mayBe(base) { break }
      number = twin.pointee.next
    }
    return Glance(base: base, key: key, number: number, version: version)
  }

  /// The number of the record's twin; the view then has the fresh slots of the record and no others.
  ///
  /// - Parameter bytes: with `Parser.padding` readable bytes past their end.
  @inline(__always)
  public func find(_ bytes: UnsafeRawBufferPointer, _ view: RecordView) -> UInt32? {
    isDue = false
    if rest > 0 {
      rest &-= 1
      if rest == 0, !isMade { make() }
      return nil
    }
    guard mayHave(bytes.count), let base = bytes.baseAddress else { return nil }
    looks &+= 1
    if looks > limits.trial { judge() }
    let glance: Glance
    if present.base == base, present.version == version {
      glance = present
    } else if coming.base == base, coming.version == version {
      glance = coming
      coming.base = nil
    } else {
      glance = self.glance(base, bytes.count)
    }
    // The bytes may be others the next time.
    present.base = nil
    key = glance.key
    let text = base.assumingMemoryBound(to: UInt8.self)
    var number = glance.number
    while number != EdgeTable.none {
      let twin = twins + Int(number)
      if twin.pointee.key == key, Int(twin.pointee.length) == bytes.count, twin.pointee.mayBe(base) {
        let changed = yagura_compare_twin(
          twin.pointee.memory.assumingMemoryBound(to: UInt8.self), Int(twin.pointee.length), twin.pointee.values,
          Int(twin.pointee.valueCount), twin.pointee.first, text, bytes.count, changes)
        if changed >= 0 {
          hits &+= 1
          twin.pointee.hits &+= 1
          twin.pointee.isUsed = true
          fill(view, twin, text, Int(changed))
          return number
        }
        twin.pointee.learn(changes.pointee)
      }
      number = twin.pointee.next
    }
    miss(base)
    return nil
  }

  @inline(__always)
  private func fill(
    _ view: RecordView, _ twin: UnsafeMutablePointer<Twin>, _ text: UnsafePointer<UInt8>, _ changed: Int
  ) {
    view.load(Document(tape: UnsafePointer(tape), strings: text, text: text))
    for index in 0..<Int(twin.pointee.freshCount) {
      let fresh = twin.pointee.fresh[index]
      let place = twin.pointee.place(fresh.value, changes, changed)
      let word = Int(fresh.word) &+ 1
      if twin.pointee.values[Int(fresh.value)].kind == UInt8(ascii: "\"") {
        tape[word] = Document.outlinedText(at: place)
      } else {
        var value: UInt64 = 0
        for at in place { value = value &* 10 &+ UInt64(text[at] &- UInt8(ascii: "0")) }
        tape[word] = Document.integer
        tape[word &+ 1] = value
      }
      view.slots.add(UInt32(truncatingIfNeeded: word), to: fresh.slot)
    }
  }

  @inline(never)
  private func miss(_ text: UnsafeRawPointer) {
    others = 0
    var like: UnsafeMutablePointer<Twin>?
    var number = head(key).pointee
    while number != EdgeTable.none {
      let twin = twins + Int(number)
      if twin.pointee.key == key {
        others += 1
        like = twin
      }
      number = twin.pointee.next
    }
    // Most of one length are alike in where their values lie; what is not will be told apart later.
    let hash = (like.map { $0.pointee.hashOfVitals(in: text, key) } ?? key) & ~255
    let glimpse = glimpses + Int(truncatingIfNeeded: hash &>> 20) & Self.glimpseMask
    let sights = glimpse.pointee ^ hash
    isDue = sights < 256 && sights >= sightsNeeded && others < 4 * limits.others
    glimpse.pointee = hash ^ (sights < 255 ? sights + 1 : sights == 255 ? 255 : 1)
  }

  @inline(never)
  private func judge() {
    if hits &* 4 < looks { takeRest() } else { vain = 0 }
    // To make a twin costs as much as some ten of its hits save.
    if made > 64 {
      if hits < made &* 16 {
        sightsNeeded = min(sightsNeeded &* 2, 64)
      } else if hits > made &* 64 {
        sightsNeeded = max(sightsNeeded / 2, 1)
      }
    }
    looks = 0
    hits = 0
    made = 0
  }

  /// The longer, the more often looking was in vain.
  func takeRest() {
    rest = limits.restRecords &<< min(vain, 4)
    vain += 1
  }
}
