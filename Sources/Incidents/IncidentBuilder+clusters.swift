import Detection

/// Trails that belong to one incident.
struct Cluster {
  /// Indexes of trails: those that open, then those of low alerts drawn in.
  var opening: [Int32]
  var pending: [Int32] = []
  var first: Int64
  var last: Int64
  /// When a run of low alerts opened it by their number and kind, with nothing graver in it; else `nil`.
  var risen: Int64?
}

/// What low trails have to do with opening ones.
private struct PendingLinks {
  /// Low trail → opening trails that it shares an identity or credential with.
  var openings: [Int32: Set<Int32>] = [:]
  /// Principal of low trails → what it got hold of.
  var chains: [UInt64: [Chain]] = [:]
}

/// An opening trail that acts as, or with, what a principal got hold of, and when.
private struct Chain {
  var trail: Int32
  var first: Int64
  var last: Int64

  func distance(to trail: Trail) -> Int64 { max(0, max(trail.first - last, first - trail.last)) }
}

/// Two trails that share something which is not rare enough to join them alone.
private struct TrailPair: Hashable {
  var lower: Int32
  var upper: Int32

  init(_ one: Int32, _ other: Int32) {
    (lower, upper) = (min(one, other), max(one, other))
  }
}

/// Kinds of things that pairs of trails share by half, as a set of `LinkKind` bits.
private typealias HalfLinks = [TrailPair: UInt16]

extension IncidentBuilder {
  /// Puts trails together by what they share. The result depends on the set of alerts, not on their order.
  func clusters() -> [Cluster] {
    var sets = DisjointSets(count: trails.count)
    var pending = PendingLinks()
    var halves: HalfLinks = [:]
    forEachEntity { kind, opening, low in
      join(kind, opening, low, in: &sets, pending: &pending, halves: &halves)
    }
    // Two kinds of half a reason are one.
    for (pair, kinds) in halves where kinds.nonzeroBitCount >= 2 { sets.unite(pair.lower, pair.upper) }
    joinChains(pending.chains, in: &sets)
    joinWeak(in: &sets)

    var clusters: [Cluster] = []
    var clusterOf: [Int32: Int] = [:]
    for (index, trail) in trails.enumerated() where trail.opens {
      let root = sets.root(Int32(index))
      if let place = clusterOf[root] {
        clusters[place].opening.append(Int32(index))
        clusters[place].first = min(clusters[place].first, trail.first)
        clusters[place].last = max(clusters[place].last, trail.last)
      } else {
        clusterOf[root] = clusters.count
        clusters.append(Cluster(opening: [Int32(index)], first: trail.first, last: trail.last))
      }
    }
    var drawn: Set<Int32> = []
    for low in pending.openings.keys.sorted() {
      let trail = trails[Int(low)]
      // Its own principal's incident before others', then the nearest in time, then the one that began first.
      func rank(_ place: Int) -> (Int, Int64, Int64, Int) {
        let isOwn = clusters[place].opening.contains { trails[Int($0)].principal == trail.principal }
        return (isOwn ? 0 : 1, clusters[place].distance(to: trail), clusters[place].first, place)
      }
      let places = Set((pending.openings[low] ?? []).compactMap { clusterOf[sets.root($0)] })
      if let nearest = places.map(rank).min(by: <)?.3 { clusters[nearest].pending.append(low) }
      drawn.insert(low)
    }
    // What rises joins nothing and nothing joins it: whether it rises hangs on how rare its alerts are among all.
    for (index, trail) in trails.enumerated() where !trail.opens && !drawn.contains(Int32(index)) {
      guard let time = risingTime(of: trail) else { continue }
      clusters.append(Cluster(opening: [Int32(index)], first: trail.first, last: trail.last, risen: time))
    }
    return clusters
  }

  /// Links of credentials to whoever got them, where the record that says so came at the same moment or later.
  private func chainedLinks() -> [Link] {
    links.compactMap { link in
      guard link.key.kind == .credential, let holder = chains.holder(of: link.key.entity),
        link.first - holder.time <= limits.identityGap
      else { return nil }
      let key = LinkKey(trail: link.key.trail, kind: .identity, entity: holder.root)
      return linkOf[key] == nil ? Link(key: key, first: link.first, last: link.last) : nil
    }
  }

  /// Calls `body` for each entity with its links of opening trails and of low ones, both in order of time.
  private func forEachEntity(_ body: (LinkKind, [Link], [Link]) -> Void) {
    let sorted = (links + chainedLinks()).sorted {
      ($0.key.kind.rawValue, $0.key.entity, $0.first, $0.last, $0.key.trail)
        < ($1.key.kind.rawValue, $1.key.entity, $1.first, $1.last, $1.key.trail)
    }
    var start = 0
    while start < sorted.count {
      var end = start
      let key = sorted[start].key
      while end < sorted.count, sorted[end].key.kind == key.kind, sorted[end].key.entity == key.entity { end += 1 }
      let group = sorted[start..<end]
      start = end
      guard group.count > 1 else { continue }
      let opening = group.filter { trails[Int($0.key.trail)].opens }
      guard !opening.isEmpty else { continue }
      body(key.kind, opening, group.filter { !trails[Int($0.key.trail)].opens })
    }
  }

