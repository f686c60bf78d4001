import Detection

/// Trails that belong to one incident.
struct Cluster {
  /// Indexes of trails: those that open, then those of low alerts drawn in.
  var opening: [Int32]
  var pending: [Int32] = []
  var first: Int64
  var last: Int64
}

extension IncidentBuilder {
  /// Puts trails together by what they share. The result depends on the set of alerts, not on their order.
  func clusters() -> [Cluster] {
    var sets = DisjointSets(count: trails.count)
    var candidates: [Int32: [Int32]] = [:]
    forEachEntity { kind, opening, pending in
      join(kind, opening, pending, in: &sets, candidates: &candidates)
    }
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
    for (pending, openings) in candidates {
      let trail = trails[Int(pending)]
      let places = Set(openings.compactMap { clusterOf[sets.root($0)] })
      // Nearest in time; among equals the one that began first.
      let nearest = places.min {
        (clusters[$0].distance(to: trail), clusters[$0].first, $0)
          < (clusters[$1].distance(to: trail), clusters[$1].first, $1)
      }
      if let nearest { clusters[nearest].pending.append(pending) }
    }
    return clusters
  }

  /// Calls `body` for each entity with its links of opening trails and of low ones, both in order of time.
  private func forEachEntity(_ body: (LinkKind, [Link], [Link]) -> Void) {
    let sorted = links.sorted {
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
    _ kind: LinkKind, _ opening: [Link], _ pending: [Link], in sets: inout DisjointSets,
    candidates: inout [Int32: [Int32]]
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
    var near: [[Int32]] = Array(repeating: [], count: runs.count)
    for link in pending {
      var place = runs.partitioningIndex { $0.last >= link.first - gap }
      while place < runs.count, runs[place].first <= link.last + gap {
        let trail = trails[Int(link.key.trail)]
        if !trail.isWeak, principals[place].count <= limits.sharedBy(kind) { principals[place].insert(trail.principal) }
        near[place].append(link.key.trail)
        place += 1
      }
    }
    for (place, run) in runs.enumerated() where principals[place].count <= limits.sharedBy(kind) {
      let root = opening[run.links.lowerBound].key.trail
      for link in opening[run.links].dropFirst() { sets.unite(root, link.key.trail) }
      if kind.isStrong {
        for trail in near[place] where candidates[trail, default: []].last != root { candidates[trail, default: []].append(root) }
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
