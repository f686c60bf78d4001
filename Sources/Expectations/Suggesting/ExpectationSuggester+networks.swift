import Activity

extension ExpectationSuggester {
  /// Networks with fewer people are homes.
  private static let officePeople = 3
  /// Networks seen on fewer days are no offices, however many use them: one intruder with many accounts looks so.
  private static let officeDays = 3

  typealias Office = (name: String, ranges: [String], seen: SeenNetwork)

  /// Networks that many people share, the most people first.
  func offices(_ people: Int) -> [Office] {
    let leastDays = max(Self.officeDays, daysSeen / 5)
    return shared(people).filter { $0.value.days.count >= leastDays }.enumerated().map { number, network in
      office("office-\(number + 1)", network)
    }
  }

  /// Networks that several people used, but on so few days that they may be one intruder's.
  func doubtful(_ people: Int, _ offices: [Office]) -> [Office] {
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

  func networkLines(_ offices: [Office], _ doubtful: [Office]) -> [String] {
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

  private static func dominant(_ counts: [UInt16: Int], share: Double) -> UInt16? {
    let all = counts.values.reduce(0, +)
    return counts.first { Double($0.value) >= Double(all) * share }?.key
  }
}
