import Activity
import Detection

/// A class of OCSF's findings category.
struct OCSFClass {
  static let detection = OCSFClass(uid: 2004, name: "Detection Finding")
  static let incident = OCSFClass(uid: 2005, name: "Incident Finding")

  let uid: Int
  let name: String
}

/// What a line says was done to a finding.
enum OCSFActivity: Int {
  case create = 1
  case update, close

  var name: String {
    switch self {
    case .create: "Create"
    case .update: "Update"
    case .close: "Close"
    }
  }
}

/// Whether a text from a record may stand in a typed attribute; the schema has patterns for them.
enum OCSFText {
  /// Four decimal octets, or hexadecimal groups between colons.
  static func isAddress(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    if octets.count == 4, !text.contains(":") {
      return octets.allSatisfy { (1...3).contains($0.count) && UInt8($0) != nil && (!$0.hasPrefix("0") || $0 == "0") }
    }
    return isIPv6(text)
  }

  private static func isIPv6(_ text: String) -> Bool {
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (3...8).contains(groups.count), text.filter({ $0 == ":" }).count <= 7 else { return false }
    let isShort = text.contains("::")
    if text.contains(":::") || text.split(separator: "::", omittingEmptySubsequences: false).count > 2 { return false }
    if !isShort, groups.count != 8 || groups.contains("") { return false }
    if text.hasPrefix(":"), !text.hasPrefix("::") { return false }
    if text.hasSuffix(":"), !text.hasSuffix("::") { return false }
    return groups.allSatisfy { $0.count <= 4 && $0.utf8.allSatisfy(isHexadecimal) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 320 else { return false }
    func isPlain(_ part: Substring, _ extra: String) -> Bool {
      part.utf8.allSatisfy { byte in
        let scalar = Unicode.Scalar(byte)
        return scalar.properties.isAlphabetic && byte < 0x80 || scalar.properties.numericType != nil && byte < 0x80
          || extra.utf8.contains(byte)
      }
    }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return isPlain(parts[0], "!#$%&'*+-/=?^_`{|}~.") && labels.count >= 2
      && labels.allSatisfy { !$0.isEmpty && isPlain($0, "-") }
  }

  /// `user.type_id`.
  static func userType(_ kind: ActorKind) -> Int {
    switch kind {
    case .unknown: 0
    case .user, .federated: 1
    case .root: 2
    case .service, .system: 3
    default: 99
    }
  }
}

extension Tactic {
  /// ATT&CK's id, e.g. `TA0040`.
  var attackID: String {
    switch self {
    case .reconnaissance: "TA0043"
    case .resourceDevelopment: "TA0042"
    case .initialAccess: "TA0001"
    case .execution: "TA0002"
    case .persistence: "TA0003"
    case .privilegeEscalation: "TA0004"
    case .defenseEvasion: "TA0005"
    case .credentialAccess: "TA0006"
    case .discovery: "TA0007"
    case .lateralMovement: "TA0008"
    case .collection: "TA0009"
    case .commandAndControl: "TA0011"
    case .exfiltration: "TA0010"
    case .impact: "TA0040"
    }
  }

  /// As ATT&CK writes it, e.g. `Command and Control`.
  var attackName: String {
    tag.split(separator: "-").map { $0 == "and" ? "and" : String($0).capitalizedFirst }.joined(separator: " ")
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
