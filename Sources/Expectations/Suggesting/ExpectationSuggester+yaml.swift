import Activity
import JSONTape

extension ExpectationSuggester {
  /// Networks with fewer people are homes.
  private static let officePeople = 3
  /// Networks seen on fewer days are no offices, however many use them: one intruder with many accounts looks so.
  private static let officeDays = 3
  /// Most of each list; the numbers in the comments tell how many there were.
  private static let most = 40

  /// The proposal: a valid file whose comments give the numbers that it rests on. The same observations give the same
  /// text.
  public func yaml() -> String {
    var lines: [String] = []
    let people = Set(
      identities.filter { $0.value.isHuman == true }.map { $0.value.email != 0 ? $0.value.email : $0.key })
    let machines = identities.values.reduce(0) { $0 + ($1.isHuman == false ? 1 : 0) }
    lines.append("# Proposed by 'yagura expect suggest' from \(acts) records by \(people.count) people and")
    lines.append("# \(machines) machine identities\(span).")
    lines.append("# Read every line before you rely on it: what an intruder did in this time looks usual, too.")
    lines.append("# 'yagura expect check FILE' finds mistakes; docs/expectations.md says what else can be said.")
    lines.append("")
    let offices = offices(people.count)
    lines += networkLines(offices, doubtful(people.count, offices))
    let groups = usualGroups()
    lines += groupLines(groups)
    lines += peopleLines()
    lines += pipelineLines()
    lines += breakGlassLines()
    lines += leaverLines()
    return lines.joined(separator: "\n") + "\n"
  }

  private var span: String {
    guard first <= last, first != .max else { return "" }
    let days = max(1, (last - first) / 86_400_000_000 + 1)
    return
      " over \(days) \(days == 1 ? "day" : "days") (\(BreachWords.minute(first)) to \(BreachWords.minute(last)) UTC)"
  }

  // MARK: Networks

  private typealias Office = (name: String, ranges: [String], seen: SeenNetwork)

  /// Networks that many people share, the most people first.
  private func offices(_ people: Int) -> [Office] {
    let days = Int(max(0, (last - first) / 86_400_000_000)) + 1
    let leastDays = max(Self.officeDays, days / 5)
    return shared(people).filter { $0.value.days.count >= leastDays }.enumerated().map { number, network in
      office("office-\(number + 1)", network)
    }
  }

  /// Networks that several people used, but on so few days that they may be one intruder's.
  private func doubtful(_ people: Int, _ offices: [Office]) -> [Office] {
    let kept = Set(offices.map(\.ranges))
    return shared(people).map { office("", $0) }.filter { !kept.contains($0.ranges) }
  }

  private func shared(_ people: Int) -> [(key: Network, value: SeenNetwork)] {
    let least = max(Self.officePeople, people / 20)
    let shared = networks.filter { $0.value.people.count >= least && !$0.value.isHosting }
      .sorted { ($1.value.people.count, $0.key.high, $0.key.low) < ($0.value.people.count, $1.key.high, $1.key.low) }
    return Array(shared.prefix(Self.most))
  }

  private func office(_ name: String, _ network: (key: Network, value: SeenNetwork)) -> Office {
    let addresses = network.value.addresses.keys.compactMap { names.text($0) }.sorted()
    return (name, addresses.count <= 4 ? addresses : [Self.text(network.key)], network.value)
  }

  static func text(_ network: Network) -> String {
    if network.isFour {
      return "\(network.low >> 24 & 255).\(network.low >> 16 & 255).\(network.low >> 8 & 255).0/24"
    }
    let groups = [48, 32, 16].map { String(network.high >> UInt64($0) & 0xFFFF, radix: 16) }
    return groups.joined(separator: ":") + "::/48"
  }

  private func networkLines(_ offices: [Office], _ doubtful: [Office]) -> [String] {
    let doubts = doubtful.map { office in
      "# Not taken for an office: \(office.ranges.map(YAMLText.comment).joined(separator: ", ")), "
        + "\(office.seen.people.count) people, but on \(Self.days(office.seen.days.count)) only; look who they were"
    }
    guard !offices.isEmpty else {
      return ["# No network is shared by \(Self.officePeople) people or more, so none is taken for an office."] + doubts
        + [""]
    }
    var lines = ["# Networks from which many people work: name them as you know them.", "networks:"]
    for office in offices {
      var about =
        "\(office.seen.people.count) people, \(office.seen.acts) records, \(Self.days(office.seen.days.count))"
      if let organization = office.seen.organization { about += ", \(YAMLText.comment(organization))" }
      let country = Self.dominant(office.seen.countries, share: 0.95).map(Self.letters)
      let addresses = office.ranges.map(YAMLText.quoted).joined(separator: ", ")
      lines.append("  \(office.name):  # \(about)")
      lines.append("    addresses: [\(addresses)]")
      if let country { lines.append("    country: \(YAMLText.quoted(country))") }
    }
    return lines + doubts + [""]
  }

