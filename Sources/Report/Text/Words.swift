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

  func level(_ level: Level) -> String { language.level(level) }

  /// Between parts of a list.
  var comma: String { pick(", ", "、") }

  /// ` (text)`, `（text）`.
  func inParentheses(_ text: String) -> String { pick(" (\(text))", "（\(text)）") }

  /// What is known of an identity beside its name: `AWS user, 111122223333, no MFA`.
  func facts(of identity: IncidentIdentity) -> String {
    var facts = ["\(ProviderName.of(identity.provider)) \(language.kind(identity.kind))"]
    if let tenant = identity.tenant { facts.append(tenant) }
    if let email = identity.email, email != identity.name { facts.append(email) }
    if identity.lacksMFA { facts.append(pick("no MFA", "MFA なし")) }
    return facts.joined(separator: comma)
  }

  /// When an incident could be known, beside its first trace and its first loss.
  func detection(_ progress: IncidentProgress) -> String {
    let time = UTCTime(microseconds: progress.detected)
    var parts = [
      progress.timeToDetect < 60_000_000
        ? pick("at its first trace", "最初の痕跡の時点")
        : pick(
          "\(duration(microseconds: progress.timeToDetect)) after its first trace",
          "最初の痕跡の \(duration(microseconds: progress.timeToDetect))後")
    ]
    if let warning = progress.warning {
      let length = duration(microseconds: abs(warning))
      if abs(warning) < 60_000_000 {
        parts.append(pick("with the first loss", "最初の被害と同時"))
      } else if warning > 0 {
        parts.append(pick("\(length) before the first loss", "最初の被害の \(length)前"))
      } else {
        parts.append(pick("\(length) after the first loss", "最初の被害の \(length)後"))
      }
    }
    return "\(time.dateText) \(time.clockText) UTC\(pick(": ", "："))\(parts.joined(separator: comma))"
  }

  /// The story with the numbers of its notes, each before its sentence's end: `… were deleted [3, 4].`
  func story(_ narrative: Narrative) -> String {
    let notes = narrative.notes
    return narrative.sentences.map { sentence in
      let numbers = sentence.steps.compactMap { notes[$0] }.map(String.init)
      guard !numbers.isEmpty else { return sentence.text }
      let (body, stop) = Self.split(sentence.text)
      return "\(body)\(pick(" ", ""))[\(numbers.joined(separator: ", "))]\(stop)"
    }.joined(separator: pick(" ", ""))
  }

  /// A sentence without its full stop, and the full stop.
  static func split(_ sentence: String) -> (body: String, stop: String) {
    guard let last = sentence.last, last == "." || last == "。" else { return (sentence, "") }
    return (String(sentence.dropLast()), String(last))
  }

  /// `3 high, 12 low`, the gravest first.
  func levels(_ counts: [Level: Int]) -> String {
    Level.allCases.reversed().compactMap { level in
      guard let count = counts[level], count > 0 else { return nil }
      return language == .japanese ? "\(self.level(level)) \(count.grouped)" : "\(count.grouped) \(level.name)"
    }.joined(separator: pick(", ", "、"))
  }

  func duration(microseconds: Int64) -> String { language.duration(microseconds: microseconds) }

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
