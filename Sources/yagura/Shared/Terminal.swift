import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is known of the terminal.
enum Terminal {
  /// Whether a stream (1 or 2) may be coloured: it is a terminal, and neither `NO_COLOR` nor a dumb terminal forbids it.
  static func allowsColor(_ descriptor: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Columns, between 40 and 200; 80 where nothing tells.
  static var width: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return min(max(Int(size.ws_col), 40), 200) }
    if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) {
      return min(max(columns, 40), 200)
    }
    return 80
  }

  static func printError(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

/// A failure that is not the user's use of the command: exit status 1.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
