extension AgentSystem {
  /// What a user agent's text names.
  ///
  /// - Parameter agent: folded to small letters; its first `AgentTool.looked` bytes count.
  public static func first(in agent: [UInt8]) -> AgentSystem? {
    agent.prefix(AgentTool.looked).withUnsafeBytes { bytes in
      let pairs = BytePairs(of: bytes)
      return signs.first { pairs.mayHold($0.sign) && bytes.holds($0.sign) }?.system
    }
  }

  /// In the order in which they are looked for.
  private static let signs: [(sign: [UInt8], system: AgentSystem)] = [
    ("kali", AgentSystem.attackLinux), ("parrot", .attackLinux), ("blackarch", .attackLinux), ("aws_lambda", .lambda),
    ("android", .android), ("iphone", .iOS), ("ipad", .iOS), ("ios/", .iOS), ("cros", .chromeOS),
    ("windows", .windows), ("win32", .windows), ("win64", .windows),
    ("darwin", .macOS), ("mac os", .macOS), ("macos", .macOS), ("macintosh", .macOS),
    ("amzn", .amazonLinux), ("amazon linux", .amazonLinux), ("linux", .linux), ("ubuntu", .linux), ("debian", .linux),
    ("freebsd", .bsd), ("openbsd", .bsd),
  ].map { (Array($0.0.utf8), $0.1) }
}
