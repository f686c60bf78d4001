extension RuleLint {
  private static let statuses = ["stable", "test", "experimental", "deprecated", "unsupported"]

  func check(_ metadata: SigmaMetadata, needsLevel: Bool, _ findings: inout Findings) {
    if metadata.title.isEmpty {
      findings.add(metadata, "the title is missing; say in a few words what the rule finds")
    } else if metadata.title.unicodeScalars.count > 256 {
      findings.add(metadata, "the title has more than 256 characters; move the rest to the description")
    }
    if let id = metadata.id {
      if !Self.isUUID(id) {
        findings.add(metadata, "the id '\(id.prefix(60))' is no UUID; make one, e.g. with uuidgen")
      }
    } else {
      findings.add(metadata, "the id is missing; add a UUID, e.g. from uuidgen, so that the rule can be referred to")
    }
    if needsLevel, metadata.level == nil {
      findings.add(metadata, "the level is missing; it is informational, low, medium, high or critical")
    }
    if let status = metadata.status {
      if !Self.statuses.contains(status) {
        findings.add(
          metadata, "unknown status '\(status.prefix(40))'; it is one of \(Self.statuses.joined(separator: ", "))")
      }
    } else if needsLevel {
      findings.add(metadata, "the status is missing; a new rule is 'experimental'")
    }
    if metadata.description == nil {
      findings.add(metadata, "the description is missing; say what the rule finds and why it matters")
    }
    for (key, date) in [("date", metadata.date), ("modified", metadata.modified)] {
      if let date, !Self.isDate(date) {
        findings.add(metadata, "'\(key)' is '\(date.prefix(40))'; write it as YYYY-MM-DD")
      }
    }
    checkTags(metadata, &findings)
  }

  private func checkTags(_ metadata: SigmaMetadata, _ findings: inout Findings) {
    var seen: Set<String> = []
    for tag in metadata.tags {
      if !seen.insert(tag).inserted { findings.add(metadata, "the tag '\(tag.prefix(60))' stands twice") }
      if !Self.isTag(tag) {
        findings.add(
          metadata,
          "the tag '\(tag.prefix(60))' is malformed; write namespace.name in lower case, e.g. attack.t1562.008")
      } else if tag.hasPrefix("attack.t"), tag.dropFirst(8).first?.isNumber == true, !Self.isTechnique(tag) {
        findings.add(
          metadata, "the tag '\(tag.prefix(60))' is no ATT&CK technique; it has four digits, e.g. attack.t1562.008")
      }
    }
  }

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }

  private static func isDate(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [4, 2, 2], groups.allSatisfy({ $0.utf8.allSatisfy { $0 &- 48 < 10 } }),
      let month = Int(groups[1]), let day = Int(groups[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isTag(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte &- 48 < 10 || byte == UInt8(ascii: "_")
              || byte == UInt8(ascii: "-")
          }
      }
  }

  /// `attack.t1234` or `attack.t1234.001`.
  private static func isTechnique(_ tag: String) -> Bool {
    let parts = tag.dropFirst(8).split(separator: ".", omittingEmptySubsequences: false)
    return (parts.map(\.utf8.count) == [4] || parts.map(\.utf8.count) == [4, 3])
      && parts.allSatisfy { $0.utf8.allSatisfy { $0 &- 48 < 10 } }
  }
}
