/// The bytes as they are, first some that were read already, then the file's.
final class PlainSource: ByteSource {
  private let descriptor: Descriptor?
  private let path: String
  private let meter: Meter
  private var prefix: ArraySlice<UInt8>
  /// How many bytes were given.
  private(set) var offset: UInt64

  /// - Parameters:
  ///   - descriptor: nil if the prefix is all there is.
  ///   - prefix: what was read from the descriptor, and counted, before.
  ///   - offset: where the prefix begins in the file.
  init(descriptor: Descriptor?, path: String, prefix: ArraySlice<UInt8>, offset: UInt64 = 0, meter: Meter) {
    self.descriptor = descriptor
    self.path = path
    self.prefix = prefix
    self.offset = offset
    self.meter = meter
  }

  var remark: InputProblem? { nil }

  func read(into room: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    if !prefix.isEmpty {
      let count = min(prefix.count, room.count)
      room.copyBytes(from: prefix.prefix(count))
      prefix = prefix.dropFirst(count)
      offset += UInt64(count)
      return count
    }
    guard let descriptor else { return 0 }
    do {
      let count = try descriptor.read(into: room)
      meter.add(bytes: count)
      offset += UInt64(count)
      return count
    } catch {
      throw InputProblem(path: path, kind: .readFailed(reason: error.message, offset: offset))
    }
  }
}
