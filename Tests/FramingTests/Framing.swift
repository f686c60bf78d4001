import CSimdJSON

/// A piece as the tests look at it.
struct Found: Equatable, CustomStringConvertible {
  let kind: Int
  let range: Range<Int>

  var isRecord: Bool { kind == YAGURA_RECORD }
  var description: String { "\(Self.names[kind] ?? "?")\(range)" }

  static let names = [
    YAGURA_RECORD: "record", YAGURA_NOT_JSON: "notJSON", YAGURA_NOT_AN_OBJECT: "notAnObject",
    YAGURA_TRUNCATED: "truncated", YAGURA_UNBALANCED: "unbalanced", YAGURA_TOO_LARGE: "tooLarge",
  ]
}

/// Runs the framer over a stream that arrives in pieces, keeping no byte longer than the framer asks for.
struct Framing {
  static let standardKeys = ["Records", "items", "value", "data", "entries"]

  var limit = 1 << 20
  var keys = standardKeys
  var simd = YAGURA_SIMD_BEST
  /// How many pieces one call may return.
  var capacity = 16

  func frame(_ text: String) -> [Found] { frame(Array(text.utf8), pieces: [text.utf8.count]) }

  /// - Parameter pieces: how many bytes arrive at a time, over and over.
  func frame(_ bytes: [UInt8], pieces: [Int]) -> [Found] {
    withKeys(keys) { pointers in
      guard let framer = yagura_framer_new(UInt64(limit), pointers, pointers.count, Int32(simd)) else { return [] }
      defer { yagura_framer_free(framer) }
      return run(framer, bytes, pieces)
    }
  }

  private func run(_ framer: OpaquePointer, _ bytes: [UInt8], _ pieces: [Int]) -> [Found] {
    var found: [Found] = []
    var held = 0
    var end = 0
    var turn = 0
    repeat {
      end = min(bytes.count, end + max(1, pieces[turn % pieces.count]))
      turn += 1
      // A copy of exactly what may be looked at, so that a sanitizer sees any step beside it.
      let window = Array(bytes[held..<end])
      var room = [yagura_piece](repeating: yagura_piece(), count: capacity)
      var more: Int32 = 1
      while more != 0 {
        var count = 0
        more = window.withUnsafeBufferPointer { view in
          yagura_framer_scan(
            framer, view.baseAddress ?? UnsafePointer(bitPattern: 16), view.count, UInt64(held),
            end == bytes.count ? 1 : 0,
            &room, capacity, &count)
        }
        for piece in room.prefix(count) {
          found.append(Found(kind: Int(piece.kind), range: Int(piece.offset)..<Int(piece.offset + piece.length)))
        }
      }
      held = min(end, max(held, Int(yagura_framer_keep(framer))))
    } while end < bytes.count
    return found
  }

  func records(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return frame(text).filter(\.isRecord).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  /// Names of what is bad, in order.
  func faults(_ text: String) -> [String] {
    frame(text).filter { !$0.isRecord }.map { Found.names[$0.kind] ?? "?" }
  }
}

/// The keys as C takes them, for as long as `body` runs.
private func withKeys<Result>(_ keys: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  let names = keys.map { Array($0.utf8CString) }
  let flat = names.flatMap { $0 }
  return flat.withUnsafeBufferPointer { flat in
    var pointers: [UnsafePointer<CChar>?] = []
    var at = 0
    for name in names {
      pointers.append(flat.baseAddress.map { $0 + at })
      at += name.count
    }
    return body(pointers)
  }
}

func layout(_ text: String, isFinal: Bool = true, keys: [String] = Framing.standardKeys) -> Int {
  withKeys(keys) { pointers in
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer {
      Int(
        yagura_layout(
          $0.baseAddress ?? UnsafePointer(bitPattern: 16), $0.count, isFinal ? 1 : 0, pointers, pointers.count))
    }
  }
}
