import Activity
import JSONTape

/// Entries of an expectations file that would quieten an alert, ready to be pasted and finished.
public struct QuietingSnippet: Sendable {
  /// Of the rule or of the kind of behaviour or breach.
  public var rule: String
  public var actor: String
  /// What stands behind `actor` where that is a session.
  public var issuer: String?
  public var address: String?
  public var country: String?
  public var agent: String?
  public var device: String?
  public var operation: String?
  public var target: String?
  /// Microseconds since 1970.
  public var time: Int64
  /// What the alert is grouped by: of a breach, the entry's name; of an indicator, its value.
  public var group: [String]
  /// What the alert says of itself: a breach names the line of its entry.
  public var reasons: [String]
  /// The file that the alert was raised with.
  public var file: ExpectationFile?

  public init(
    rule: String, actor: String, issuer: String? = nil, address: String? = nil, country: String? = nil,
    agent: String? = nil, device: String? = nil, operation: String? = nil, target: String? = nil, time: Int64,
    group: [String] = [], reasons: [String] = [], file: ExpectationFile? = nil
  ) {
    self.rule = rule
    self.actor = actor
    self.issuer = issuer
    self.address = address
    self.country = country
    self.agent = agent
    self.device = device
    self.operation = operation
    self.target = target
    self.time = time
    self.group = group
    self.reasons = reasons
    self.file = file
  }

  /// Whom an entry names; `nil` where the record tells of nobody. Who stands behind a session is meant rather than the
  /// role, which others take, too.
  var who: String? {
    [issuer, actor].compactMap(\.self).first { $0.filter { $0 == ":" }.count >= 3 }.map(Self.pattern)
  }

  /// A pattern that takes no text from the record for a wildcard of many characters.
  private static func pattern(_ text: String) -> String {
    let literal = text.replacing("*", with: "?")
    let head = String(literal.unicodeScalars.prefix(200))
    return head == literal ? literal : head + "*"
  }

  private var isAddress: Bool { address.map { AddressRange.address($0) != nil } ?? false }

  // MARK: Mutes

  /// A mute of this rule for this identity, until a month after the alert or the given day, whichever is later.
  ///
  /// - Parameter day: today, counted from 1970-01-01.
  public func mute(today day: Int64) -> String {
    let until = CalendarText.date(days: max(day, time / 86_400_000_000) + 30)
    var lines = ["mute:", "  - rule: \(YAMLText.quoted(rule))"]
    if let address, isAddress, isAboutAddress || who == nil {
      // The same address goes on with others.
      lines.append("    from: [\(YAMLText.quoted(address))]")
    } else if let who {
      lines.append("    who: [\(YAMLText.quoted(who))]")
    } else {
      lines.append("    who: everyone")
    }
    if let target, !target.isEmpty, target.utf8.count <= 512, !isAboutAddress {
      lines.append("    # resources: [\(YAMLText.quoted(Self.pattern(target)))]  # narrows it to this target")
    }
    lines.append("    # level: low  # keeps it, as context, instead of hiding it")
    lines.append("    reason: 'say why this needs nobody'")
    lines.append("    until: \(until)")
    lines.append("    by: 'you@example.com'")
    return lines.joined(separator: "\n")
  }

  /// Whether the finding is about an address and whoever is tried from it.
  private var isAboutAddress: Bool {
    rule == "behaviour-password-spraying" || address.map { group.contains("indicator=\($0)") } ?? false
  }

  // MARK: Declarations

  /// What declares as usual what the alert found unusual, the least that may do first; none where only a mute helps.
  public var declarations: [Quieting] {
    switch QuietingRemedy.of(rule) {
    case .place: return entries([place])
    case .act: return entries([usual(operation: true)])
    case .origin:
      let place = place
      let tool = usual()
      let all = usual(operation: true)
      return entries([place]) + entries([tool]) + (place == nil ? [] : entries([place, tool]))
        + entries([place, all])
    case .entry: return line.map { [.line($0)] } ?? []
    case .muteOnly: return []
    }
  }

  private func entries(_ parts: [String?]) -> [Quieting] {
    let parts = parts.compactMap(\.self)
    return parts.isEmpty ? [] : [.entries(parts.joined(separator: "\n"))]
  }

  /// A network that is a usual place for this identity. It breaks nothing that holds for it elsewhere.
  private var place: String? {
    guard let who, let address, isAddress else { return nil }
    let name = address.map { $0.isLetter || $0.isNumber ? $0 : "-" }
    var lines = ["networks:", "  \(YAMLText.quoted("place-" + String(name))):  # call it as you do"]
    lines.append("    addresses: [\(YAMLText.quoted(address))]")
    if let country, ExpectationReader.isCountry(country) {
      lines.append("    country: \(YAMLText.quoted(country.uppercased()))")
    }
    lines += ["    kind: other", "    for: [\(YAMLText.quoted(who))]"]
    return lines.joined(separator: "\n")
  }

