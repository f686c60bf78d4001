/// Finds the networks that hold an address, the most specific first.
///
/// The prefixes are cut into disjoint intervals, each with its innermost prefix, so that a look-up is one binary search;
/// from there the enclosing prefixes are a chain of parents.
struct PrefixTable: Sendable {
  /// First addresses of intervals, ascending.
  private var starts: [UInt128] = []
  /// The innermost prefix of each interval, as a place in the prefixes given; -1 where there is none.
  private var owners: [Int32] = []
  private var parents: [Int32] = []

  /// At most this many enclosing prefixes are walked. Distinct ones that hold one address are at most 129.
  static let maxDepth = 160

  init() {}

  /// - Parameter prefixes: at most 2³¹ − 1. Of equal ones the later counts as the inner.
  init(_ prefixes: [IPPrefix]) {
    parents = [Int32](repeating: -1, count: prefixes.count)
    let order = prefixes.indices.sorted { left, right in
      let (a, b) = (prefixes[left], prefixes[right])
      if a.address.bits != b.address.bits { return a.address.bits < b.address.bits }
      return a.length != b.length ? a.length < b.length : left < right
    }
    starts.reserveCapacity(prefixes.count * 2)
    owners.reserveCapacity(prefixes.count * 2)
    var open: [(last: UInt128, prefix: Int32)] = []
    for index in order {
      let prefix = prefixes[index]
      close(&open, before: prefix.address.bits)
      let place = Int32(truncatingIfNeeded: index)
      parents[index] = open.last?.prefix ?? -1
      begin(prefix.address.bits, place)
      open.append((prefix.last, place))
    }
    close(&open, before: nil)
  }

  /// Ends the open prefixes whose last address lies before `limit` (all of them where there is none).
  private mutating func close(_ open: inout [(last: UInt128, prefix: Int32)], before limit: UInt128?) {
    while let top = open.last, limit.map({ top.last < $0 }) ?? true {
      open.removeLast()
      guard top.last < .max else { continue }
      begin(top.last + 1, open.last?.prefix ?? -1)
    }
  }

  private mutating func begin(_ start: UInt128, _ owner: Int32) {
    if starts.last == start {
      owners[owners.count - 1] = owner
    } else {
      starts.append(start)
      owners.append(owner)
    }
  }

  var isEmpty: Bool { starts.isEmpty }
  /// What the table takes, in bytes.
  var byteCount: Int { starts.count * 20 + parents.count * 4 }

  /// The place of the most specific prefix that holds the address.
  func innermost(_ address: IPAddress) -> Int? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address.bits { low = middle + 1 } else { high = middle }
    }
    guard low > 0, owners[low - 1] >= 0 else { return nil }
    return Int(owners[low - 1])
  }

  /// Calls `body` with the places of all prefixes that hold the address, the most specific first.
  func forEach(holding address: IPAddress, _ body: (Int) -> Void) {
    var next = innermost(address)
    var depth = 0
    while let place = next, depth < Self.maxDepth {
      body(place)
      next = parents[place] < 0 ? nil : Int(parents[place])
      depth += 1
    }
  }
}
