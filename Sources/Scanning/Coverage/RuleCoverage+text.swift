import Detection

extension RuleCoverage {
  /// Coverage for a terminal: techniques by tactic, with counts.
  public var text: String {
    var lines: [String] = []
    for tactic in Tactic.allCases {
      let cells = cells[tactic] ?? []
      lines.append("\(Self.name(tactic)): \(cells.count) \(cells.count == 1 ? "technique" : "techniques")")
      for cell in cells {
        let levels = cell.entries.byLevel.map { "\($0.count) \($0.level.name)" }.joined(separator: ", ")
        let providers = cell.entries.byProvider.map { "\($0.provider) \($0.count)" }.joined(separator: ", ")
        let id = cell.technique.id.padding(to: 10)
        lines.append("  \(id) \(cell.title.padding(to: 52)) \(String(cell.entries.count).leading(to: 4))  \(levels)")
        lines.append("             \(providers)")
      }
    }
    let (untechnical, unthreatening, unknown) = untagged
    lines.append(
      "\(entries.count) detections, \(byTechnique.count) techniques; without a technique: \(untechnical.count), "
        + "without a CSA threat: \(unthreatening.count), with a technique that ATT&CK does not have: \(unknown.count)")
    for rule in untechnical { lines.append("no technique: \(rule.id) \(rule.title)") }
    for rule in unthreatening { lines.append("no CSA threat: \(rule.id) \(rule.title)") }
    for (rule, id) in unknown { lines.append("unknown technique \(id): \(rule.id) \(rule.title)") }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func leading(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
