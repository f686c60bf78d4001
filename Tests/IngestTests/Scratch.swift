import CDeflate
import CZstd
import Foundation

@testable import Ingest

/// A directory for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "yagura-ingest-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making the directories on its way, and returns its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

func gzip(_ bytes: [UInt8]) -> [UInt8] {
  guard let compressor = libdeflate_alloc_compressor(6) else { return [] }
  defer { libdeflate_free_compressor(compressor) }
  var out = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, bytes.count))
  let count = libdeflate_gzip_compress(compressor, bytes, bytes.count, &out, out.count)
  return Array(out.prefix(count))
}

func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

func zstd(_ bytes: [UInt8]) -> [UInt8] {
  var out = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress(&out, out.count, bytes, bytes.count, 1)
  return Array(out.prefix(count))
}

func zstd(_ text: String) -> [UInt8] { zstd(Array(text.utf8)) }
