import JSONTape

extension ExpectationSuggester {
  /// Root users and identities whose names speak of emergencies, as far as they are used as such: seldom. Nobody else is
  /// proposed, however rarely seen.
  func breakGlassLines() -> [String] {
    let all = daysSeen
    let candidates = identities.compactMap { key, seen -> (key: String, seen: SeenIdentity)? in
      guard !seen.days.isEmpty, let text = names.text(key), text.filter({ $0 == ":" }).count >= 3 else { return nil }
      return (text, seen)
    }.sorted { $0.key < $1.key }
    guard !candidates.isEmpty else { return [] }
    let most = max(1, all / Self.breakGlassShare)
    var proposed: [String] = []
    var others: [String] = []
    for candidate in candidates.prefix(Self.most) {
      let seen = candidate.seen
      var about = "used on \(seen.days.count) of \(Self.days(all)), \(seen.acts) records, \(seen.grave) of them grave"
      if !seen.people.isEmpty { about += ", by \(seen.people.count) \(seen.people.count == 1 ? "person" : "people")" }
      let why = seen.isRoot ? "root user" : "the name speaks of emergencies"
      if seen.days.count <= most {
        proposed.append("  - \(YAMLText.quoted(candidate.key))  # \(why); \(about): see that each use was announced")
      } else {
        others.append("# Not proposed: \(YAMLText.comment(candidate.key)), \(why), but \(about): it is in regular use")
      }
    }
    var lines = [
      "# Root users and names that speak of emergencies. Every use becomes an alert, those of these logs, too.",
      "# Add those that were not used at all: logs do not show them.",
    ]
    if !proposed.isEmpty { lines += ["break_glass:"] + proposed }
    return lines + others + [""]
  }

  /// A break-glass identity is used on at most one day of so many.
  private static let breakGlassShare = 15

  func leaverLines() -> [String] {
    let leavers = removed.compactMap { subject, removal -> (subject: UInt64, text: String, removal: Removal)? in
      guard returned[subject] ?? .min < removal.time else { return nil }
      return names.text(subject).map { (subject, $0, removal) }
    }.filter { $0.text.contains("@") || $0.text.filter { $0 == ":" }.count >= 3 }
      .filter { !$0.text.contains("*") && $0.removal.time > 0 }
      .sorted { ($0.removal.time, $0.text) < ($1.removal.time, $1.text) }
    guard !leavers.isEmpty else { return [] }
    var lines = [
      "# Taken away in a directory of people, and not let in again: see that it was rightly done.", "leavers:",
    ]
    for leaver in leavers.prefix(ExpectationLimits.entries) {
      let operation =
        names.text(leaver.removal.operation).map { YAMLText.comment($0.hasPrefix(":") ? String($0.dropFirst()) : $0) }
        ?? ""
      let by =
        (person(of: leaver.removal.by) ?? names.text(leaver.removal.by)).map { " by \(YAMLText.comment($0))" } ?? ""
      let isKey = leaver.text.filter { $0 == ":" }.count >= 3
      let subject = isKey ? "identities: [\(YAMLText.quoted(leaver.text))]" : "email: \(YAMLText.quoted(leaver.text))"
      let days = leaver.removal.time / 86_400_000_000
      let person = person(of: leaver.subject).map { ", \(YAMLText.comment($0))" } ?? ""
      lines.append(
        "  - {\(subject), left: \(CalendarText.date(days: days))}  # \(operation)\(by)\(isKey ? person : "")")
    }
    return lines + [""]
  }

  /// The e-mail address that an identity's records carry.
  private func person(of identity: UInt64) -> String? {
    identities[identity].flatMap { $0.email == 0 ? nil : names.text($0.email) }
  }
}
