/// What a vendor's reason tells of a sign-in that failed.
struct ReasonTraits: OptionSet {
  let rawValue: UInt32

  /// About the second factor.
  static let factor = ReasonTraits(rawValue: 1 << 0)
  /// The person said no, or nothing.
  static let refuses = ReasonTraits(rawValue: 1 << 1)
  /// No failure: a further step is asked for.
  static let interrupt = ReasonTraits(rawValue: 1 << 2)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Of Entra's codes (learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"), those that
  /// mean a wrong secret or user: everything else that is a number is a further step, a policy or the user's choice.
  private static let wrongSecret: Set<Int> = [50_034, 50_053, 50_055, 50_056, 50_057, 50_064, 50_126, 50_144, 81_016]
  /// Strong authentication failed or was refused; the user did not answer, or denied.
  private static let strongFailed: Set<Int> = [500_121, 50_087, 50_088, 81_010]

  init(text: String) {
    self = []
    let word = text.lowercased()
    if let code = Int(word.hasPrefix("aadsts") ? String(word.dropFirst(6)) : word), code >= 10_000 {
      if Self.strongFailed.contains(code) {
        insert(.factor)
      } else if !Self.wrongSecret.contains(code) {
        insert(.interrupt)
      }
      return
    }
    func has(_ parts: String...) -> Bool { parts.contains { word.contains($0) } }
    // Duo's own words (duo.com/docs/adminapi, authentication logs) are about the second factor only.
    if has(
      "mfa", "factor", "push", "otp", "passcode", "verif", "second step", "2sv", "no_response", "user_mistake",
      "marked_fraud", "user_cancelled")
    {
      insert(.factor)
    }
    if has(
      "denied", "deny", "declin", "reject", "fraud", "timeout", "timed out", "timed_out", "no response", "no_response",
      "unanswered", "user mistake", "user_mistake", "cancel", "abandon")
    {
      insert(.refuses)
    }
  }
}
