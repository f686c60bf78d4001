#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Envelope keys as C strings.
final class EnvelopeKeys {
  private var pointers: [UnsafePointer<CChar>?]

  init(_ keys: [String]) {
    // A key with a NUL inside would be cut, and then name another key.
    pointers = keys.filter { !$0.utf8.contains(0) }.compactMap { strdup($0) }.map { UnsafePointer($0) }
  }

  deinit { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }

  var count: Int { pointers.count }

  func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
