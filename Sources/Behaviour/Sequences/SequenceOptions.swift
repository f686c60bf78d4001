/// What the sequence detectors take for suspicious, and how much they may remember. Times are in microseconds of event
/// time.
public struct SequenceOptions: Sendable {
  public static let minute: Int64 = 60_000_000
  public static let hour = 60 * minute
  public static let day = 24 * hour

  // MARK: who is known from elsewhere

  /// Identities that have left, by the hash of their canonical key or of their e-mail address, and since when.
  public var leavers: [UInt64: Int64] = [:]
  /// Acts within this time after somebody left or a credential was revoked are in flight, and context only.
  public var grace: Int64 = 10 * minute
  /// How long tokens that were handed out before may go on after sessions were revoked.
  public var tokenLife: Int64 = 70 * minute

  // MARK: travel

  /// Kilometres from which two places are far apart, after both radii of accuracy are taken off.
  public var travelDistance = 500.0
  /// Kilometres an hour that nobody travels.
  public var travelSpeed = 1_000.0
  /// Kilometres taken as the radius of accuracy where the database does not say.
  public var unknownRadius = 100.0
  /// Two uses within this time are at once.
  public var atOnce: Int64 = hour
  /// So many people who signed in from a network make it everybody's: an office, a VPN's exit.
  public var commonNetworkPeople = 5

  // MARK: habits

  /// An identity or credential is known after so long.
  public var settled: Int64 = 3 * day
  /// A network is usual for an identity after this many days of use.
  public var usualDays = 3
  /// A machine's key that has been on one network for so long lives there.
  public var oneHome: Int64 = 7 * day
  /// A tenant is known well enough to call an edge new after so long.
  public var tenantWarmup: Int64 = 7 * day
  /// A credential that has come from more networks than this roams by habit.
  public var roamingNetworks = 4

  // MARK: guessing

  public var guessWindow: Int64 = hour
  /// Identities that fail from one address before it is spraying.
  public var sprayIdentities = 10
  /// Networks from which one identity fails before it is a distributed guess.
  public var guessNetworks = 5
  /// Failures of one identity from one address before a success is remarkable.
  public var guessFailures = 15
  public var fatigueWindow: Int64 = 30 * minute
  /// Second factors refused or unanswered before a success is remarkable.
  public var fatigueDenials = 3

  // MARK: chains

  /// How long after a reset a sign-in from a new place belongs to it.
  public var resetWindow: Int64 = day
  /// How long a privilege, an identity or a credential counts as fresh.
  public var freshWindow: Int64 = day
  /// How long a role's session can be told to belong to who assumed it.
  public var sessionLife: Int64 = 12 * hour
  /// How long after protection was lowered an act belongs to it.
  public var defenceWindow: Int64 = 6 * hour
  /// Within which deletions of several kinds are one spree.
  public var spreeWindow: Int64 = 2 * hour
  /// How many people who let in an application, within how long of its first being seen, are too many at once.
  public var spreadPeople = 3
  public var spreadWindow: Int64 = 2 * hour
  /// How many repositories copied with something new, and how many of them new themselves, are too many, within how long.
  public var copiedRepositories = 5
  public var copiedUntouched = 3
  public var copyWindow: Int64 = 3 * day
  /// How long somebody must have worked with repositories for anything there to be new.
  public var copyKnown: Int64 = 7 * day
  /// How long after a console password was made its first use is remarkable.
  public var loginProfileWindow: Int64 = 7 * day
  /// The same finding on the same entity is not raised again within this, unless its level rises.
  public var repeatAfter: Int64 = day

  // MARK: memory

  /// About 750 bytes each.
  public var maxIdentities = 400_000
  /// About 460 bytes each.
  public var maxCredentials = 400_000
  /// Addresses' facts, about 70 bytes each.
  public var maxAddresses = 400_000
  /// Everything else that is kept by entity (marks, attempts, edges, chains, workloads, reports): entries in each
  /// table, 30 to 400 bytes each.
  public var maxEntries = 200_000
  /// Records of one instant that wait to be put in order.
  public var maxPending = 4_096

  // MARK: sharding

  /// Which of `shardCount` shards this is. Every shard is given every observation, in the same order, and answers only
  /// for the keys that fall to it; together they find what one alone would, as long as no table is full.
  public var shard = 0
  public var shardCount = 1

  public init() {}
}
