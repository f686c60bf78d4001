/// What peers and tenants are known to do: of how many identities each fact is true, up to the last day boundary.
///
/// Between boundaries it is only read, so that shards may share it; at a boundary one owner adds what each shard noted.
/// Counts are whole numbers and peaks are maxima, so that neither the number of shards nor their order changes it. It
/// forgets by eras of one half-life: an identity counts once an era for each fact, and the greater of this era's and
/// the last one's count stands.
final class SharedPicture {
  /// Of how many identities a fact is true.
  struct Prevalence: BitwiseCopyable {
    var era: UInt16 = 0
    /// The day on which it was first noted, since 1970.
    var firstDay: UInt16 = 0
    var now: UInt32 = 0
    var before: UInt32 = 0

    func count(in era: UInt16) -> UInt32 {
      self.era == era ? max(now, before) : self.era &+ 1 == era ? now : 0
    }

    mutating func move(to era: UInt16) {
      guard self.era != era else { return }
      before = self.era &+ 1 == era ? now : 0
      now = 0
      self.era = era
    }
  }

  /// The greatest count a window that any identity of a group has had.
  struct Peak: BitwiseCopyable {
    var era: UInt16 = 0
    var now: Float = 0
    var before: Float = 0

    func value(in era: UInt16) -> Float { self.era == era ? max(now, before) : self.era &+ 1 == era ? now : 0 }

    mutating func move(to era: UInt16) {
      guard self.era != era else { return }
      before = self.era &+ 1 == era ? now : 0
      now = 0
      self.era = era
    }
  }

  /// What stands for the group itself: of how many identities it consists.
  static let member = FactPrint(bits: 0x1F)

  var facts = KeyTable<Prevalence>(zero: Prevalence(), capacity: 1 << 12)
  var peaks = KeyTable<Peak>(zero: Peak(), capacity: 1 << 8)
  /// The day that is now being learned, since 1970; what is in the picture is of days before it.
  var day: UInt16 = 0
  var era: UInt16 = 0
  var dropped = 0
  private let maxFacts: Int

  init(maxFacts: Int) { self.maxFacts = max(maxFacts, 1024) }

  var bytes: Int { facts.bytes + peaks.bytes }

  @inline(__always)
  static func key(_ group: UInt64, _ print: FactPrint) -> UInt64 {
    let mixed = (group ^ UInt64(print.bits) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return (mixed ^ mixed >> 32) | 1
  }

  static func key(_ group: UInt64, _ lane: CountLane) -> UInt64 {
    key(group, FactPrint(bits: UInt32(lane.rawValue) << 4 | 0xE))
  }

  /// The group that a tenant's identities are.
  static func group(tenant: UInt64) -> UInt64 { (tenant ^ 0x7465_6E61_6E74) &* 0xFF51_AFD7_ED55_8CCD }
  /// The group that one person's identities are.
  static func group(person: UInt64) -> UInt64 { (person ^ 0x7065_7273_6F6E) &* 0xC4CE_B9FE_1A85_EC53 }

  func count(_ group: UInt64, _ print: FactPrint) -> UInt32 {
    facts.find(Self.key(group, print))?.pointee.count(in: era) ?? 0
  }

  /// Days since the first identity of the group was noted.
  func age(_ group: UInt64) -> Int {
    guard let found = facts.find(Self.key(group, Self.member)) else { return 0 }
    return max(Int(day) - Int(found.pointee.firstDay), 0)
  }

  func peak(_ group: UInt64, _ lane: CountLane) -> Float {
    peaks.find(Self.key(group, lane))?.pointee.value(in: era) ?? 0
  }

  /// Adds what was noted up to the boundary before `day`, then moves to it.
  func close(_ notes: borrowing SharedNotes, noted day: UInt16, era: UInt16) {
    notes.counts.visit { key, count in
      let found = facts.at(key)
      if found.pointee.firstDay == 0 { found.pointee.firstDay = day }
      found.pointee.move(to: era)
      found.pointee.now &+= count.pointee
    }
    notes.peaks.visit { key, peak in
      let found = peaks.at(key)
      found.pointee.move(to: era)
      found.pointee.now = max(found.pointee.now, peak.pointee)
    }
  }

  func move(to day: UInt16, era: UInt16) {
    self.day = day
    self.era = era
  }

  /// Holds the cap: drops what the fewest identities share, and of these what is longest past.
  func shrink() {
    guard facts.count > maxFacts else { return }
    let goal = maxFacts - maxFacts / 8
    let all = facts.sorted().map { entry in
      (rank: UInt64(entry.value.era) << 32 | UInt64(max(entry.value.now, entry.value.before)), key: entry.key)
    }
    let byRank = all.sorted {
      let (left, right) = ($0.rank & 0xFFFF_FFFF, $1.rank & 0xFFFF_FFFF)
      return left != right ? left < right : $0.rank != $1.rank ? $0.rank < $1.rank : $0.key < $1.key
    }
    for entry in byRank.prefix(facts.count - goal) { facts.remove(entry.key) }
    dropped += all.count - goal
  }
}
