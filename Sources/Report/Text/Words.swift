import Activity
import Detection
import Incidents

/// The report's own words, in both languages.
struct Words {
  let language: Language

  func pick(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }

  /// `1 file`, `3 files`; `ファイル 3 件`.
  func count(_ number: Int, _ one: String, _ many: String, _ japanese: String) -> String {
    language == .japanese ? "\(japanese) \(number.grouped) 件" : "\(number.grouped) \(number == 1 ? one : many)"
  }

  func level(_ level: Level) -> String {
    guard language == .japanese else { return level.name }
    switch level {
    case .critical: return "緊急"
    case .high: return "高"
    case .medium: return "中"
    case .low: return "低"
    case .informational: return "情報"
    }
  }

  /// `3 high, 12 low`, the gravest first.
  func levels(_ counts: [Level: Int]) -> String {
    Level.allCases.reversed().compactMap { level in
      guard let count = counts[level], count > 0 else { return nil }
      return language == .japanese ? "\(self.level(level)) \(count.grouped)" : "\(count.grouped) \(level.name)"
    }.joined(separator: pick(", ", "、"))
  }

  func duration(microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    if seconds < 60 { return pick("less than a minute", "1 分未満") }
    let minutes = Int(seconds / 60)
    if minutes < 120 { return pick(minutes == 1 ? "1 minute" : "\(minutes) minutes", "\(minutes) 分") }
    let hours = (minutes + 30) / 60
    if hours < 48 { return pick("\(hours) hours", "\(hours) 時間") }
    let days = (hours + 12) / 24
    return pick("\(days.grouped) days", "\(days.grouped) 日")
  }

  /// A span of time in UTC, the date once where it is one day.
  func span(_ start: Int64, _ end: Int64) -> String {
    let from = UTCTime(microseconds: start)
    let to = UTCTime(microseconds: end)
    if start == end { return "\(from.dateText) \(from.clockText) UTC" }
    let last = from.dateText == to.dateText ? to.clockText : "\(to.dateText) \(to.clockText)"
    return "\(from.dateText) \(from.clockText) – \(last) UTC"
  }

  /// Bytes in a unit that reads, e.g. `12.3 MB`.
  func bytes(_ count: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) bytes" : "\(decimal(value)) \(units[unit])"
  }

  func seconds(_ seconds: Double) -> String {
    pick("\(decimal(seconds, places: 2)) s", "\(decimal(seconds, places: 2)) 秒")
  }

  func decimal(_ value: Double, places: Int = 1) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let scale = places == 2 ? 100.0 : 10.0
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return "\((scaled / Int(scale)).grouped).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }
}
