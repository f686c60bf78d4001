import JSONTape

/// What a database says of itself; read before libmaxminddb sees the file, so that what it decodes is known to be small.
struct MaxMindMetadata: Sendable {
  var type = ""
  var nodeCount: UInt64 = 0
  var recordSize: UInt64 = 0
  var ipVersion: UInt64 = 0
  /// Seconds since 1970.
  var buildEpoch: UInt64 = 0

  /// The metadata stand within so many bytes of the end (MaxMind DB file format 2.0).
  static let window = 128 << 10
  static let marker: [UInt8] = [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)

  /// - Parameter tail: the last bytes of a file, at most `window`.
  init(tail: UnsafeRawBufferPointer) throws(MMDBFault) {
    guard let base = tail.baseAddress, let start = Self.contentStart(tail) else {
      throw MMDBFault("it has no MaxMind metadata; it is no MMDB file, or its end is cut off")
    }
    let section = MMDBSection(start: base + start, count: tail.count - start)
    var budget = MMDBSection.Budget(values: 512)
    try section.verify(0, &budget)
    var metadata = Fields()
    var members = MMDBSection.Budget(values: 1024)
    try section.forEachMember(0, &members) { (key, value, _) throws(MMDBFault) in
      switch key {
      case "database_type": metadata.type = try section.text(value)?.prefix(80).text ?? ""
      case "node_count": metadata.nodes = try section.unsigned(value) ?? 0
      case "record_size": metadata.size = try section.unsigned(value) ?? 0
      case "ip_version": metadata.version = try section.unsigned(value) ?? 0
      case "build_epoch": metadata.built = try section.unsigned(value) ?? 0
      default: break
      }
    }
    (type, nodeCount, recordSize) = (metadata.type, metadata.nodes, metadata.size)
    (ipVersion, buildEpoch) = (metadata.version, metadata.built)
    guard nodeCount > 0 else { throw MMDBFault("its metadata give no node count") }
    guard [24, 28, 32].contains(recordSize) else {
      throw MMDBFault("its metadata give a record size of \(recordSize) bits; 24, 28 and 32 exist")
    }
    guard ipVersion == 4 || ipVersion == 6 else { throw MMDBFault("its metadata give IP version \(ipVersion)") }
  }

  private struct Fields {
    var type = ""
    var nodes: UInt64 = 0
    var size: UInt64 = 0
    var version: UInt64 = 0
    var built: UInt64 = 0
  }

  /// The place after the last marker.
  private static func contentStart(_ tail: UnsafeRawBufferPointer) -> Int? {
    var at = tail.count - marker.count
    while at >= 0 {
      if tail[at] == marker[0], tail[at..<at + marker.count].elementsEqual(marker) { return at + marker.count }
      at -= 1
    }
    return nil
  }
}
