import Activity
import Detection

/// All that a scan leaves to the next one: what was learned, what is counted, what is open, what was told.
public struct ScanState: Sendable, Equatable {
  var watch: WatchState
  /// Of the incident builder.
  var incidents: [UInt8]
  /// What the run has told already, of what the next one will come by again.
  var told: [UInt8]

  init(watch: WatchState, incidents: [UInt8] = [], told: [UInt8] = []) {
    self.watch = watch
    self.incidents = incidents
    self.told = told
  }

  /// As a file holds it.
  public var bytes: [UInt8] { StateFrame.bytes(of: watch.parts + [incidents, told]) }

  /// - Throws: `StateProblem` where the bytes are no state, damaged, or of another version.
  public init(bytes: [UInt8]) throws(StateProblem) {
    let parts = try StateFrame.parts(of: bytes, count: WatchState.partCount + 2)
    self.init(
      watch: WatchState(parts: parts[..<WatchState.partCount]), incidents: parts[WatchState.partCount],
      told: parts[WatchState.partCount + 1])
  }
}
