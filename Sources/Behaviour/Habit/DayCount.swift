/// How often something happened on the present day and on the busiest earlier one, and on which days it did.
struct DayCount: BitwiseCopyable {
  /// Days that count towards a habit.
  var marks = DayMarks()
  /// The day that `today` is of.
  var day: UInt16 = 0
  var today: UInt32 = 0
  /// Of earlier days, since the last long pause.
  var busiest: UInt32 = 0

  /// Days without any, after which the busiest day is forgotten.
  static let pause: UInt16 = 60
  /// The most that a first day is taken for.
  static let first: UInt32 = 1_000

  init() {}

  /// Counts one more on `day`.
  /// - Parameter isMarked: whether the day counts towards a habit.
  mutating func add(_ day: UInt16, isMarked: Bool = true) {
    roll(to: day)
    if isMarked { marks.mark(day) }
    if day == self.day, today < .max { today += 1 }
  }

  /// Closes the day that is over. One that goes far beyond the busiest raises it to twice as many and one at most: who
  /// wants a burst to look usual has to be seen bursting again and again.
  mutating func roll(to day: UInt16) {
    guard day > self.day else { return }
    let most = busiest == 0 ? Self.first : busiest > .max / 4 ? .max : 2 * busiest + 1
    busiest = max(busiest, min(today, most))
    if day - self.day > Self.pause { busiest = 0 }
    today = 0
    self.day = day
  }
}
