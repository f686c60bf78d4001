import CVectorscan
import JSONTape

/// Many patterns compiled into one Vectorscan database: one pass over a value tells which of them are in it.
// proof: a Vectorscan database is read-only after compilation; each thread scans with a scratch of its own.
final class PatternDatabase: @unchecked Sendable {
  struct Pattern {
    var expression: String
    var flags: UInt32
  }

  let handle: OpaquePointer

  /// Compiles the patterns; pattern `i` reports `i`.
  ///
  /// - Parameter refused: called with the index of a pattern that Vectorscan cannot express; it is left out.
  init?(_ patterns: [Pattern], refused: (Int) -> Void) {
    var kept = Array(patterns.indices)
    while !kept.isEmpty {
      switch Self.compile(kept.map { patterns[$0] }, ids: kept.map { UInt32($0) }) {
      case .compiled(let handle):
        self.handle = handle
        return
      case .failed(let place):
        guard let place, kept.indices.contains(place) else {
          kept.forEach(refused)
          return nil
        }
        refused(kept.remove(at: place))
      }
    }
    return nil
  }

  deinit { hs_free_database(handle) }

  private enum Compilation {
    case compiled(OpaquePointer)
    case failed(Int?)
  }

  private static func compile(_ patterns: [Pattern], ids: [UInt32]) -> Compilation {
    let texts = patterns.map { Array($0.expression.utf8CString) }
    let flags = patterns.map(\.flags)
    var pointers: [UnsafePointer<CChar>?] = []
    var storage: [UnsafeMutablePointer<CChar>] = []
    defer {
      for copy in storage { copy.deallocate() }
    }
    for text in texts {
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
      copy.initialize(from: text, count: text.count)
      storage.append(copy)
      pointers.append(UnsafePointer(copy))
    }
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_compile_multi(
      &pointers, flags, ids, UInt32(ids.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
    defer { if let failure { hs_free_compile_error(failure) } }
    if status == HS_SUCCESS, let database { return .compiled(database) }
    if let failure, failure.pointee.expression >= 0 { return .failed(Int(failure.pointee.expression)) }
    return .failed(nil)
  }

  static let literalFlags = UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_DOTALL)
  static let caseless = UInt32(HS_FLAG_CASELESS)

  /// Vectorscan's flags for a Sigma regular expression.
  static func flags(_ flags: RegexFlags) -> UInt32 {
    var result = UInt32(HS_FLAG_SINGLEMATCH) | UInt32(HS_FLAG_UTF8) | UInt32(HS_FLAG_ALLOWEMPTY)
    if flags.contains(.ignoreCase) { result |= UInt32(HS_FLAG_CASELESS) }
    if flags.contains(.multiline) { result |= UInt32(HS_FLAG_MULTILINE) }
    if flags.contains(.dotAll) { result |= UInt32(HS_FLAG_DOTALL) }
    return result
  }

  /// A Sigma string pattern as an expression over bytes: every byte that is not a letter or digit is written in
  /// hexadecimal, so that nothing of it is read as syntax. `?` is one UTF-8 scalar.
  static func expression(_ pattern: StringPattern) -> String {
    var text = ""
    if pattern.parts.first != .any { text += "\\A" }
    for (place, part) in pattern.parts.enumerated() {
      switch part {
      case .any:
        if place > 0, place < pattern.parts.count - 1 { text += ".*" }
      case .one: text += "(?:[\\x00-\\x7f]|[\\xc0-\\xff][\\x80-\\xbf]*)"
      case .literal(let bytes):
        for byte in bytes {
          let isWord =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          if isWord {
            text.append(Character(UnicodeScalar(byte)))
          } else {
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
          }
        }
      }
    }
    if pattern.parts.last != .any { text += "\\z" }
    return text
  }
}

/// What Vectorscan needs while it scans; one a thread.
final class ScanScratch {
  private var handle: OpaquePointer?

  deinit { if let handle { hs_free_scratch(handle) } }

  /// Makes room for a database; false where there is no memory.
  func prepare(for database: PatternDatabase) -> Bool {
    hs_alloc_scratch(database.handle, &handle) == HS_SUCCESS
  }

  /// Calls `found` with each pattern that is in `value`, each once, in no order.
  @inline(__always)
  func scan(_ database: PatternDatabase, _ value: ByteSpan, _ sink: UnsafeMutableRawPointer) {
    _ = hs_scan(
      database.handle, value.start.assumingMemoryBound(to: CChar.self), UInt32(truncatingIfNeeded: value.count), 0,
      handle,
      { id, _, _, _, context in
        context?.assumingMemoryBound(to: ScanHits.self).pointee.ids.append(id)
        return 0
      }, sink)
  }
}

/// The patterns that a scan found.
struct ScanHits {
  var ids: [UInt32] = []
}
