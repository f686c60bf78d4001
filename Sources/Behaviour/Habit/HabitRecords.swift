/// Of one identity: where and with what it works.
struct HabitHolder: BitwiseCopyable {
  /// By /24 or /48.
  var networks = Haunts()
  /// By /16 or /32.
  var carriers = Haunts()
  var tools = Haunts()
  /// Long-lived credentials.
  var keys = Haunts()
  /// Devices that it signs in with, as directories tell them apart.
  var devices = Haunts()
  /// What its last record had, so that the next of the same kind costs no more than a look.
  var address: UInt64 = 0
  var agent: UInt64 = 0
  var credential: UInt64 = 0
  var day: UInt16 = 0
}

/// Of one identity and act: when and how often.
struct HabitDeed: BitwiseCopyable {
  var count = DayCount()
}

/// Of one team and act: who, when, how often in all and by the busiest of them.
struct HabitTeam: BitwiseCopyable {
  var crowd = Crowd()
  var count = DayCount()
  var most = DayCount()
}

/// Of one network of a tenant: who was there.
struct HabitSite: BitwiseCopyable {
  var crowd = Crowd()
}

/// Of one person: the tactics of a day's alerts.
struct HabitTactics: BitwiseCopyable {
  var day: UInt16 = 0
  var today: UInt16 = 0
  /// The most tactics that an earlier day had.
  var most: UInt8 = 0

  /// Takes in an act's tactics and tells whether the day goes further than the days before.
  ///
  /// Three are needed for progress: most rules have two.
  mutating func add(_ tactics: UInt16, _ day: UInt16) -> Bool {
    if day > self.day {
      if day - self.day > DayCount.pause { most = 0 }
      most = max(most, UInt8(today.nonzeroBitCount))
      today = 0
      self.day = day
    }
    today |= tactics
    return today.nonzeroBitCount >= 4 && today.nonzeroBitCount > Int(most) + 1
  }
}

/// Of one web site and rule: what was blocked, what passed.
struct HabitEdge: BitwiseCopyable {
  var blocked = DayCount()
  var passed = DayCount()
  /// Passed requests of the busiest address.
  var most = DayCount()
}

/// Of one address at one site: today's passed requests.
struct HabitVisitor: BitwiseCopyable {
  var passed = DayCount()
}
