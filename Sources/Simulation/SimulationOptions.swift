/// What to simulate.
public struct SimulationOptions: Sendable {
  /// The same seed and options give the same bytes.
  public var seed: UInt64 = 7
  public var people = 500
  public var machines = 200
  /// Services with a repository and a way to production; one a 25 people if `nil`.
  public var pipelines: Int?
  public var days = 30
  public var start = CivilDay(year: 2026, month: 1, day: 5)
  /// Multiplies how much everybody does; 1 is 40 to 150 records a person's working day.
  public var rate = 1.0
  public var providers = Set(Provider.allCases)
  public var attacks: [AttackOrder] = []
  /// Only the records of the attacks, as they are in the whole: to be laid beside the same organisation without them.
  public var attacksOnly = false
  /// How many identities to add that are seen a few times each and have no life: for tests of growth.
  public var identities = 0
  /// Records as the vendor delivers them, in one JSON document a file, instead of one a line.
  public var envelopes = false
  public var gzip = false

  public init() {}
}
