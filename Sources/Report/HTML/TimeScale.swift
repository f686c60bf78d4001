import Incidents

/// From event time to a place on the x axis, with ticks at round times.
struct TimeScale {
  struct Tick {
    var x: Double
    var text: String
  }

  private let start: Int64
  private let end: Int64
  private let from: Double
  private let to: Double

  /// Times in microseconds. A single moment stands in the middle of two minutes.
  init(start: Int64, end: Int64, from: Double, to: Double) {
    let isMoment = end - start < 1_000_000
    self.start = isMoment ? start - 60_000_000 : start
    self.end = isMoment ? end + 60_000_000 : end
    self.from = from
    self.to = to
  }

  func x(_ time: Int64) -> Double {
    let inside = min(max(time, start), end)
    return from + (to - from) * Double(inside - start) / Double(end - start)
  }

  /// Three to eight of them.
  var ticks: [Tick] {
    let second: Int64 = 1_000_000
    let steps: [Int64] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
      1_209_600, 2_592_000, 7_776_000, 31_536_000,
    ].map { $0 * second }
    let step = steps.first { (end - start) / $0 <= 7 } ?? (end - start) / 5
    guard step > 0 else { return [] }
    var time = start / step * step
    if time < start { time += step }
    var ticks: [Tick] = []
    var day = ""
    while time <= end, ticks.count < 12 {
      let moment = UTCTime(microseconds: time)
      let clock = step < 60 * second ? moment.clockText : String(moment.clockText.prefix(5))
      let isNewDay = moment.dateText != day
      day = moment.dateText
      let text = step >= 86_400 * second ? day : isNewDay ? "\(day.dropFirst(5)) \(clock)" : clock
      ticks.append(Tick(x: x(time), text: text))
      time += step
    }
    return ticks
  }
}
