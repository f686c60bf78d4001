import Activity

/// The paths of files by the numbers that observations carry: those of this run, and those of earlier runs that a state
/// names, so that what began there can still be pointed at.
///
/// Numbers rise from run to run. The newest `maxPaths` are kept, up to `maxBytes` of text; an older record is shown
/// without its file.
// proof: `read` alone changes it, and is called before the first record, by the one who made it.
final class FileTable: @unchecked Sendable {
  static let maxPaths = 1 << 18
  static let maxBytes = 64 << 20

  /// The number of the first path in `earlier`.
  private var base: UInt32 = 0
  private var earlier: [String] = []
  private let paths: [String]

  init(_ paths: [String]) { self.paths = paths }

  /// The number of this run's first file.
  var first: UInt32 { base &+ UInt32(truncatingIfNeeded: earlier.count) }

  func path(_ number: UInt32) -> String {
    let own = Int(number) - Int(first)
    if own >= 0 { return own < paths.count ? paths[own] : "" }
    let place = Int(number) - Int(base)
    return place >= 0 ? earlier[place] : ""
  }

  /// A file's place in the order of runs, and in each of its files: of the same instant, records of the lower come first.
  func rank(_ number: UInt32) -> Int { max(0, Int(number) - Int(base)) }

  func write(to out: inout StateOutput) {
    var kept = (earlier + paths).suffix(Self.maxPaths)
    var bytes = kept.reduce(0) { $0 + $1.utf8.count }
    while bytes > Self.maxBytes, let oldest = kept.popFirst() { bytes -= oldest.utf8.count }
    out.put(first &+ UInt32(truncatingIfNeeded: paths.count) &- UInt32(truncatingIfNeeded: kept.count))
    out.put(count: kept.count)
    for path in kept { out.put(path) }
  }

  func read(_ from: inout StateInput) throws(StateProblem) {
    let start = try from.number(UInt32.self)
    let count = try from.count(of: 4, atMost: Self.maxPaths)
    // Room for the files of this run.
    guard start <= .max - UInt32(2 * Self.maxPaths) - UInt32(clamping: paths.count) else {
      throw .impossible("a number of a file")
    }
    var read: [String] = []
    for _ in 0..<count { read.append(try from.text()) }
    base = start
    earlier = read
  }
}
