import Activity
import Detection
import Foundation
import Ingest
import JSONTape
import Sigma

/// Finds records of a scan again, with their places in the files.
public struct RecordLocator {
  /// A record as it stands in its file.
  public struct Located: Sendable {
    public var reference: RecordReference
    /// Counted from 1; `nil` in compressed files.
    public var line: Int?
    /// In bytes of the decompressed file.
    public var offset: UInt64
    /// The record's JSON, out of what wraps it.
    public var json: [UInt8]
  }

  private let engine: Engine

  public init(_ engine: Engine) { self.engine = engine }

  /// Records by their references; those that cannot be found again (standard input, changed files) are left out.
  public func locate(_ references: [RecordReference]) throws -> [RecordReference: Located] {
    var found: [RecordReference: Located] = [:]
    for (path, wanted) in Dictionary(grouping: references, by: \.path) where path != "-" {
      let indexes = Dictionary(grouping: wanted, by: \.index)
      try locate(path, indexes) { found[$0.reference] = $0 }
    }
    return found
  }

  private func locate(_ path: String, _ wanted: [Int: [RecordReference]], _ body: (Located) -> Void) throws {
    let selection = InputDiscovery().discover([path])
    // No rules: records are only counted, as the scan counted them.
    let engine = Engine(book: RuleBook(), mappings: engine.mappings, envelopes: engine.envelopes) { _ in
      ActionCatalogue(verbs: VerbTable())
    }
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    let source = ChunkSource(files: selection.files, envelopes: { _ in arrays })
    let worker = try Worker(engine)
    var count = 0
    var left = wanted.count
    while left > 0, let chunk = source.next() {
      count = chunk.precedingRecords ?? count
      let start = chunk.bytes.baseAddress
      chunk.forEachRecord { record in
        guard left > 0 else { return }
        worker.judge(UnsafeRawBufferPointer(record))
        let inside = worker.take().records
        for number in 0..<inside {
          guard let references = wanted[count + number] else { continue }
          left -= 1
          let place = start.flatMap { start in record.baseAddress.map { UInt64($0 - start) } } ?? 0
          let offset = chunk.streamOffset + place
          let (line, json) = (
            chunk.isRewritten ? nil : Self.line(path, offset),
            inside == 1 ? Array(record) : unwrapped(Array(record), number)
          )
          for reference in references {
            body(Located(reference: reference, line: line, offset: offset, json: json))
          }
        }
        count += inside
      }
    }
    source.stop()
  }

  /// One of several records that a document wraps, or the document where it cannot be taken apart.
  private func unwrapped(_ bytes: [UInt8], _ number: Int) -> [UInt8] {
    guard let document = try? RecordInspection(bytes, engine: Self.bare).record else { return bytes }
    var lists: [[RecordValue]] = []
    if case .array(let items) = document { lists.append(items) }
    for path in engine.envelopes.arrays {
      var value = document
      for key in path.split(separator: ".") {
        guard case .object(let members) = value, let next = members.first(where: { $0.key == key }) else { break }
        value = next.value
      }
      if case .array(let items) = value { lists.append(items) }
    }
    guard let list = lists.first(where: { number < $0.count }) else { return bytes }
    return Array(list[number].json.utf8)
  }

  /// Knows no source and no envelope, so that a document stays whole.
  private static let bare = Engine(book: RuleBook(), mappings: [], envelopes: Envelopes(arrays: [])) { _ in
    ActionCatalogue(verbs: VerbTable())
  }

  /// The line of an offset in a plain file; `nil` where the file is compressed or cannot be read.
  private static func line(_ path: String, _ offset: UInt64) -> Int? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var line = 1
    var left = offset
    var isFirst = true
    while left > 0 {
      guard let block = try? file.read(upToCount: Int(min(left, 1 << 20))), !block.isEmpty else { return nil }
      // gzip and zstd by their first bytes.
      if isFirst, block.starts(with: [0x1F, 0x8B]) || block.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return nil }
      isFirst = false
      line += block.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      left -= UInt64(block.count)
    }
    if isFirst, let head = try? file.read(upToCount: 4),
      head.starts(with: [0x1F, 0x8B]) || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    {
      return nil
    }
    return line
  }
}
