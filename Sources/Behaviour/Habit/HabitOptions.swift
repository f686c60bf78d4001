/// From when on what an identity does counts as its habit. The defaults are what `docs/habit.md` was measured with.
public struct HabitOptions: Sendable {
  /// Days back that count, at most 60. Thirty: what was not done for a month is no habit.
  public var window = 30
  /// Earlier days on which an identity did the same, from which on it is its habit; the same for acts that matter much
  /// (`HabitMeasure.strict`). Three is more than a coincidence and less than a working week.
  public var ownDays = 3
  public var strictOwnDays = 8
  /// Earlier days on which others of the same team did the same, and how many others there were.
  public var teamDays = 2
  public var teamPersons = 5
  public var strictTeamDays = 3
  public var strictTeamPersons = 4
  /// How many others on one earlier day are enough: what half a department does is no secret after a day.
  public var teamCrowd = 10
  /// Days from the first record on during which one earlier day at a place is enough, for there are no more.
  public var coldDays: UInt16 = 5
  /// Earlier days on which an identity was at a network, or used a tool, from which on it is its own.
  public var placeDays = 2
  /// Earlier days on which a person was at any network of the same /16, or /32 of IPv6, from which on another network of
  /// it will do for an ordinary act.
  public var carrierDays = 4
  /// People who were there on earlier days, from which on a network is one of their tenant's sites, and a /16 or /32 one
  /// that people work from.
  public var sitePersons = 5
  /// Earlier days on which a person signed in with a device, from which on it is theirs alone and speaks for a network
  /// that is new.
  public var deviceDays = 4
  /// Days from the first record on whose alerts are judged once more, by what came after.
  public var firstDays: UInt16 = 7
  /// Days from the first record on after which that is settled for good.
  public var hindsightDays: UInt16 = 21
  /// What it takes then: other days on which an identity did the same at a place of its tenant's, or on which others of
  /// the team did, and how many these were; the same for acts that matter much. More than before an act, since what came
  /// after may be an intruder's doing, too: hardly several people's.
  public var laterOwnDays = 8
  public var laterTeamDays = 5
  public var laterTeamPersons = 5
  public var strictLaterTeamDays = 8
  public var strictLaterTeamPersons = 7
  /// Days of a site's blocked or passed requests from which on its normal is known.
  public var edgeDays = 3
  /// Blocked requests of one day that need nobody at a site whose normal is not known yet.
  public var unknownEdgeDay: UInt32 = 2_000

  /// What is remembered; beyond it the half that was still for longest is forgotten, so that habits become fewer.
  public var maxHolders = 1 << 17
  public var maxDeeds = 1 << 17
  public var maxTeams = 1 << 14
  public var maxSites = 1 << 14
  public var maxVisitors = 1 << 16
  public var maxDevices = 1 << 17
  /// Acts of the first days that are kept to be judged once more; further ones stay as they were found.
  public var maxFirsts = 1 << 13

  public init() {}
}
