import Activity

extension MuteLedger.Entry {
  /// What became of a mute.
  public enum State: String, Sendable {
    /// It muted or lowered something.
    case met
    /// It met only alerts from after its end, which count again; or it had ended before the last record.
    case ended
    /// Nothing that it is for was raised.
    case unmatched
  }

  /// - Parameter end: microseconds since 1970 of the last record.
  public func state(at end: Int64?) -> State {
    if muted > 0 { return .met }
    if expired > 0 { return .ended }
    return end.map { mute.until <= $0 } ?? false ? .ended : .unmatched
  }

  /// The rules that it is for.
  public var rules: String {
    let shown = mute.rules.prefix(4).map(\.text).joined(separator: ", ")
    return mute.rules.count > 4 ? shown + ", …" : shown
  }

  /// The line of a summary: what was muted, by which mute, why, by whom, until when.
  public func textEn(at end: Int64?) -> String {
    let mute = "\(rules) (\(place)): \"\(mute.reason)\", \(mute.by), until \(mute.untilText)"
    switch state(at: end) {
    case .unmatched: return "nothing met \(mute)"
    case .ended:
      if expired == 0 { return "ended and met nothing: \(mute)" }
      return "\(expired) \(expired == 1 ? "alert counts" : "alerts count") again, because it has ended: \(mute)"
    case .met:
      let did = self.mute.level.map { "lowered to \($0.name)" } ?? "muted"
      let again =
        expired > 0 ? "; it has ended, and \(expired) later \(expired == 1 ? "one counts" : "ones count")" : ""
      return "\(muted) \(muted == 1 ? "alert" : "alerts") \(did): \(mute)\(again)"
    }
  }

  /// - Parameter level: the word for the level that it lowers to.
  public func textJa(at end: Int64?, level: (Level) -> String) -> String {
    let mute = "\(rules)（\(place)）「\(mute.reason)」（\(mute.by)、\(mute.untilText) まで）"
    switch state(at: end) {
    case .unmatched: return "該当なし：\(mute)"
    case .ended:
      if expired == 0 { return "期限切れ、該当なし：\(mute)" }
      return "期限切れのため、アラート \(expired) 件を再び通知：\(mute)"
    case .met:
      let did = self.mute.level.map { "重大度「\(level($0))」に引き下げ" } ?? "ミュート"
      let again = expired > 0 ? "。期限切れのため、その後の \(expired) 件は再び通知" : ""
      return "アラート \(muted) 件を\(did)：\(mute)\(again)"
    }
  }
}
