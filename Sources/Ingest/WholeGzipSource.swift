import CDeflate

/// A small gzip file, decompressed a member at a time by libdeflate, which is about twice as fast as zlib but needs the whole
/// member in memory. What it cannot do (a member that is damaged, cut off, or larger than it said) goes to `GzipSource`,
/// which gives what comes before the damage.
final class WholeGzipSource: ByteSource {
  /// Largest file and largest content, in bytes, that are decompressed this way.
  static let maxCompressed = 8 << 20
  static let maxContent = 16 << 20

  private let path: String
  private let meter: Meter
  private let compressed: [UInt8]
  private let content: ByteBuffer
  private let decompressor: OpaquePointer
  private var eaten = 0
  private var given = 0
  private var rest: GzipSource?

  /// Nil where `GzipSource` is to be used.
  init?(descriptor: Descriptor, path: String, prefix: ArraySlice<UInt8>, meter: Meter) {
    guard let size = descriptor.size, size >= 18, size <= UInt64(Self.maxCompressed) else { return nil }
    var compressed = [UInt8](repeating: 0, count: Int(size))
    let filled = compressed.withUnsafeMutableBytes { room in
      var filled = 0
      while filled < room.count {
        let part = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
        guard let count = try? descriptor.read(into: part, at: UInt64(filled)), count > 0 else { break }
        filled += count
      }
      return filled
    }
    guard filled == compressed.count else { return nil }
    // The trailer says how long the last member's content is (RFC 1952, ISIZE).
    let stated = compressed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard stated <= Self.maxContent, let decompressor = libdeflate_alloc_decompressor() else { return nil }
    self.path = path
    self.meter = meter
    self.compressed = compressed
    self.decompressor = decompressor
    content = ByteBuffer(capacity: max(stated, 64 << 10))
    meter.add(bytes: compressed.count - prefix.count)
  }

  deinit { libdeflate_free_decompressor(decompressor) }

  var remark: InputProblem? { rest?.remark }

  func read(into room: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    while given == content.count, rest == nil, eaten < compressed.count { decompressMember() }
    if given < content.count {
      let count = min(room.count, content.count - given)
      room.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(content.bytes)[given..<given + count]))
      given += count
      return count
    }
    guard let rest else { return 0 }
    return try rest.read(into: room)
  }

  private func decompressMember() {
    content.removeAll()
    given = 0
    let room = content.room
    var used = 0
    var produced = 0
    let status = compressed.withUnsafeBytes { all in
      libdeflate_gzip_decompress_ex(
        decompressor, all.baseAddress.map { $0 + eaten }, all.count - eaten, room.baseAddress, room.count, &used,
        &produced)
    }
    guard status == LIBDEFLATE_SUCCESS, used > 0 else {
      let source = PlainSource(
        descriptor: nil, path: path, prefix: compressed[eaten...], offset: UInt64(eaten), meter: meter)
      rest = GzipSource(source: source, path: path, isBetweenMembers: eaten > 0)
      return
    }
    eaten += used
    content.advance(by: produced)
  }
}
