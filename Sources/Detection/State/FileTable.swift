import Activity

/// The paths of files by the numbers that observations carry: those of this run, and those of earlier runs that a state
/// names, so that what began there can still be pointed at.
///
/// Numbers rise from run to run. The newest `maxPaths` are kept, up to `maxBytes` of text; an older record is shown
/// without its file.
final class FileTable {
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

  /// For each file that is asked for, its place in an order of paths, then of numbers, in which this run's files and
  /// those of `others` take part.
  func ranks(with others: Set<UInt32>) -> [UInt32: Int] {
    let numbers = others.union(paths.indices.map { first &+ UInt32(truncatingIfNeeded: $0) })
    let sorted = numbers.map { (path: path($0), number: $0) }.sorted { ($0.path, $0.number) < ($1.path, $1.number) }
    return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.number, $0) })
  }

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
