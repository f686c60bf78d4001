import CPCRE2
import JSONTape

/// A wildcard or regular expression that texts are tried against. Bounded: PCRE2 stops at a number of steps.
struct TextPattern: Sendable {
  let row: UInt32
  private let expression: CompiledPattern
  /// A run of text, in lower case, that every match contains; empty where none is known.
  private let literal: [UInt8]

  init?(_ pattern: String, _ matching: Indicator.Matching, row: UInt32) {
    self.row = row
    switch matching {
    case .exact:
      return nil
    case .like:
      literal =
        pattern.utf8.split(whereSeparator: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") })
        .max { $0.count < $1.count }.map { $0.map(ASCII.fold) } ?? []
      guard let compiled = CompiledPattern(Self.expression(like: pattern), ignoresCase: true) else { return nil }
      expression = compiled
    case .regex:
      literal = []
      guard let compiled = CompiledPattern(pattern, ignoresCase: false) else { return nil }
      expression = compiled
    }
  }

  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let span = ByteSpan(UnsafeRawBufferPointer(bytes))
      if !literal.isEmpty, !literal.withUnsafeBytes({ span.containsFolded($0) }) { return false }
      return expression.matches(span)
    }
  }

  private static func expression(like pattern: String) -> String {
    var result = "\\A(?s:"
    for character in pattern.unicodeScalars {
      switch character {
      case "%": result += ".*"
      case "_": result += "."
      default:
        let isPlain = character.properties.isAlphabetic || character.properties.numericType != nil || !character.isASCII
        if !isPlain { result += "\\" }
        result.unicodeScalars.append(character)
      }
    }
    return result + ")\\z"
  }
}

/// PCRE2 code.
// proof: the code and the context are immutable once `init` has returned; match data is each call's own.
final class CompiledPattern: @unchecked Sendable {
  /// How much backtracking a match may do before it counts as no match.
  static let matchLimit: UInt32 = 100_000
  static let maxPatternBytes = 4096

  private let code: OpaquePointer
  private let context: OpaquePointer?

  init?(_ pattern: String, ignoresCase: Bool) {
    let bytes = Array(pattern.utf8)
    guard bytes.count <= Self.maxPatternBytes else { return nil }
    var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    if ignoresCase { options |= UInt32(PCRE2_CASELESS) }
    var error: Int32 = 0
    var offset = 0
    let compiled = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
    }
    guard let compiled else { return nil }
    code = compiled
    context = pcre2_match_context_create_8(nil)
    if let context {
      pcre2_set_match_limit_8(context, Self.matchLimit)
      pcre2_set_depth_limit_8(context, 10_000)
      pcre2_set_heap_limit_8(context, 16 << 10)
    }
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_match_context_free_8(context)
  }

  /// `text` must be valid UTF-8.
  func matches(_ text: ByteSpan) -> Bool {
    guard let data = pcre2_match_data_create_8(1, nil) else { return false }
    defer { pcre2_match_data_free_8(data) }
    return pcre2_match_8(
      code, text.start.assumingMemoryBound(to: UInt8.self), text.count, 0, UInt32(PCRE2_NO_UTF_CHECK), data, context)
      >= 0
  }
}
