/// An input whose first bytes were looked at.
struct OpenedInput {
  let source: any ByteSource
  /// Set if the bytes are the file's own and several threads may read it at once, each at its place.
  let blocks: (descriptor: Descriptor, size: UInt64)?

  /// - Parameter isGlance: only the beginning is wanted, most likely.
  init(_ file: InputFile, meter: Meter, isGlance: Bool = false) throws(InputProblem) {
    let descriptor = try Descriptor.open(file)
    let prefix = try Self.readPrefix(descriptor, file)
    meter.add(bytes: prefix.count)
    let plain = PlainSource(descriptor: descriptor, path: file.path, prefix: prefix, meter: meter)
    switch ContentKind(prefix: prefix) {
    case .plain:
      source = plain
      blocks = descriptor.size.map { (descriptor, $0) }
    case .gzip:
      let whole =
        isGlance
        ? nil : WholeGzipSource(descriptor: descriptor, path: file.path, prefix: prefix, meter: meter)
      source = whole ?? GzipSource(source: plain, path: file.path)
      blocks = nil
    case .zstd:
      source = try ZstdSource(source: plain, path: file.path)
      blocks = nil
    case .unsupported(let format):
      throw InputProblem(path: file.path, kind: .unsupportedFormat(format))
    }
  }

  /// The first bytes; a pipe gives them in pieces.
  private static func readPrefix(_ descriptor: Descriptor, _ file: InputFile) throws(InputProblem) -> ArraySlice<UInt8>
  {
    let bytes = ByteBuffer(capacity: ContentKind.prefixBytes)
    do {
      while bytes.count < ContentKind.prefixBytes {
        let added = try descriptor.read(into: bytes.room)
        if added == 0 { break }
        bytes.advance(by: added)
      }
    } catch {
      throw InputProblem(path: file.path, kind: .unreadable(reason: error.message))
    }
    return Array(bytes.bytes)[...]
  }
}
