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
  public var operation: String?
  public var target: String?
  public var tenant: String?
  /// Microseconds since 1970.
  public var time: Int64
  public var actClass: ActClass

  public init(
    rule: String, actor: String, issuer: String? = nil, address: String? = nil, country: String? = nil,
    agent: String? = nil, operation: String? = nil, target: String? = nil, tenant: String? = nil, time: Int64,
    actClass: ActClass = .other
  ) {
    self.rule = rule
    self.actor = actor
    self.issuer = issuer
    self.address = address
    self.country = country
    self.agent = agent
    self.operation = operation
    self.target = target
    self.tenant = tenant
    self.time = time
    self.actClass = actClass
  }

  /// Whom an entry names: a pattern that takes no text from the record for a wildcard of its own but those it has.
  private var who: String {
    actor.filter { $0 == ":" }.count >= 3 ? "[\(YAMLText.quoted(String(actor.prefix(512))))]" : "everyone"
  }

  /// A mute of this rule for this identity, until a month after the alert or the given day, whichever is later.
  ///
  /// - Parameter day: today, counted from 1970-01-01.
  public func mute(today day: Int64) -> String {
    let until = CalendarText.date(days: max(day, time / 86_400_000_000) + 30)
    var lines = ["mute:", "  - rule: \(YAMLText.quoted(rule))", "    who: \(who)"]
    if who == "everyone", let address, AddressRange(address) != nil {
      lines.append("    from: [\(YAMLText.quoted(address))]")
    }
    if let target, !target.isEmpty, target.utf8.count <= 512 {
      lines.append("    # resources: [\(YAMLText.quoted(target))]  # narrows it to this target")
    }
    lines.append("    reason: 'say why this needs nobody'")
    lines.append("    until: \(until)")
    lines.append("    by: 'you@example.com'")
    return lines.joined(separator: "\n")
  }

  /// What declares as usual what the alert found unusual; `nil` where the rule is not of behaviour, or the record lacks
  /// what an entry would name.
  public var expectation: String? {
    guard rule.hasPrefix("behaviour-") || rule.hasPrefix("expectation-") else { return nil }
    if rule.contains("by-hand") || rule.contains("pipeline") { return pipeline }
    if rule.contains("leaver") || rule.contains("break-glass") { return nil }
    let said = said
    guard !said.isEmpty else { return nil }
    return (["expect:", "  - name: 'say what this identity does'", "    who: \(who)"] + said.map { "    " + $0 })
      .joined(separator: "\n")
  }

  private var said: [String] {
    let all = [
      ("network", address.flatMap { AddressRange($0) == nil ? nil : "from: [\(YAMLText.quoted($0))]" }),
      (
        "country",
        country.flatMap { ExpectationReader.isCountry($0) ? "countries: [\(YAMLText.quoted($0.uppercased()))]" : nil }
      ),
      ("agent", agent.map { "agents: [\(YAMLText.quoted(agentName($0)))]" }),
      ("hours", time > 0 ? "hours: ['\(hours)']" : nil),
      ("operation", operation.map { "operations: [\(YAMLText.quoted($0))]" }),
    ]
    let wanted =
      Self.aspects.first { words, _ in words.contains { rule.contains($0) } }?.aspects ?? ["network", "agent"]
    return all.compactMap { aspect, line in wanted.contains(aspect) ? line : nil }
  }

  /// Which aspects speak to which kinds, by words of the kind's id.
  private static let aspects: [(words: [String], aspects: [String])] = [
    (["travel", "place", "country"], ["network", "country"]), (["network", "address", "several"], ["network"]),
    (["agent", "tool"], ["agent"]), (["hour", "rhythm", "dormant", "time"], ["hours"]),
    (["operation", "admin", "first-act"], ["operation"]),
  ]

  /// The family, or the part of an agent before its version.
  private func agentName(_ agent: String) -> String {
    if let family = AgentFamily.of(ASCIIFold.fold(agent.utf8)) { return family.rawValue }
    let name = agent.prefix { $0 != "/" && $0 != " " }
    return name.isEmpty ? String(agent.prefix(80)) : String(name.prefix(80))
  }

  /// The hour of the alert and one to either side, every day.
  private var hours: String {
    let hour = (time / 3_600_000_000) % 24
    let from = CalendarText.padded((hour + 23) % 24)
    let to = CalendarText.padded((hour + 2) % 24)
    return "daily \(from):00-\(to == "00" ? "24" : to):00 UTC"
  }

  private var pipeline: String? {
    guard let tenant, !tenant.isEmpty, who != "everyone" else { return nil }
    return [
      "pipelines:", "  - name: 'say which pipeline this is'", "    who: \(who)",
      "    owns: {tenants: [\(YAMLText.quoted(tenant))]}",
    ].joined(separator: "\n")
  }
}
