import Detection
import Foundation
import Ingest

/// Reads one record out of a file.
public enum RecordFile {
  /// Why no record can be taken from it.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// The bytes of the record at an index counted from 0, before what it wraps is unwrapped.
  public static func read(_ path: String, index: Int, envelopes: Envelopes) throws -> [UInt8] {
    let selection = InputDiscovery().discover([path])
    if let problem = selection.problems.first { throw Failure(description: problem.description) }
    let arrays = envelopes.arrays.filter { !$0.contains(".") }
    let source = ChunkSource(files: selection.files, envelopes: { _ in arrays })
    var count = 0
    var found: [UInt8]?
    while found == nil, let chunk = source.next() {
      // A file that runs from newest to oldest does not come as it stands.
      var number = chunk.precedingRecords ?? count
      chunk.forEachRecord { record in
        if number == index { found = Array(record) }
        number += 1
        count += 1
      }
    }
    source.stop()
    guard let found else {
      throw Failure(description: "\(path): has \(count) records; there is none with index \(index)")
    }
    return found
  }
}
