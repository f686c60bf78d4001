import Foundation

/// The most memory that the process has held.
public enum PeakMemory {
  /// Resident bytes at their highest, or 0 where the system does not tell.
  public static var bytes: Int {
    #if os(Linux)
      // What `getrusage` says begins with what the program held that started this one.
      let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first).flatMap { Int($0) }.map { $0 << 10 } ?? 0
    #else
      var usage = rusage()
      guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return usage.ru_maxrss
    #endif
  }
}
