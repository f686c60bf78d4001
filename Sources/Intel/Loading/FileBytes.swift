import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files as bytes, bounded.
enum FileBytes {
  struct Failure: Error {
    let message: String
  }

  /// A larger file, or larger content of a compressed one, is refused.
  static let maxBytes = 1 << 30

  /// What is known of a file without reading it.
  struct Facts: Sendable, Hashable {
    var size: Int
    /// Nanoseconds since 1970.
    var modified: Int64
  }

  static func facts(_ path: String) -> Facts? {
    var record = stat()
    guard stat(path, &record) == 0, record.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Glibc)
      let time = record.st_mtim
    #else
      let time = record.st_mtimespec
    #endif
    return Facts(size: Int(record.st_size), modified: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  /// The whole file, decompressed if it is gzip.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let raw = try readRaw(path, from: 0, limit: maxBytes)
    guard raw.count > 2, raw[0] == 0x1F, raw[1] == 0x8B else { return raw }
    return try inflated(raw)
  }

  /// The whole file as it is.
  static func raw(_ path: String) throws(Failure) -> [UInt8] { try readRaw(path, from: 0, limit: maxBytes) }

  /// The last `count` bytes, or all.
  static func tail(_ path: String, count: Int) throws(Failure) -> [UInt8] {
    guard let facts = facts(path) else { throw Failure(message: "it is missing or no regular file") }
    return try readRaw(path, from: max(0, facts.size - count), limit: count, isWhole: false)
  }

  private static func readRaw(
    _ path: String, from: Int, limit: Int, isWhole: Bool = true
  ) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(message: "it cannot be opened: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var record = stat()
    guard fstat(descriptor, &record) == 0, record.st_mode & S_IFMT == S_IFREG else {
      throw Failure(message: "it is no regular file")
    }
    let size = max(0, Int(record.st_size) - from)
    guard !isWhole || size <= limit else {
      throw Failure(message: "it has \(size) bytes, more than the \(limit) that are read; split it")
    }
    var filled = 0
    let wanted = min(size, limit)
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { room, count in
      while filled < wanted {
        let got = pread(descriptor, room.baseAddress.map { $0 + filled }, wanted - filled, off_t(from + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
      count = filled
    }
    guard filled == wanted else { throw Failure(message: "it cannot be read to its end") }
    return bytes
  }

  /// gzip, of any number of members.
  private static func inflated(_ compressed: [UInt8]) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Failure(message: "zlib could not start")
    }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var eaten = 0
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 18)
    defer { room.deallocate() }
    while true {
      var status = Z_OK
      let before = eaten
      compressed.withUnsafeBufferPointer { input in
        stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + eaten) }
        stream.avail_in = uInt(min(input.count - eaten, Int(uInt.max)))
        let given = Int(stream.avail_in)
        stream.next_out = room
        stream.avail_out = 1 << 18
        status = inflate(&stream, Z_NO_FLUSH)
        eaten += given - Int(stream.avail_in)
      }
      let produced = (1 << 18) - Int(stream.avail_out)
      output.append(contentsOf: UnsafeBufferPointer(start: room, count: produced))
      guard output.count <= maxBytes else {
        throw Failure(message: "its content has more than the \(maxBytes) bytes that are read; split it")
      }
      if status == Z_STREAM_END {
        // What follows is another member, or padding that means nothing.
        guard eaten < compressed.count, compressed[eaten] == 0x1F else { break }
        inflateReset(&stream)
      } else if status != Z_OK || (produced == 0 && eaten == before) {
        throw Failure(message: "its gzip stream is damaged or cut off at byte \(eaten)")
      }
    }
    return output
  }
}
