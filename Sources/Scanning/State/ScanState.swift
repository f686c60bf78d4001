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
    if bytes.starts(with: FirstState.mark) {
      self.init(watch: try FirstState.read(bytes))
      return
    }
    let parts = try StateFrame.parts(of: bytes, count: WatchState.partCount + 2)
    self.init(
      watch: WatchState(parts: parts[..<WatchState.partCount]), incidents: parts[WatchState.partCount],
      told: parts[WatchState.partCount + 1])
  }
}

/// The first version of the file: baselines, sequences and texts, each behind its length.
private enum FirstState {
  static let mark = Array("YAGURAS1".utf8)

  static func read(_ bytes: [UInt8]) throws(StateProblem) -> WatchState {
    var from = StateInput(bytes)
    for _ in mark { _ = try from.number(UInt8.self) }
    let behaviour = try from.data()
    let sequences = try from.data()
    var texts = StateInput(try from.data())
    try from.end()
    var names: [(hash: UInt64, text: String)] = []
    while !texts.isAtEnd {
      let hash = try texts.number(UInt64.self)
      names.append((hash, try texts.text()))
    }
    return WatchState(behaviour: behaviour, sequences: sequences, names: names)
  }
}
