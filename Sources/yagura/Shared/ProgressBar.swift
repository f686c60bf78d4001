import Foundation
import Ingest

/// A bar on standard error with rate and time left, for work of more than a second.
struct ProgressBar {
  private let start = ContinuousClock.now
  private var isShown = false
  private var last = ContinuousClock.now

  mutating func show(_ progress: IngestProgress) {
    let now = ContinuousClock.now
    let seconds = Self.seconds(now - start)
    guard seconds > 1, !isShown || now - last > .milliseconds(200) else { return }
    isShown = true
    last = now
    let rate = Double(progress.bytesRead) / seconds
    var line = "\(Self.size(Double(progress.bytesRead)))"
    if let total = progress.bytesTotal, total > 0 {
      let part = min(1, Double(progress.bytesRead) / Double(total))
      let filled = Int(part * 24)
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
      let left = rate > 0 ? Int((Double(total) - Double(progress.bytesRead)) / rate) : 0
      line =
        "[\(bar)] \(Int(part * 100))%  \(line) of \(Self.size(Double(total)))  \(Self.size(rate))/s  \(Self.time(left)) left"
    } else {
      line += " read  \(Self.size(rate))/s"
    }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line.prefix(79))".utf8))
  }

  /// Takes the bar away.
  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func size(_ bytes: Double) -> String {
    if bytes >= 1e9 { return String(format: "%.1f GB", bytes / 1e9) }
    if bytes >= 1e6 { return String(format: "%.0f MB", bytes / 1e6) }
    return String(format: "%.0f kB", bytes / 1e3)
  }

  private static func time(_ seconds: Int) -> String {
    seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s" : "\(max(0, seconds)) s"
  }
}
