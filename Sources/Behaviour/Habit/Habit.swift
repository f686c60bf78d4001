/// Why an alert is nothing new: what was done before by the same identity, its team or at the same site, in numbers.
public struct Habit: Sendable, Hashable {
  /// Why an alert is nothing new.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// The identity itself did it on enough days.
    case own
    /// Enough others of its team did it on enough days.
    case team
    /// Of the first days of all, when nothing was known yet: its team, or the identity itself, did it on many days after.
    case later
    /// A request from the internet that was refused at the edge, one of many.
    case blocked
    /// A request that matched and was let through, as many are at this site.
    case passed
  }

  public var kind: Kind
  /// Earlier days on which it was done: by the identity, or at the site.
  public var days: Int
  /// Days back that were looked at, as far as records go back.
  public var span: Int
  /// Others of the team who did it, and on how many days.
  public var others = 0
  public var otherDays = 0
  /// How often today, this one included, and on the busiest earlier day.
  public var today: Int
  public var busiest: Int

  public init(
    kind: Kind, days: Int, span: Int, others: Int = 0, otherDays: Int = 0, today: Int, busiest: Int
  ) {
    self.kind = kind
    self.days = days
    self.span = span
    self.others = others
    self.otherDays = otherDays
    self.today = today
    self.busiest = busiest
  }

  public var en: String {
    switch kind {
    case .later:
      var parts: [String] = []
      if days > 0 { parts.append("the same identity did this on \(Self.days(days)) besides") }
      if others > 0 {
        parts.append(
          "about \(others) \(others == 1 ? "other" : "others") with the same access did it, on \(Self.days(otherDays))")
      }
      return "It is usual, as the time after showed: " + parts.joined(separator: "; ")
        + "; it was done at most \(times(today)) a day, from a usual place"
    case .own, .team:
      var parts: [String] = []
      if days > 0 {
        parts.append(
          "the same identity did this on \(days) of the \(span) days before, at most \(times(busiest)) a day")
      }
      if others > 0 {
        parts.append(
          "about \(others) \(others == 1 ? "other" : "others") with the same access did it, on \(Self.days(otherDays))")
      }
      return "It is usual: " + parts.joined(separator: "; ") + "; it was done \(times(today)) today, from a usual place"
    case .blocked:
      return days == 0
        ? "It was blocked, and is one of \(today) of the kind at this site today"
        : "It was blocked, and is one of \(today) of the kind at this site today; there were some on \(days) of the "
          + "\(span) days before, up to \(busiest) a day"
    case .passed:
      return
        "Requests of the kind were let through at this site on \(days) of the \(span) days before, up to \(busiest) a "
        + "day; today it is \(today)"
    }
  }

  public var ja: String {
    switch kind {
    case .later:
      var parts: [String] = []
      if days > 0 { parts.append("同じIDがほかの\(days)日にも行っている") }
      if others > 0 { parts.append("同じ権限を持つほかの約\(others)人も\(otherDays)日に行っている") }
      return "その後の記録から、日常の操作である：" + parts.joined(separator: "、") + "。普段の場所から、1日に最大\(today)回行われた"
    case .own, .team:
      var parts: [String] = []
      if days > 0 { parts.append("同じIDが過去\(span)日のうち\(days)日に行っている（1日に最大\(busiest)回）") }
      if others > 0 { parts.append("同じ権限を持つほかの約\(others)人も\(otherDays)日に行っている") }
      return "日常の操作である：" + parts.joined(separator: "、") + "。本日は普段の場所から\(today)回目である"
    case .blocked:
      return days == 0
        ? "遮断されており、このサイトで本日あった同種の\(today)件の一つである"
        : "遮断されており、このサイトで本日あった同種の\(today)件の一つである。過去\(span)日のうち\(days)日にもあった（1日に最大\(busiest)件）"
    case .passed:
      return "このサイトでは、同種のリクエストが過去\(span)日のうち\(days)日に通過している（1日に最大\(busiest)件）。本日は\(today)件目である"
    }
  }

  private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
