import Detection

extension RuleCoverage {
  /// ATT&CK coverage as Markdown: a summary by tactic, then a table for each tactic.
  public var markdown: String {
    var lines = [
      "\(entries.count) detections address \(byTechnique.count) techniques and sub-techniques of ATT&CK.", "",
      "| tactic | techniques | detections |", "| --- | ---: | ---: |",
    ]
    for tactic in Tactic.allCases {
      let cells = cells[tactic] ?? []
      let detections = Set(cells.flatMap { $0.entries.map(\.rule.id) }).count
      lines.append("| \(Self.name(tactic)) | \(cells.count) | \(detections) |")
    }
    for tactic in Tactic.allCases {
      guard let cells = cells[tactic], !cells.isEmpty else { continue }
      lines += [
        "", "### \(Self.name(tactic))", "", "| technique | detections | levels | providers |",
        "| --- | ---: | --- | --- |",
      ]
      for cell in cells {
        let levels = cell.entries.byLevel.map { "\($0.count) \($0.level.name)" }.joined(separator: ", ")
        let providers = cell.entries.byProvider.map { "\(Self.escaped($0.provider)) \($0.count)" }.joined(
          separator: ", ")
        lines.append(
          "| [\(cell.technique.id)](\(cell.technique.url)) \(Self.escaped(cell.title)) | \(cell.entries.count) | "
            + "\(levels) | \(providers) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The CSA's top threats with the detections that address them, as Markdown.
  public var csaMarkdown: String {
    var lines = [
      "| threat | service model | view | owner | detections | levels | providers |",
      "| --- | --- | --- | --- | ---: | --- | --- |",
    ]
    for group in CSAThreat.Group.allCases {
      lines.append("| **\(group.rawValue)** | | | | | | |")
      for threat in CSAThreat.all where threat.group == group {
        let entries = entries(ofThreat: threat.number)
        let levels = entries.byLevel.map { "\($0.count) \($0.level.name)" }.joined(separator: ", ")
        let providers = entries.byProvider.map { "\(Self.escaped($0.provider)) \($0.count)" }.joined(separator: ", ")
        lines.append(
          "| \(threat.tag) \(threat.title) | \(threat.models.joined(separator: ", ")) | "
            + "\(threat.views.map(\.rawValue).joined(separator: ", ")) | \(threat.owner.rawValue) | \(entries.count) | "
            + "\(levels) | \(providers) |")
      }
    }
    for threat in CSAThreat.all {
      lines += ["", "### \(threat.tag) \(threat.title)", ""]
      let entries = entries(ofThreat: threat.number)
      for entry in entries.prefix(Self.named) {
        let providers = entry.isBroad ? "any" : entry.providers.joined(separator: ", ")
        lines.append("- \(Self.escaped(entry.rule.title)) (\(entry.rule.level.name); \(Self.escaped(providers)))")
      }
      if entries.count > Self.named { lines.append("- and \(entries.count - Self.named) more") }
      if entries.isEmpty { lines.append("No detection.") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Detections named under each threat.
  private static let named = 40

  /// As ATT&CK writes it, e.g. `Command and Control`.
  static func name(_ tactic: Tactic) -> String {
    tactic.tag.split(separator: "-").map { $0 == "and" ? "and" : $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }

  /// A text of a rule inside Markdown: no markup, no end of a cell.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for character in text {
      if character.isNewline {
        safe.append(" ")
      } else {
        if "\\`*_[]<>|#".contains(character) { safe.append("\\") }
        safe.append(character)
      }
    }
    return safe
  }
}
