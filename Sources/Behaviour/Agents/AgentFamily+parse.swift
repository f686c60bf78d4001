import Activity

extension AgentFamily {
  /// Reads a user-agent text; looks at its first `AgentTool.looked` bytes.
  public init(parsing text: String) {
    let lowered = String(decoding: text.utf8.prefix(AgentTool.looked), as: UTF8.self).lowercased()
    let bytes = Array(lowered.utf8)
    let tool = AgentTool.first(in: bytes) ?? (Self.isPrincipal(bytes) ? .awsInternal : .unknown)
    self.init(
      tool: tool, system: AgentSystem.first(in: bytes) ?? .unknown, token: tool == .unknown ? Self.token(bytes) : 0)
  }

  /// A bare service principal: the provider calls on someone's behalf.
  private static func isPrincipal(_ bytes: [UInt8]) -> Bool {
    !bytes.contains(0x20) && bytes.suffix(principals.count).elementsEqual(principals)
  }

  private static let principals = Array(".amazonaws.com".utf8)

  /// The first product's name without version, e.g. of `MyTool-v2/1.3 (x)`: `mytool-v`.
  private static func token(_ bytes: [UInt8]) -> UInt16 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes.prefix(64) {
      if byte == 0x20 || byte == 0x2F || byte == 0x28 || byte == 0x3B { break }
      if byte >= 0x30 && byte <= 0x39 || byte == 0x2E { continue }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return UInt16(truncatingIfNeeded: hash >> 24)
  }
}
