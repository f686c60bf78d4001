/// What the first bytes of a file say it is. File names do not matter here.
enum ContentKind: Equatable {
  case plain
  case gzip
  case zstd
  /// A format that might hold logs and is not read; its name.
  case unsupported(String)

  /// How many bytes are looked at.
  static let prefixBytes = 512

  init(prefix: ArraySlice<UInt8>) {
    let bytes = Array(prefix)
    if let known = Self.magics.first(where: { bytes.starts(with: $0.bytes) }) {
      self = known.kind
    } else if bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
      self = .zstd
    } else if bytes.count >= 262, bytes[257..<262].elementsEqual("ustar".utf8) {
      self = .unsupported("a tar archive")
    } else {
      self = .plain
    }
  }

  private static let magics: [(bytes: [UInt8], kind: ContentKind)] = [
    ([0x1F, 0x8B], .gzip),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .unsupported("xz compression")),
    (Array("BZh".utf8), .unsupported("bzip2 compression")),
    ([0x04, 0x22, 0x4D, 0x18], .unsupported("lz4 compression")),
    (Array("PK\u{3}\u{4}".utf8), .unsupported("a zip archive")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .unsupported("a 7z archive")),
    (Array("PAR1".utf8), .unsupported("Parquet")),
    (Array("Obj\u{1}".utf8), .unsupported("Avro")),
    ([0xFF, 0xFE], .unsupported("UTF-16 text")),
    ([0xFE, 0xFF], .unsupported("UTF-16 text")),
  ]
}
