import CPCRE2
import JSONTape
import Synchronization

/// A regular expression that PCRE2 matches under a limit, so that no pattern can hang on a hostile value.
// proof: the compiled code is immutable once `init` has returned; match data is made for each call's own use.
public final class BoundedRegex: @unchecked Sendable {
  /// How much backtracking one match may do before it counts as no match.
  static let matchLimit: UInt32 = 200_000
  /// A pattern may be this long, in bytes.
  public static let maxPatternBytes = 16 << 10

  private let code: OpaquePointer
  private let data = Mutex<SendablePointer?>(nil)
  private let context: OpaquePointer?

  // proof: match data is in one place at a time: in the mutex, or with the call that took it out.
  private struct SendablePointer: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// Why a pattern cannot be compiled.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public init(pattern: String, flags: RegexFlags) throws(Failure) {
    var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    if flags.contains(.ignoreCase) { options |= UInt32(PCRE2_CASELESS) }
    if flags.contains(.multiline) { options |= UInt32(PCRE2_MULTILINE) }
    if flags.contains(.dotAll) { options |= UInt32(PCRE2_DOTALL) }
    let bytes = Array(pattern.utf8)
    guard bytes.count <= Self.maxPatternBytes else {
      throw Failure(description: "the regular expression is longer than \(Self.maxPatternBytes) bytes")
    }
    var error: Int32 = 0
    var offset = 0
    let code = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
    }
    guard let code else {
      var message = [UInt8](repeating: 0, count: 256)
      let length = pcre2_get_error_message_8(error, &message, message.count)
      let text = String(decoding: message.prefix(max(0, Int(length))), as: UTF8.self)
      throw Failure(description: "\(text) at offset \(offset)")
    }
    self.code = code
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
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
    data.withLock { pcre2_match_data_free_8($0?.pointer) }
  }

  /// Whether the pattern is found in `value`, which must be valid UTF-8. A match that runs into the limit is none.
  public func matches(_ value: ByteSpan) -> Bool {
    let kept = data.withLock { kept in
      defer { kept = nil }
      return kept
    }
    guard let scratch = kept?.pointer ?? pcre2_match_data_create_8(1, nil) else { return false }
    let found = pcre2_match_8(
      code, value.start.assumingMemoryBound(to: UInt8.self), value.count, 0, UInt32(PCRE2_NO_UTF_CHECK), scratch,
      context)
    data.withLock { place in
      if place == nil {
        place = SendablePointer(pointer: scratch)
      } else {
        pcre2_match_data_free_8(scratch)
      }
    }
    return found >= 0
  }
}
