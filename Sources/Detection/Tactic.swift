/// ATT&CK Enterprise tactics, in the order in which an attack usually meets them.
public enum Tactic: Int, Sendable, Comparable, CaseIterable {
  case reconnaissance, resourceDevelopment, initialAccess, execution, persistence, privilegeEscalation
  case defenseEvasion, credentialAccess, discovery, lateralMovement, collection, commandAndControl
  case exfiltration, impact

  /// As Sigma tags write it, after `attack.`, e.g. `privilege-escalation`.
  public var tag: String {
    switch self {
    case .reconnaissance: "reconnaissance"
    case .resourceDevelopment: "resource-development"
    case .initialAccess: "initial-access"
    case .execution: "execution"
    case .persistence: "persistence"
    case .privilegeEscalation: "privilege-escalation"
    case .defenseEvasion: "defense-evasion"
    case .credentialAccess: "credential-access"
    case .discovery: "discovery"
    case .lateralMovement: "lateral-movement"
    case .collection: "collection"
    case .commandAndControl: "command-and-control"
    case .exfiltration: "exfiltration"
    case .impact: "impact"
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Reads the tags of a rule.
enum AttackTag {
  /// `attack.t1562.008` → `T1562.008`.
  static func technique(_ tag: String) -> String? {
    let lower = tag.lowercased()
    guard lower.hasPrefix("attack.t"), lower.dropFirst(8).first?.isNumber == true else { return nil }
    return lower.dropFirst(7).uppercased()
  }

  static func tactic(_ tag: String) -> Tactic? {
    let lower = tag.lowercased()
    guard lower.hasPrefix("attack.") else { return nil }
    // ATT&CK 19 splits defense evasion in two; SigmaHQ's tags already use the new names.
    let name = lower.dropFirst(7).replacing("_", with: "-")
    switch name {
    case "stealth", "defense-impairment": return .defenseEvasion
    default: return Tactic.allCases.first { $0.tag == name }
    }
  }

  /// `csa.tt2022.07` → 7.
  static func threat(_ tag: String) -> Int? {
    guard tag.lowercased().hasPrefix("csa.tt2022."), let number = Int(tag.dropFirst(11)), (1...11).contains(number)
    else {
      return nil
    }
    return number
  }
}
