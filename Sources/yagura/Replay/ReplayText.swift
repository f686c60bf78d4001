import Activity
import Foundation
import Incidents
import Scanning

/// When a replay's attack was found, for a person at a terminal.
struct ReplayText {
  private let outcome: ReplayOutcome
  private let language: Language

  init(_ outcome: ReplayOutcome, _ language: Language) {
    self.outcome = outcome
    self.language = language
  }

  var lines: [String] { language == .japanese ? japanese : english }

  private var english: [String] {
    let replay = outcome.replay
    var lines = [
      "", "Replay \(replay.name): \(replay.title[.english] ?? "") (\(replay.follows[.english] ?? ""))", "",
      "  first record of the attack  \(time(replay.start.time))",
    ]
    if let detection = outcome.detection, let minutes = outcome.minutesToDetection {
      lines.append(
        "  first alert                 \(time(detection.time))  after \(count(minutes)): \(detection.rule.title)")
    } else {
      lines.append("  first alert                 none of medium or more")
    }
    if let alarm = outcome.alarm, let minutes = outcome.minutesToAlarm {
      lines.append("  incident at high            \(time(alarm))  after \(count(minutes))")
    } else {
      lines.append("  incident at high            none")
    }
    lines.append(
      "  first loss                  \(time(replay.loss.time))  after \(count(outcome.minutesToLoss)): \(replay.lossKind.rawValue)"
    )
    if let incident = outcome.incident {
      lines.append("  incident                    \(incident.level.name), score \(incident.score)")
    }
    lines.append("")
    if let minutes = outcome.minutesToDetection {
      let ahead = outcome.minutesToLoss - minutes
      lines.append(
        outcome.isInTime
          ? "Found \(count(ahead)) before the loss began." : "Found \(count(-ahead)) after the loss had begun.")
    } else {
      lines.append("Not found.")
    }
    return lines + outcome.shortfalls.map { "Not as expected: \($0.text(in: .english))." }
  }

  private var japanese: [String] {
    let replay = outcome.replay
    var lines = [
      "", "再現 \(replay.name): \(replay.title[.japanese] ?? "")（\(replay.follows[.japanese] ?? "")）", "",
      "  攻撃の最初の記録  \(time(replay.start.time))",
    ]
    if let detection = outcome.detection, let minutes = outcome.minutesToDetection {
      let title = detection.rule.titleJa ?? detection.rule.title
      lines.append("  最初のアラート    \(time(detection.time))  \(count(minutes))後: \(title)")
    } else {
      lines.append("  最初のアラート    中レベル以上はなし")
    }
    if let alarm = outcome.alarm, let minutes = outcome.minutesToAlarm {
      lines.append("  高レベルの到達    \(time(alarm))  \(count(minutes))後")
    } else {
      lines.append("  高レベルの到達    なし")
    }
    let loss =
      switch replay.lossKind {
      case .exfiltration: "持ち出し"
      case .destruction: "破壊"
      case .abuse: "不正利用"
      }
    lines.append("  最初の被害        \(time(replay.loss.time))  \(count(outcome.minutesToLoss))後: \(loss)")
    if let incident = outcome.incident {
      lines.append("  インシデント      \(japanese(incident.level))、スコア \(incident.score)")
    }
    lines.append("")
    if let minutes = outcome.minutesToDetection {
      let ahead = outcome.minutesToLoss - minutes
      lines.append(outcome.isInTime ? "被害が始まる \(count(ahead))前に見つかりました。" : "被害が始まってから \(count(-ahead))後に見つかりました。")
    } else {
      lines.append("見つかりませんでした。")
    }
    return lines + outcome.shortfalls.map { "期待と異なります: \($0.text(in: .japanese))。" }
  }

  private func japanese(_ level: Level) -> String {
    switch level {
    case .critical: "緊急"
    case .high: "高"
    case .medium: "中"
    case .low: "低"
    case .informational: "情報"
    }
  }

  private func time(_ microseconds: Int64) -> String {
    let time = UTCTime(microseconds: microseconds)
    return "\(time.dateText) \(time.clockText) UTC"
  }

  /// Seconds below two minutes, whole minutes above.
  private func count(_ minutes: Double) -> String {
    let isJapanese = language == .japanese
    if minutes < 2 {
      let seconds = Int((minutes * 60).rounded())
      return isJapanese ? "\(seconds) 秒" : seconds == 1 ? "1 second" : "\(seconds) seconds"
    }
    let whole = Int(minutes.rounded())
    return isJapanese ? "\(whole) 分" : "\(whole) minutes"
  }
}
