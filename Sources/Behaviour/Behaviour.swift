import Activity

/// Learns what is normal for each identity, its peers and its tenant, and finds what is not.
///
/// Observations come in order of event time (from the reorder buffer); what comes late is judged as of the identity's
/// last act. One owner, one thread at a time. Identities are divided into shards that share nothing but the picture of
/// peers and tenants, which changes at day boundaries alone, so that the number of shards changes no result.
public final class Behaviour {
  let options: BehaviourOptions
  let picture: SharedPicture
  let shards: [BaselineShard]
  /// By partition, so that finding a shard is one load.
  private let owners: UnsafeMutablePointer<Unmanaged<BaselineShard>>
  /// Event time at which the picture is next brought up to date, microseconds.
  var nextBoundary: Int64 = .min
  /// How many observations in a row were dated far from the day that is being learned.
  var leaps: UInt32 = 0
  var services: UInt64 = 0
  var unattributed: UInt64 = 0
  var untimed: UInt64 = 0

  static let dayLength: Int64 = 86_400_000_000
  /// One forged date must not carry everyone's clock away: time moves by more than `leapDays` only when `leapsNeeded`
  /// observations in a row say so. Those before are counted as untimed.
  static let leapDays: Int64 = 370
  static let leapsNeeded: UInt32 = 16
  /// Days are kept in sixteen bits; what is dated past 2147 has no time that could be meant.
  static let endOfTime: Int64 = 65_000 * dayLength

  public init(
    options: BehaviourOptions = BehaviourOptions(), names: Names, facts: (any AddressFactSource)? = nil,
    expectations: (any BehaviourExpectations)? = nil
  ) {
    self.options = options
    let picture = SharedPicture(maxFacts: options.maxSharedFacts)
    self.picture = picture
    let count = min(max(options.shards, 1), BaselineShard.partitionCount)
    shards = (0..<count).map { _ in
      BaselineShard(options: options, names: names, facts: facts, expectations: expectations, picture: picture)
    }
    // `shards` keeps every shard alive as long as this object, and the pointers are used by it alone.
    owners = .allocate(capacity: BaselineShard.partitionCount)
    for partition in 0..<BaselineShard.partitionCount {
      (owners + partition).initialize(to: Unmanaged.passUnretained(shards[partition % count]))
    }
  }

  deinit { owners.deallocate() }

  /// The identity that a record is the habit of: the actor, or where several people use one role or application, each
  /// of them with it, as far as the record says who it was.
  @inline(__always)
  public static func identity(of observation: Observation) -> UInt64 {
    guard observation.email != 0 else { return observation.actor }
    switch observation.actorKind {
    case .role, .federated, .application:
      return (observation.actor ^ (observation.email &* 0x9E37_79B9_7F4A_7C15)) | 1
    default: return observation.actor
    }
  }

  /// Takes one observation in, and gives what it finds.
  public func observe(_ observation: Observation, emit: (BehaviourFinding) -> Void) {
    withUnsafePointer(to: observation) { observe($0, emit: emit) }
  }

  /// The same without a copy of the observation, which must stay in its place for the call.
  public func observe(_ place: UnsafePointer<Observation>, emit: (BehaviourFinding) -> Void) {
    switch place.pointee.actorKind {
    case .service, .system:
      services &+= 1
      return
    case .anonymous:
      unattributed &+= 1
      return
    default: break
    }
    let key = Self.identity(of: place.pointee)
    guard key != 0 else {
      unattributed &+= 1
      return
    }
    let time = place.pointee.time
    guard time > 0, time < Self.endOfTime else {
      untimed &+= 1
      return
    }
    if time >= nextBoundary || time < nextBoundary &- Self.leapDays * Self.dayLength {
      guard cross(time) else {
        untimed &+= 1
        return
      }
    } else {
      leaps = 0
    }
    owners[BaselineShard.partition(key)]._withUnsafeGuaranteedRef {
      $0.observe(place, key: key, emit: emit)
    }
  }

  /// Ends a run. Findings are given as soon as they are certain, so that nothing is outstanding; the call is the place
  /// for it all the same.
  public func finish(emit: (BehaviourFinding) -> Void) {}

  /// Brings the picture up to date with what the shards learned on the days before, and moves to the day of `time`;
  /// false where that is too far away to be believed yet.
  @inline(never)
  private func cross(_ time: Int64) -> Bool {
    if nextBoundary != .min, time < nextBoundary || time >= nextBoundary &+ Self.leapDays * Self.dayLength {
      leaps += 1
      guard leaps >= Self.leapsNeeded else { return false }
    }
    leaps = 0
    let day = UInt16(clamping: time / Self.dayLength)
    let eraDays = BaselineShard.eraDays(options)
    if nextBoundary != .min {
      for shard in shards {
        picture.close(shard.notes, noted: picture.day, era: picture.day / eraDays)
        shard.notes.removeAll()
      }
      picture.shrink()
    }
    picture.move(to: day, era: day / eraDays)
    nextBoundary = (Int64(day) + 1) * Self.dayLength
    return true
  }

  /// What has been seen and is held. Walks all identities.
  public var statistics: BehaviourStatistics {
    var all = BehaviourStatistics()
    all.services = services
    all.unattributed = unattributed
    all.untimed = untimed
    all.observations = services + unattributed + untimed
    for shard in shards { shard.add(to: &all) }
    all.sharedFacts = picture.facts.count
    all.sharedDropped += picture.dropped
    all.bytes += picture.bytes
    return all
  }
}

extension BaselineShard {
  func add(to all: inout BehaviourStatistics) {
    all.observations += counts.observations
    all.repeats += counts.repeats
    all.evicted += counts.evicted
    all.episodesRefused += counts.episodesRefused
    all.findings += counts.findings
    all.identities += index.count
    all.sharedDropped += notes.dropped
    all.openEpisodes += partitions.reduce(0) { $0 + $1.episodes }
    all.bytes += bytes
    for place in 0..<records.count where records[place].pointee.key != 0 && isWarm(records[place]) { all.warm += 1 }
  }
}
