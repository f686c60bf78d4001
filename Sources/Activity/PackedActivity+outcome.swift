extension PackedActivity {
  /// The outcome alone, without making the strings of the rest.
  public var outcome: Outcome {
    bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 5 <= bytes.count {
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self)))
        if bytes[at] == Field.outcome.rawValue, length > 0, at + 5 < bytes.count {
          return Outcome(rawValue: bytes[at + 5]) ?? .unknown
        }
        at += 5 + length
      }
      return .unknown
    }
  }
}