  private static func days(_ count: Int) -> String { "\(count) \(count == 1 ? "day" : "days")" }

  // MARK: Groups

  /// What is usual for the people of one e-mail domain.
  private struct Usual {
    var domain: String
    var people: Set<UInt64> = []
    var acts = 0
    var countries: [UInt16: Int] = [:]
    var hours: [UInt16: Int] = [:]
  }

  private func usualGroups() -> [Usual] {
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

  private func groupLines(_ groups: [Usual]) -> [String] {
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

  // MARK: People

  private func peopleLines() -> [String] {
    let several = accounts.filter { $0.value.count > 1 }.compactMap { email, keys -> (String, [String])? in
      guard let email = names.text(email), email.contains("@"), !email.contains("*") else { return nil }
      let keys = keys.compactMap { names.text($0) }.filter { $0.filter { $0 == ":" }.count >= 3 }.sorted()
      return keys.count > 1 ? (email, keys) : nil
    }.sorted { $0.0 < $1.0 }
    guard !several.isEmpty else { return [] }
    var lines = ["# \(several.count) e-mail addresses are used by several accounts: one person each.", "people:"]
    for (email, keys) in several.prefix(1000) {
      lines.append("  - email: \(YAMLText.quoted(email))  # the address stands in the records of all \(keys.count)")
      lines.append("    accounts: [\(keys.prefix(20).map(YAMLText.quoted).joined(separator: ", "))]")
    }
    if several.count > 1000 { lines.append("  # and \(several.count - 1000) more") }
    return lines + [""]
  }

  // MARK: Pipelines

  private func pipelineLines() -> [String] {
    var changesOfTenant: [UInt64: Int] = [:]
    for seen in identities.values {
      for (tenant, count) in seen.tenants { changesOfTenant[tenant, default: 0] += count }
    }
    let pipelines = identities.filter {
      $0.value.isHuman != true && $0.value.changes >= 50 && $0.value.pipelineChanges * 2 >= $0.value.changes
    }.compactMap { key, seen in names.text(key).map { (key: $0, seen: seen) } }
      .sorted { ($1.seen.changes, $0.key) < ($0.seen.changes, $1.key) }
    guard !pipelines.isEmpty else { return [] }
    var lines = ["# Machine identities that make changes with a pipeline's tools.", "pipelines:"]
    var kept = 0
    for pipeline in pipelines.prefix(Self.most) {
      // A tenant is owned where all changes of it are the pipeline's: anybody else's would be told as made by hand.
      let owned = pipeline.seen.tenants.filter { tenant, count in count == changesOfTenant[tenant] }.compactMap {
        tenant, count in
        names.text(tenant).map { (name: $0, count: count, all: changesOfTenant[tenant] ?? 0) }
      }
      .sorted { $0.name < $1.name }
      let about = "\(pipeline.seen.changes) changes, \(pipeline.seen.pipelineChanges) with a pipeline's tools"
      guard !owned.isEmpty else {
        lines.append(
          "  # \(YAMLText.comment(pipeline.key)): \(about); others change the same tenants, too, so none is its own")
        continue
      }
      kept += 1
      lines.append(
        "  - name: \(YAMLText.quoted(pipeline.key.split(separator: ":").last.map(String.init) ?? pipeline.key))")
      lines.append("    # \(about)")
      lines.append("    who: [\(YAMLText.quoted(pipeline.key))]")
      let shares = owned.map { "\(YAMLText.comment($0.name)): \($0.count) of \($0.all) changes" }
      lines.append("    # \(shares.joined(separator: "; "))")
      lines.append("    owns: {tenants: [\(owned.map { YAMLText.quoted($0.name) }.joined(separator: ", "))]}")
    }
    if kept == 0 { lines[1] = "# pipelines:" }
    return lines + [""]
  }

  // MARK: Break-glass and leavers

  /// Root users and identities whose names speak of emergencies, as far as they are used as such: seldom. Nobody else is
  /// proposed, however rarely seen.
  private func breakGlassLines() -> [String] {
    let all = Int(max(0, (last - first) / 86_400_000_000)) + 1
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

  private func leaverLines() -> [String] {
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

  // MARK: Text

  static func letters(_ country: UInt16) -> String {
    String(decoding: [UInt8(truncatingIfNeeded: country), UInt8(truncatingIfNeeded: country >> 8)], as: UTF8.self)
      .uppercased()
  }

  private static func dominant(_ counts: [UInt16: Int], share: Double) -> UInt16? {
    let all = counts.values.reduce(0, +)
    return counts.first { Double($0.value) >= Double(all) * share }?.key
  }
}
