import Activity

/// Breaches that were told, and which things are crown jewels as far as it was found out, read from a state.
public struct ToldBreaches {
  /// Of the file that the entries' numbers are of.
  fileprivate let file: UInt64
  fileprivate var told: [ExpectationSet.Told: Level] = [:]
  fileprivate var jewels: [UInt64: [Int]] = [:]

  public var count: Int { told.count }

  public init(_ from: inout StateInput) throws(StateProblem) {
    file = try from.number()
    for _ in 0..<(try from.count(of: 33, atMost: ExpectationSet.maxTold)) {
      let actor = try from.number(UInt64.self)
      let kind = try from.text()
      let entry = try from.tally()
      let seen = try from.number(UInt64.self)
      let day = try from.number(Int64.self)
      guard let level = Level(rawValue: Int(try from.number(UInt8.self))) else { throw .impossible("a level") }
      told[ExpectationSet.Told(actor: actor, kind: kind, entry: entry, seen: seen, day: day)] = level
    }
    for _ in 0..<(try from.count(of: 12, atMost: ExpectationSet.maxVerdicts)) {
      let target = try from.number(UInt64.self)
      var places: [Int] = []
      for _ in 0..<(try from.count(of: 4)) { places.append(Int(try from.number(UInt32.self))) }
      jewels[target] = places
    }
  }
}

extension ExpectationSet {
  /// Writes what is not to be told again by the next run: breaches of the day that the records have come to. And which
  /// things are crown jewels by a pattern: an act that matters little does not tell its target's text, and goes by what
  /// one that mattered has shown before.
  ///
  /// - Parameter passed: event time before which no record comes any more, in microseconds.
  public func writeTold(after passed: Int64, to out: inout StateOutput) {
    let today = passed / 86_400_000_000
    let kept = told.filter { $0.key.day >= today }.sorted { left, right in
      let (one, other) = (left.key, right.key)
      if one.day != other.day { return one.day < other.day }
      if one.actor != other.actor { return one.actor < other.actor }
      if one.kind != other.kind { return one.kind < other.kind }
      return (one.entry, one.seen) < (other.entry, other.seen)
    }
    out.put(fileDigest)
    out.put(count: kept.count)
    for (key, level) in kept {
      out.put(key.actor)
      out.put(key.kind)
      out.put(Int64(key.entry))
      out.put(key.seen)
      out.put(key.day)
      out.put(UInt8(level.rawValue))
    }
    out.put(count: jewelsOfTarget.count)
    for (target, places) in jewelsOfTarget.sorted(by: { $0.key < $1.key }) {
      out.put(target)
      out.put(count: places.count)
      for place in places { out.put(UInt32(place)) }
    }
  }

  /// Takes up what an earlier run told, if its file had the same entries. Gives how many were left out.
  public mutating func take(_ breaches: ToldBreaches) -> Int {
    guard breaches.file == fileDigest else { return breaches.count }
    told = breaches.told
    let count = expectations.file.crownJewels.count
    jewelsOfTarget = breaches.jewels.filter { $0.value.allSatisfy { $0 < count } }
    return 0
  }

  /// Of the names of all entries, in their order, and what crown jewels are: what their numbers stand for.
  private var fileDigest: UInt64 {
    let file = expectations.file
    let jewels = file.crownJewels.flatMap { [$0.name] + $0.resources.map(\.text) }
    let names =
      file.expectations.map(\.name) + ["\u{1}"] + file.pipelines.map(\.name) + ["\u{1}"] + jewels + ["\u{1}"]
      + file.leavers.map(\.name)
    return names.reduce(0xCBF2_9CE4_8422_2325) { hash, name in
      (hash ^ TextHash.of(name)) &* 0x0000_0100_0000_01B3
    }
  }
}
