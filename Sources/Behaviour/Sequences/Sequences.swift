import Activity

/// Finds what only several records together show: travel that nobody travels, credentials in two places, workload
/// credentials away from their workload, guessed passwords, worn-out second factors, resets, fresh identities,
/// privileges and credentials that are used at once, lowered defences, leavers, destruction.
///
/// Feed it with every observation, in order of event time; records of one instant may come in any order. Nothing is
/// allocated for a record by a known identity from a known address that does nothing remarkable.
///
/// Sharding: every shard is given every observation (`SequenceOptions.shard`). Each detector's documentation says by
/// which key its findings are shared out. What many keys need (marks on identities, chains of sessions, who shares a
/// network) is learned in each shard alike, from sign-ins and from acts on identities.
///
/// Not thread safe: one task owns it.
public final class Sequences {
  let options: SequenceOptions
  let names: Names
  let source: (any AddressFactSource)?
  var counters = SequenceStatistics()

  // By subject, credential, address, workload and chain: the shard's own.
  var subjects: KeyedTable<SubjectState>
  var credentials: KeyedTable<CredentialState>
  var attempts: KeyedTable<AttemptState>
  var addresses: KeyedTable<AddressState>
  var workloads: KeyedTable<WorkloadState>
  var sprees: KeyedTable<SpreeState>
  var raised: KeyedTable<RaisedState>

  // The same in every shard.
  var marks: KeyedTable<Mark>
  var chains: KeyedTable<ChainState>
  var edges: KeyedTable<EdgeState>
  var known: KeyedTable<KnownSince>
  var networks: KeyedTable<NetworkState>
  var emails: KeyedTable<EmailState>
  /// By application; the shard's own.
  var spreads: KeyedTable<SpreadState>
  /// With what and where identities work in repositories, and what they copy; the shard's own.
  var meetings: KeyedTable<MeetingState>
  var copies: KeyedTable<CopyState>
  /// Of people, by whom they are counted for; the same in every shard.
  var devices: KeyedTable<DeviceState>
  var watch = WatchFilter()
  var watched = 0

  // What texts say, remembered by hash; asked anew after a restart.
  var places: KeyedTable<PlaceFacts>
  var operationTraits = KeyedTable<TraitState>(limit: 65_536)
  var reasonTraits = KeyedTable<TraitState>(limit: 65_536)
  var routine = RoutineMemory()

  /// The instant whose records are being gathered, and those of them that need judging.
  var instant: Int64 = 0
  var pending: [Observation] = []
  var found: [BehaviourFinding] = []

  public init(options: SequenceOptions = SequenceOptions(), names: Names, facts: (any AddressFactSource)? = nil) {
    self.options = options
    self.names = names
    source = facts
    subjects = KeyedTable(limit: options.maxIdentities)
    credentials = KeyedTable(limit: options.maxCredentials)
    attempts = KeyedTable(limit: options.maxEntries)
    addresses = KeyedTable(limit: options.maxEntries)
    workloads = KeyedTable(limit: options.maxEntries)
    sprees = KeyedTable(limit: options.maxEntries)
    raised = KeyedTable(limit: options.maxEntries)
    marks = KeyedTable(limit: options.maxEntries)
    chains = KeyedTable(limit: options.maxEntries)
    edges = KeyedTable(limit: options.maxEntries)
    known = KeyedTable(limit: options.maxEntries)
    networks = KeyedTable(limit: options.maxEntries)
    emails = KeyedTable(limit: options.maxIdentities)
    spreads = KeyedTable(limit: options.maxEntries)
    meetings = KeyedTable(limit: options.maxEntries)
    copies = KeyedTable(limit: options.maxEntries)
    devices = KeyedTable(limit: options.maxIdentities)
    places = KeyedTable(limit: options.maxAddresses)
    declareLeavers()
  }

  /// Takes one record. Findings of an instant are given when the next instant begins.
  public func observe(_ o: Observation, emit: (BehaviourFinding) -> Void) {
    withUnsafePointer(to: o) { observe($0, emit: emit) }
  }

  /// The same without a copy of the record, which must stay in its place for the call.
  public func observe(_ o: UnsafePointer<Observation>, emit: (BehaviourFinding) -> Void) {
    counters.observations += 1
    if o.pointee.time != instant { turn(to: o.pointee.time, emit) }
    if o.pointee.resource == .repository, o.pointee.target != 0 { meetRepository(o) }
    if isRoutine(o) { return }
    gather(o.pointee, emit)
  }

  /// Judges what still waits. To be called at the end, and where findings are wanted before the next record comes.
  public func finish(emit: (BehaviourFinding) -> Void) { settle(emit) }

  public var statistics: SequenceStatistics {
    var statistics = counters
    statistics.kept =
      subjects.count + credentials.count + attempts.count + addresses.count + workloads.count + sprees.count
      + raised.count + marks.count + chains.count + edges.count + known.count + networks.count + emails.count
      + places.count + spreads.count + meetings.count + copies.count + devices.count
    statistics.evicted =
      subjects.evicted + credentials.evicted + attempts.evicted + addresses.evicted + workloads.evicted
      + sprees.evicted + raised.evicted + marks.evicted + chains.evicted + edges.evicted + known.evicted
      + networks.evicted + emails.evicted + places.evicted + spreads.evicted + meetings.evicted
      + copies.evicted + devices.evicted
    return statistics
  }

  @inline(__always)
  func owns(_ key: UInt64) -> Bool {
    options.shardCount <= 1 || Int(Mixing.key(key, 77) % UInt64(options.shardCount)) == options.shard
  }
}