  /// What this identity uses and does, without making a breach of everything else.
  private func usual(operation isDeclared: Bool = false) -> String? {
    guard let who else { return nil }
    var lines: [String] = []
    if QuietingRemedy.of(rule) != .act {
      if let agent { lines.append("agents: [\(YAMLText.quoted(agentName(agent)))]") }
      if let device { lines.append("devices: [\(YAMLText.quoted(Self.pattern(device)))]") }
    }
    if isDeclared, let operation { lines.append("operations: [\(YAMLText.quoted(operation))]") }
    guard !lines.isEmpty else { return nil }
    lines.append("strict: false  # what is not listed is no breach")
    return
      (["expect:", "  - name: 'say what this identity does'", "    who: [\(YAMLText.quoted(who))]"]
      + lines.map { "    " + $0 }).joined(separator: "\n")
  }

  /// The family, or the part of an agent before its version.
  private func agentName(_ agent: String) -> String {
    if let family = AgentFamily.of(ASCIIFold.fold(agent.utf8)) { return family.rawValue }
    let name = agent.prefix { $0 != "/" && $0 != " " }
    return Self.pattern(name.isEmpty ? String(agent.prefix(80)) : String(name.prefix(80)))
  }

  /// The hour of the alert and one to either side, every day.
  private var hours: String {
    let hour = (time / 3_600_000_000) % 24
    let from = CalendarText.padded((hour + 23) % 24)
    let to = CalendarText.padded((hour + 2) % 24)
    return "daily \(from):00-\(to == "00" ? "24" : to):00 UTC"
  }

  // MARK: Lines of entries that are there

  private var line: QuietingLine? {
    guard let file, let name = group.first else { return nil }
    switch rule {
    case BreachKind.byHand.id:
      return named(file.pipelines, name, \.name, \.line).flatMap {
        selector("except", adding: $0.except, $0.name, $0.line, file)
      }
    case BreachKind.crownJewel.id:
      return named(file.crownJewels, name, \.name, \.line).flatMap {
        selector("only", adding: $0.only, $0.name, $0.line, file)
      }
    default:
      guard let entry = named(file.expectations, name, \.name, \.line) else { return nil }
      return listed(entry, file).map { key, items in
        QuietingLine(
          line: entry.line, entry: entry.name, file: file.file, key: key,
          text: "\(key): [\(items.map(YAMLText.quoted).joined(separator: ", "))]")
      }
    }
  }

  /// The entry of a name whose line the alert tells.
  private func named<Entry>(
    _ entries: [Entry], _ name: String, _ nameOf: (Entry) -> String, _ lineOf: (Entry) -> Int
  ) -> Entry? {
    let own = entries.filter { nameOf($0) == name }
    return own.first { entry in reasons.contains { $0.contains(":\(lineOf(entry)))") } } ?? own.first
  }

  /// A list of the entry with what was seen in it.
  private func listed(_ entry: DeclaredExpectation, _ file: ExpectationFile) -> (key: String, items: [String])? {
    func add(_ key: String, _ items: [String]?, _ seen: String?) -> (key: String, items: [String])? {
      guard let items, let seen, !seen.isEmpty, !items.contains(seen) else { return nil }
      return (key, items + [seen])
    }
    switch rule {
    case BreachKind.network.id:
      let places = entry.from?.map { place in
        let network = file.networks[place]
        return network.name.isEmpty ? network.ranges.first?.text ?? "" : network.name
      }
      return add("from", places, isAddress ? address : nil)
    case BreachKind.country.id:
      return add("countries", entry.countries, country.flatMap { ExpectationReader.isCountry($0) ? $0 : nil })
    case BreachKind.agent.id: return add("agents", entry.agents?.map(\.text), agent.map(agentName))
    case BreachKind.device.id: return add("devices", entry.devices?.map(\.text), device.map(Self.pattern))
    case BreachKind.hours.id: return add("hours", entry.hours?.map(\.text), time > 0 ? hours : nil)
    case BreachKind.operation.id: return add("operations", entry.operations?.map(\.text), operation)
    case BreachKind.resource.id: return add("resources", entry.resources?.map(\.text), target.map(Self.pattern))
    default: return nil
    }
  }

  /// A selector with this identity in it; `nil` where it is narrowed by more than names.
  private func selector(
    _ key: String, adding selector: Selector?, _ name: String, _ line: Int, _ file: ExpectationFile
  ) -> QuietingLine? {
    guard let who else { return nil }
    let selector = selector ?? Selector()
    guard selector.providers.isEmpty, selector.kind == nil else { return nil }
    let members = selector.groups + selector.emails.map(\.text) + selector.identities.map(\.text) + [who]
    return QuietingLine(
      line: line, entry: name, file: file.file, key: key,
      text: "\(key): [\(members.map(YAMLText.quoted).joined(separator: ", "))]")
  }
}
