/// A source of records, with the folder that its files are written to.
public enum Provider: String, CaseIterable, Sendable {
  case aws, gcp, github, okta, workspace, entra, azure, m365, kubernetes, slack, gitlab, openai, anthropic, waf

  /// What stands before, between and behind records where they are written as the vendor delivers them.
  var delivery: (head: String, separator: String, tail: String) {
    switch self {
    case .aws: (#"{"Records":["#, ",", "]}\n")
    case .workspace: (#"{"kind":"admin#reports#activities","items":["#, ",", "]}\n")
    case .entra, .azure: (#"{"records":["#, ",", "]}\n")
    case .kubernetes: (#"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["#, ",", "]}\n")
    case .slack: (#"{"entries":["#, ",", "]}\n")
    case .openai: (#"{"object":"list","data":["#, ",", "]}\n")
    case .anthropic: (#"{"data":["#, ",", "]}\n")
    case .okta, .github, .gitlab, .m365, .gcp: ("[", ",", "]\n")
    case .waf: ("", "\n", "\n")
    }
  }

  /// A record's id as the vendor writes it: what `truth.jsonl` names records by.
  func identifier(_ token: Token) -> Line {
    switch self {
    case .aws, .okta, .entra, .azure, .m365, .kubernetes, .slack: "\(token)"
    case .github: "\(letters: token, 22)"
    case .gcp: "\(hex: token, 14)"
    case .workspace: "\(Int64(bitPattern: token.high))"
    case .gitlab: "\(Int64(token.high >> 12))"
    case .openai: "audit_log-\(letters: token, 24)"
    case .anthropic: "activity_01\(letters: token, 22)"
    case .waf: "1-\(hex: token, 8)-\(hex: Token(high: token.low, low: token.high), 24)"
    }
  }
}
