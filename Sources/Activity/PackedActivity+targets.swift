extension PackedActivity {
  /// The first target alone.
  public var firstTarget: Activity.Target? {
    var target: Activity.Target?
    bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 5 <= bytes.count, let field = Field(rawValue: bytes[at]) {
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self)))
        let end = min(bytes.count, at + 5 + length)
        func text() -> String {
          String(decoding: UnsafeRawBufferPointer(rebasing: bytes[(at + 5)..<end]), as: UTF8.self)
        }
        switch field {
        case .targetKind:
          if target != nil { return }
          target = Activity.Target(kind: text(), id: "")
        case .targetID: target?.id = text()
        case .targetKey: target?.key = text()
        default: break
        }
        at = end
      }
    }
    return target
  }

  /// The targets alone, without making the strings of the rest.
  public var targets: [Activity.Target] {
    var targets: [Activity.Target] = []
    bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 5 <= bytes.count, let field = Field(rawValue: bytes[at]) {
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self)))
        let end = min(bytes.count, at + 5 + length)
        func text() -> String {
          String(decoding: UnsafeRawBufferPointer(rebasing: bytes[(at + 5)..<end]), as: UTF8.self)
        }
        switch field {
        case .targetKind: targets.append(Activity.Target(kind: text(), id: ""))
        case .targetID:
          if !targets.isEmpty { targets[targets.count - 1].id = text() }
        case .targetKey:
          if !targets.isEmpty { targets[targets.count - 1].key = text() }
        default: break
        }
        at = end
      }
    }
    return targets
  }
}
