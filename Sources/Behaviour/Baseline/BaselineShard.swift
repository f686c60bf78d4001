import Activity

/// The baselines of some of the identities. One owner; no locks.
///
/// Identities fall into `partitionCount` partitions by their keys, and a shard owns whole partitions: caps and eviction
/// are a partition's, so that they do not depend on how many shards there are.
final class BaselineShard {
  static let partitionCount = 16

  var records = Pages<IdentityRecord>()
  var rhythms = Pages<WeekRhythm>()
  var blocks = Pages<FactBlock>()
  var tails = Pages<TailFilter>()
  var episodes = Pages<Episode>()
  var pasts = Pages<PastWindows>()
  var freeRecords: [UInt32] = []
  var freeBlocks: [UInt32] = []
  var freeTails: [UInt32] = []
  var freeEpisodes: [UInt32] = []
  var freePasts: [UInt32] = []
  /// Places of records by identity, plus one.
  var index = KeyTable<UInt32>(zero: 0)
  var partitions: [Partition]
  var notes: SharedNotes

  var agents = AgentMemo()
  var places = PlaceMemo()
  var operations = OperationMemo()
  var targets = TenantMemo()
  let memo: TupleMemo
  let factMemo = FactMemo(bits: 13)
  var leastMemo = LeastMemo()

  let options: BehaviourOptions
  let decay: Decay
  let names: Names
  let facts: (any AddressFactSource)?
  let expectations: (any BehaviourExpectations)?
  let picture: SharedPicture
  let eraDays: UInt16
  var counts = Counts()
  /// Where the fact stands that was taken in last: which of the record's blocks, and the place in it.
  var taken = (block: 0, place: 0)
  /// The last number given to `IdentityRecord.changed`.
  var changes: UInt32 = 0

  /// The identities of a partition in the order of their last active hour.
  struct Partition {
    /// Places + 1.
    var newest: UInt32 = 0
    var oldest: UInt32 = 0
    var count = 0
    var episodes = 0
    var sweptHour: UInt32 = 0
  }

  struct Counts {
    var observations: UInt64 = 0
    var repeats: UInt64 = 0
    var services: UInt64 = 0
    var unattributed: UInt64 = 0
    var untimed: UInt64 = 0
    var evicted: UInt64 = 0
    var episodesRefused: UInt64 = 0
    var findings: UInt64 = 0
  }

  init(
    options: BehaviourOptions, names: Names, facts: (any AddressFactSource)?,
    expectations: (any BehaviourExpectations)?,
    picture: SharedPicture
  ) {
    precondition(FactBlock.isLaidOut)
    self.options = options
    self.names = names
    self.facts = facts
    self.expectations = expectations
    self.picture = picture
    decay = Decay(halfLife: options.halfLifeDays)
    eraDays = Self.eraDays(options)
    partitions = Array(repeating: Partition(), count: Self.partitionCount)
    notes = SharedNotes(maxCounts: options.maxSharedFacts)
    memo = TupleMemo(bits: 15)
  }

  static func eraDays(_ options: BehaviourOptions) -> UInt16 {
    UInt16(min(max(options.halfLifeDays.isFinite ? options.halfLifeDays.rounded() : 30, 1), 3650))
  }

  /// The partition of an identity: the same for every number of shards.
  @inline(__always)
  static func partition(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0xC4CE_B9FE_1A85_EC53) >> 60)
  }

  var bytes: Int {
    records.bytes + rhythms.bytes + blocks.bytes + tails.bytes + episodes.bytes + pasts.bytes + index.bytes
      + notes.bytes
      + memo.bytes + factMemo.bytes + leastMemo.bytes + agents.bytes + places.bytes + operations.bytes + targets.bytes
      + 4
      * (freeRecords.capacity + freeBlocks.capacity + freeTails.capacity + freeEpisodes.capacity + freePasts.capacity)
  }

  /// The hot path. A tuple of who, what, where and with what that was taken in within this hour changes nothing but
  /// counts, because facts count days, not records: it is recognised by one hash and counted.
  @inline(__always)
  func observe(_ observation: UnsafePointer<Observation>, key: UInt64, emit: (BehaviourFinding) -> Void) {
    counts.observations &+= 1
    let time = observation.pointee.time
    let hour = UInt32(truncatingIfNeeded: time / 3_600_000_000)
    let tag = TupleMemo.tag(observation, key)
    let entry = memo.entry(tag)
    if entry.pointee.tag == tag, entry.pointee.hour == hour {
      let record = records[Int(entry.pointee.place)]
      if record.pointee.key == key, record.pointee.hour == hour {
        counts.repeats &+= 1
        record.pointee.observations &+= 1
        if time > record.pointee.lastTime { record.pointee.lastTime = time }
        if bump(record, entry.pointee.hourLane, entry.pointee.dayLane) {
          judge(observation, key: key, hour: hour, entry: nil, emit: emit)
        }
        return
      }
    }
    judge(observation, key: key, hour: hour, entry: entry, tag: tag, emit: emit)
  }

  /// Counts one in the lanes; true where a count has come to a point at which it may be a burst.
  @inline(__always)
  func bump(_ record: UnsafeMutablePointer<IdentityRecord>, _ hourLane: UInt8, _ dayLane: UInt8) -> Bool {
    guard hourLane != CountLane.none else { return false }
    // Lanes are below 16, the count of both vectors: they come from `CountLane` alone.
    let counts = UnsafeMutableRawPointer(record).advanced(by: memo.countsOffset)
      .assumingMemoryBound(to: UInt32.self)
    let count = counts[Int(hourLane)] &+ 1
    counts[Int(hourLane)] = count
    var look = count & memo.floors[Int(hourLane)] == 0
    if dayLane != CountLane.none {
      let count = counts[Int(dayLane)] &+ 1
      counts[Int(dayLane)] = count
      look = look || count & memo.floors[Int(dayLane)] == 0
    }
    return look
  }
}
