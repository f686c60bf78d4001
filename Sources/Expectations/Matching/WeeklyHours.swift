import Foundation

/// Hours of the week in a time zone, e.g. `mon-fri 08:00-20:00 Asia/Tokyo`.
public struct WeeklyHours: Sendable, Hashable {
  /// As written.
  public let text: String
  public let zone: TimeZone
  /// Minutes of the week from Monday 00:00, each span within one week and not empty.
  let spans: [Range<Int>]

  static let week = 7 * 24 * 60
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// - Returns: what is wrong with the text, in the failure.
  static func read(_ text: String, zone: TimeZone) -> Result<WeeklyHours, Fault> {
    let words = text.split(separator: " ").map(String.init)
    guard (2...3).contains(words.count) else {
      return .failure(Fault("hours are written as 'mon-fri 08:00-20:00', with a time zone after it if wanted"))
    }
    var zone = zone
    if words.count == 3 {
      guard let named = TimeZone(identifier: words[2]) else {
        return .failure(Fault("there is no time zone '\(words[2])'; write it as Asia/Tokyo or UTC"))
      }
      zone = named
    }
    guard let days = days(words[0].lowercased()) else {
      return .failure(Fault("'\(words[0])' is no days; write mon-fri, sat,sun or daily"))
    }
    let ends = words[1].split(separator: "-", omittingEmptySubsequences: false).map { minutes(String($0)) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from != to, from < 1440 else {
      return .failure(Fault("'\(words[1])' is no span of a day; write 08:00-20:00"))
    }
    var spans: [Range<Int>] = []
    for day in days {
      let start = day * 1440 + from
      let end = day * 1440 + to + (to < from ? 1440 : 0)
      spans.append(start..<min(end, week))
      // Sunday night ends on Monday.
      if end > week { spans.append(0..<(end - week)) }
    }
    return .success(WeeklyHours(text: text, zone: zone, spans: spans))
  }

  struct Fault: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  private static func days(_ text: String) -> [Int]? {
    if text == "daily" { return Array(0..<7) }
    var found: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { days.firstIndex(of: String($0)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
      found += (0...((last - first + 7) % 7)).map { (first + $0) % 7 }
    }
    return found.isEmpty ? nil : Array(Set(found)).sorted()
  }

  private static func minutes(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { $0 &- 48 < 10 } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return hour * 60 + minute
  }

  /// - Parameter localSeconds: seconds since 1970 on the zone's own clock.
  func contains(localSeconds: Int64) -> Bool {
    let minutes = localSeconds >= 0 ? localSeconds / 60 : (localSeconds - 59) / 60
    // 1970-01-01 was a Thursday.
    let place = Int((minutes + 3 * 1440) % Int64(Self.week))
    let minute = place < 0 ? place + Self.week : place
    return spans.contains { $0.contains(minute) }
  }
}

/// A zone's distance from UTC, remembered for the quarter of an hour asked last: clocks change on no finer grid, and
/// records come in order of time.
struct ZoneClock {
  private let zone: TimeZone
  private var quarter = Int64.min
  private var offset: Int64 = 0

  init(_ zone: TimeZone) { self.zone = zone }

  /// Seconds since 1970 on the zone's clock.
  mutating func local(_ microseconds: Int64) -> Int64 {
    let seconds = microseconds / 1_000_000
    if seconds / 900 != quarter {
      quarter = seconds / 900
      offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(quarter * 900))))
    }
    return seconds + offset
  }
}
