/// A piece of an input that is no whole record. The records before and after it are kept.
public struct BadRecord: Sendable, Hashable {
  /// Why it could not be read.
  public enum Reason: Sendable, Hashable {
    /// Bytes between records that do not begin an object or an array.
    case notJSON
    /// A value that is no object where a record should stand (`[1, "a", null]`).
    case notAnObject
    /// The input ends inside it.
    case truncated
    /// Its brackets or quotes do not pair up.
    case unbalanced
    /// Longer than the limit, in bytes.
    case tooLarge(limit: Int)
  }

  public let reason: Reason
  /// Where it begins, in bytes of the decompressed file.
  public let offset: UInt64
  /// Its length in bytes where it is known; 0 means "from there to the end of the file" or unknown.
  public let length: UInt64
  /// How many records of the same chunk stand before it, so that positions among good and bad ones are known.
  public internal(set) var precedingRecords: Int

  public init(reason: Reason, offset: UInt64, length: UInt64, precedingRecords: Int) {
    self.reason = reason
    self.offset = offset
    self.length = length
    self.precedingRecords = precedingRecords
  }
}

extension BadRecord.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notJSON: "not JSON"
    case .notAnObject: "not a JSON object"
    case .truncated: "truncated"
    case .unbalanced: "brackets or quotes do not pair up"
    case .tooLarge(let limit): "record larger than \(limit) bytes"
    }
  }
}
