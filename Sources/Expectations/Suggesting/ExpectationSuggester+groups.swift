import Activity

extension ExpectationSuggester {
  /// What is usual for the people of one e-mail domain.
  struct Usual {
    var domain: String
    var people: Set<UInt64> = []
    var acts = 0
    var countries: [UInt16: Int] = [:]
    var hours: [UInt16: Int] = [:]
  }

  func usualGroups() -> [Usual] {
    var groups: [String: Usual] = [:]
    for (_, seen) in identities where seen.isHuman == true && seen.email != 0 {
      guard let email = names.text(seen.email), let at = email.lastIndex(of: "@") else { continue }
      let domain = email[email.index(after: at)...].lowercased()
      guard groups[domain] != nil || groups.count < 10_000 else { continue }
      var usual = groups[domain] ?? Usual(domain: domain)
      usual.people.insert(seen.email)
      usual.acts += seen.acts
      usual.countries.merge(seen.countries) { $0 + $1 }
      usual.hours.merge(seen.hours) { $0 + $1 }
      groups[domain] = usual
    }
    return groups.values.filter { $0.people.count >= 3 && $0.acts >= 200 }
      .sorted { ($1.people.count, $0.domain) < ($0.people.count, $1.domain) }
  }

  func groupLines(_ groups: [Usual]) -> [String] {
    var entries: [String] = []
    for usual in groups.prefix(Self.most) {
      let located = usual.countries.values.reduce(0, +)
      let countries = usual.countries.filter { Double($0.value) >= max(20, Double(located) * 0.01) }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
      let zone = countries.first.flatMap { CountryZones.zone(of: Self.letters($0.key)) }
      let window = WorkWindow.find(usual.hours, offsetHours: zone?.offset ?? 0)
      guard !countries.isEmpty || window != nil else { continue }
      entries.append("  - name: \(YAMLText.quoted("How people of \(usual.domain) work"))")
      entries.append("    # \(usual.people.count) people, \(usual.acts) records")
      entries.append("    who: {emails: [\(YAMLText.quoted("*@" + usual.domain))], kind: human}")
      if !countries.isEmpty {
        let shares = countries.map { "\(Self.letters($0.key)) \($0.value * 100 / max(1, located)) %" }
        let listed = countries.reduce(0) { $0 + $1.value }
        entries.append(
          "    # \(shares.joined(separator: ", ")) of the \(located) records whose country is known; "
            + "\(located - listed) are from elsewhere")
        entries.append(
          "    countries: [\(countries.map { YAMLText.quoted(Self.letters($0.key)) }.joined(separator: ", "))]")
      }
      if let window {
        entries.append("    # \(window.percent) % of the records are within")
        entries.append("    hours: \(YAMLText.quoted("\(window.text) \(zone?.name ?? "UTC")"))")
      }
      entries.append("    sensitivity: medium")
    }
    guard !entries.isEmpty else { return [] }
    // An entry makes breaches of the rest and explains what it lists, an intruder's country, too: people have to decide.
    return [
      "# What is usual where people share an e-mail domain. What is not listed becomes a breach, and what is listed no",
      "# surprise: uncomment it, narrowed as you know it, where it is meant to be kept to.", "# expect:",
    ] + entries.map { "# " + $0 } + [""]
  }
}
