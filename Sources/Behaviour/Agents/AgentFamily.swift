import Activity

/// A user agent as baselines know it: the tool and the system it runs on, without versions, so that an upgrade is no
/// surprise. Fits in 28 bits.
public struct AgentFamily: Sendable, Hashable, BitwiseCopyable {
  public let tool: AgentTool
  public let system: AgentSystem
  /// Of an unknown tool's name, folded and without its version; else 0.
  let token: UInt16

  init(tool: AgentTool, system: AgentSystem, token: UInt16 = 0) {
    self.tool = tool
    self.system = system
    self.token = tool == .unknown ? token : 0
  }

  /// What a baseline stores.
  var packed: UInt32 { UInt32(system.rawValue) << 24 | UInt32(tool.rawValue) << 16 | UInt32(token) }

  init?(packed: UInt32) {
    guard let tool = AgentTool(rawValue: UInt8(truncatingIfNeeded: packed >> 16)),
      let system = AgentSystem(rawValue: UInt8(truncatingIfNeeded: packed >> 24) & 15)
    else { return nil }
    self.init(tool: tool, system: system, token: UInt16(truncatingIfNeeded: packed))
  }

  /// For people to read, e.g. `aws-cli on Linux`; `nil` for an unknown tool.
  public var name: String? {
    guard let tool = tool.name else { return nil }
    guard let system = system.name else { return tool }
    return "\(tool) on \(system)"
  }

  public var nameJa: String? {
    guard let tool = tool.name else { return nil }
    guard let system = system == .attackLinux ? "Kali または Parrot Linux" : system.name else { return tool }
    return "\(system) 上の \(tool)"
  }
}