  /// One entity: joins the opening trails that met it without a gap, unless too many principals did.
  private func join(
    _ kind: LinkKind, _ opening: [Link], _ low: [Link], in sets: inout DisjointSets, pending: inout PendingLinks,
    halves: inout HalfLinks
  ) {
    let gap = limits.gap(kind)
    var runs: [(first: Int64, last: Int64, links: Range<Int>)] = []
    for (index, link) in opening.enumerated() {
      if let run = runs.last, link.first - run.last <= gap {
        runs[runs.count - 1] = (run.first, max(run.last, link.last), run.links.lowerBound..<(index + 1))
      } else {
        runs.append((link.first, link.last, index..<(index + 1)))
      }
    }
    var principals = runs.map { run in
      Set(opening[run.links].lazy.map { trails[Int($0.key.trail)] }.filter { !$0.isWeak }.map(\.principal))
    }
    var near: [[Link]] = Array(repeating: [], count: runs.count)
    for link in low {
      var place = runs.partitioningIndex { $0.last >= link.first - gap }
      while place < runs.count, runs[place].first <= link.last + gap {
        let trail = trails[Int(link.key.trail)]
        if !trail.isWeak, principals[place].count <= limits.sharedBy(kind) { principals[place].insert(trail.principal) }
        near[place].append(link)
        place += 1
      }
    }
    for (place, run) in runs.enumerated() {
      let seen = opening[run.links].lazy.map(\.sharedBy).max() ?? 0
      let weight = limits.weight(kind, sharedBy: max(principals[place].count, Int(seen)))
      guard weight > .none else { continue }
      let root = opening[run.links.lowerBound].key.trail
      guard weight == .full else {
        share(kind, opening[run.links], halves: &halves)
        continue
      }
      for link in opening[run.links].dropFirst() { sets.unite(root, link.key.trail) }
      guard kind.isStrong else { continue }
      for link in near[place] {
        pending.openings[link.key.trail, default: []].insert(root)
        guard link.controls, !trails[Int(link.key.trail)].isWeak else { continue }
        let principal = trails[Int(link.key.trail)].principal
        pending.chains[principal, default: []].append(Chain(trail: root, first: run.first, last: run.last))
      }
    }
  }

  /// Half a reason to join: noted for each pair of the few first trails.
  private func share(_ kind: LinkKind, _ links: ArraySlice<Link>, halves: inout HalfLinks) {
    var members: [Int32] = []
    for link in links where members.count < 16 && !members.contains(link.key.trail) { members.append(link.key.trail) }
    for (place, one) in members.enumerated() {
      for other in members[(place + 1)...] { halves[TrailPair(one, other), default: 0] |= 1 << UInt16(kind.rawValue) }
    }
  }

  /// A low alert opens nothing, but that somebody assumed a role or made a key puts what the role or key then did with
  /// what else they did.
  private func joinChains(_ chains: [UInt64: [Chain]], in sets: inout DisjointSets) {
    var own: [UInt64: [Int32]] = [:]
    for (index, trail) in trails.enumerated() where trail.opens && chains[trail.principal] != nil {
      own[trail.principal, default: []].append(Int32(index))
    }
    for (principal, members) in chains {
      let sorted = members.sorted { ($0.first, $0.last, $0.trail) < ($1.first, $1.last, $1.trail) }
      var reach = sorted[0].last
      for (before, after) in zip(sorted, sorted.dropFirst()) {
        if after.first - reach <= limits.identityGap { sets.unite(before.trail, after.trail) }
        reach = max(reach, after.last)
      }
      for chain in sorted {
        let nearest = (own[principal] ?? []).map { (chain.distance(to: trails[Int($0)]), $0) }.min(by: <)
        if let nearest, nearest.0 <= limits.identityGap { sets.unite(chain.trail, nearest.1) }
      }
    }
  }

  /// What one service of a provider did, if it joined nobody's doing, is one incident and not one a target.
  private func joinWeak(in sets: inout DisjointSets) {
    var isMixed: Set<Int32> = []
    for (index, trail) in trails.enumerated() where trail.opens && !trail.isWeak {
      isMixed.insert(sets.root(Int32(index)))
    }
    var groups: [UInt64: [Int32]] = [:]
    for (index, trail) in trails.enumerated() where trail.opens && trail.isWeak {
      if !isMixed.contains(sets.root(Int32(index))) { groups[trail.weakGroup, default: []].append(Int32(index)) }
    }
    for members in groups.values where members.count > 1 {
      let sorted = members.sorted { trails[Int($0)].first < trails[Int($1)].first }
      var last = trails[Int(sorted[0])].last
      for (before, after) in zip(sorted, sorted.dropFirst()) {
        if trails[Int(after)].first - last <= limits.targetGap { sets.unite(before, after) }
        last = max(last, trails[Int(after)].last)
      }
    }
  }
}

extension Cluster {
  /// How far a trail is from it in time; 0 where they overlap.
  func distance(to trail: Trail) -> Int64 {
    max(0, max(trail.first - last, first - trail.last))
  }
}

extension Array {
  /// The first index at which the predicate holds, if it holds from some index on.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
