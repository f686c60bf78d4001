#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum ProcessorCount {
  /// Cores that are switched on, at least 1.
  static var active: Int {
    #if canImport(Darwin)
      max(1, sysconf(_SC_NPROCESSORS_ONLN))
    #else
      max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    #endif
  }
}
