import Synchronization

/// Counts what was taken from the inputs, from any thread.
final class Meter: Sendable {
  private let bytes = Atomic<UInt64>(0)
  private let files = Atomic<Int>(0)

  func add(bytes count: Int) { bytes.wrappingAdd(UInt64(max(0, count)), ordering: .relaxed) }
  func addFinishedFile() { files.wrappingAdd(1, ordering: .relaxed) }

  var bytesRead: UInt64 { bytes.load(ordering: .relaxed) }
  var filesFinished: Int { files.load(ordering: .relaxed) }
}
