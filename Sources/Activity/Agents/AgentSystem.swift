/// The operating system or runtime that a user-agent text names. The raw value is stored: append, never renumber;
/// at most 16.
public enum AgentSystem: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case unknown, linux, macOS, windows, android, iOS, chromeOS, lambda, amazonLinux, bsd
  /// Distributions made for penetration tests.
  case attackLinux

  public var name: String? {
    switch self {
    case .unknown: nil
    case .linux: "Linux"
    case .macOS: "macOS"
    case .windows: "Windows"
    case .android: "Android"
    case .iOS: "iOS"
    case .chromeOS: "ChromeOS"
    case .lambda: "AWS Lambda"
    case .amazonLinux: "Amazon Linux"
    case .bsd: "BSD"
    case .attackLinux: "Kali or Parrot Linux"
    }
  }
}
