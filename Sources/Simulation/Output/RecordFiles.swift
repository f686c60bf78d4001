import CDeflate
import Foundation

/// Writes records to `DIR/records/<provider>/<day>.ndjson`, one file at a time open for each provider.
final class RecordFiles: RecordSink {
  private struct Open {
    var day: CivilDay
    var file: FileHandle
    var buffer: [UInt8]
    var isFirst: Bool
  }

  private static let blockSize = 1 << 20

  private let folder: URL
  private let envelopes: Bool
  private let gzip: Bool
  private var open: [Open?]
  private(set) var bytes = 0

  init(_ folder: URL, envelopes: Bool, gzip: Bool) {
    self.folder = folder
    self.envelopes = envelopes
    self.gzip = gzip
    open = Provider.allCases.map { _ in nil }
  }

  func write(_ provider: Provider, _ at: Moment, _ record: ArraySlice<UInt8>) throws {
    let day = at.day
    let index = provider.index
    if open[index]?.day != day {
      try close(provider)
      open[index] = try start(provider, day)
    }
    bytes += record.count + 1
    let delivery = provider.delivery
    if envelopes {
      if open[index]?.isFirst == false { open[index]?.buffer.append(contentsOf: delivery.separator.utf8) }
      open[index]?.buffer.append(contentsOf: record)
      open[index]?.isFirst = false
    } else {
      open[index]?.buffer.append(contentsOf: record)
      open[index]?.buffer.append(UInt8(ascii: "\n"))
    }
    if (open[index]?.buffer.count ?? 0) >= Self.blockSize { try drain(index) }
  }

  func finish() throws { for provider in Provider.allCases { try close(provider) } }

  private func start(_ provider: Provider, _ day: CivilDay) throws -> Open {
    let parent = folder.appendingPathComponent(provider.rawValue)
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    let name = "\(day.text).\(envelopes && provider != .waf ? "json" : "ndjson")\(gzip ? ".gz" : "")"
    let path = parent.appendingPathComponent(name)
    guard FileManager.default.createFile(atPath: path.path, contents: nil) else {
      throw SimulationProblem("\(path.path): cannot be written; check the folder's permissions and the disk's space")
    }
    let head = envelopes ? Array(provider.delivery.head.utf8) : []
    return Open(day: day, file: try FileHandle(forWritingTo: path), buffer: head, isFirst: true)
  }

  private func close(_ provider: Provider) throws {
    let index = provider.index
    guard open[index] != nil else { return }
    if envelopes { open[index]?.buffer.append(contentsOf: provider.delivery.tail.utf8) }
    try drain(index)
    try open[index]?.file.close()
    open[index] = nil
  }

  private func drain(_ index: Int) throws {
    guard var file = open[index], !file.buffer.isEmpty else { return }
    open[index] = nil
    let data = gzip ? try Self.compress(file.buffer) : file.buffer
    do {
      try file.file.write(contentsOf: data)
    } catch {
      throw SimulationProblem("\(folder.path): \(error.localizedDescription); check the disk's space")
    }
    file.buffer.removeAll(keepingCapacity: true)
    open[index] = file
  }

  /// One gzip member a block: readers take any number of them for one file.
  private static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let compressor = libdeflate_alloc_compressor(3) else { throw SimulationProblem("no memory for compression") }
    defer { libdeflate_free_compressor(compressor) }
    var out = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, bytes.count))
    let count = libdeflate_gzip_compress(compressor, bytes, bytes.count, &out, out.count)
    guard count > 0 else { throw SimulationProblem("a block could not be compressed") }
    return Array(out[..<count])
  }
}

/// Why a simulation could not be written.
public struct SimulationProblem: Error, CustomStringConvertible, Sendable {
  public let description: String

  init(_ description: String) { self.description = description }
}
