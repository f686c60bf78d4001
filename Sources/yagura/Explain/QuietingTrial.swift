import Activity
import Detection
import Expectations
import Foundation
import Report
import Scanning

/// Scans again with what would quieten an alert, to offer only what does.
struct QuietingTrial {
  let options: ScanOptions
  let engine: Engine
  let alert: Alert
  /// Ids of the alerts of medium and above of the scan that raised it, with their levels.
  let before: [String: Level]
  /// The text of the expectations file that the scan was made with, empty where there was none, and its path.
  let text: String
  let path: String

  /// Of the changes, the first that keeps the alert from being raised and raises no other of medium level or above; else
  /// the first that lowers it without doing so.
  func first(of changes: [Quieting]) throws -> AlertExplanation.Declaration? {
    var lowering: AlertExplanation.Declaration?
    for change in changes {
      guard let changed = change.applied(to: text),
        case .success(let file) = ExpectationReader.read(text: changed, path: path)
      else { continue }
      let result = try scan(with: Expectations(file))
      guard result.isClean else { continue }
      guard let level = result.level else { return AlertExplanation.Declaration(change, remaining: nil) }
      if level < alert.rule.level, lowering == nil {
        lowering = AlertExplanation.Declaration(change, remaining: level)
      }
    }
    return lowering
  }

  /// What became of the alert, and whether nothing new came of it.
  private func scan(with expectations: Expectations) throws -> (level: Level?, isClean: Bool) {
    var options = options
    options.watch.expectations = expectations
    let outcome = Outcome()
    let wanted = alert.id
    let (before, rule, actor) = (before, alert.rule.id, alert.keys.actor)
    _ = try Scan(options, engine: engine).run { found in
      let id = found.id
      // The same on other records of the same identity is not quiet either.
      if id == wanted || found.rule.id == rule && found.keys.actor == actor && before[id] == nil {
        outcome.level = max(outcome.level ?? .informational, found.rule.level)
      } else if found.rule.level >= .medium, before[id].map({ found.rule.level > $0 }) ?? true {
        outcome.isClean = false
      }
    }
    return (outcome.level, outcome.isClean)
  }

  /// The scan calls on one thread at a time, and is over when it is read.
  private final class Outcome {
    var level: Level?
    var isClean = true
  }
}
