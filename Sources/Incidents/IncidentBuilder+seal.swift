import Detection

extension IncidentBuilder {
  /// Keeps to the bounds: makes incidents of what can no longer grow, then of what has been quiet longest.
  mutating func makeRoom() {
    if trails.count >= limits.trails || steps.count >= limits.steps || links.count >= limits.links {
      seal(before: now)
    } else if pendingSteps >= limits.pendingSteps {
      var done: Set<Int32> = []
      dropPending(before: now, done: &done)
      compact(without: done)
    }
  }

  /// Makes incidents of the clusters that ended a window before `time`, or of all.
  mutating func seal(before time: Int64?, hindsight: Hindsight? = nil) {
    coalesce()
    noteSharing()
    var clusters = clusters()
    clusters.sort { ($0.last, $0.first, $0.opening[0]) < ($1.last, $1.first, $1.opening[0]) }
    var done = Set<Int32>()
    var open: [Cluster] = []
    for cluster in clusters {
      if let time, time - cluster.last <= limits.identityGap {
        open.append(cluster)
      } else {
        close(cluster, hindsight, done: &done)
      }
    }
    guard let time else { return }
    // Still more than half full: the quietest go early. A later alert of theirs opens an incident of its own.
    var load = open.reduce(0) { $0 + size(of: $1) }
    for cluster in open {
      guard load > limits.steps / 2 || trails.count - done.count > limits.trails / 2 else { break }
      load -= size(of: cluster)
      tally.closedEarly += 1
      close(cluster, hindsight, done: &done)
    }
    dropPending(before: time, done: &done)
    compact(without: done)
  }

  private func size(of cluster: Cluster) -> Int {
    (cluster.opening + cluster.pending).reduce(0) { $0 + trails[Int($1)].steps.count }
  }

  private mutating func close(_ cluster: Cluster, _ hindsight: Hindsight?, done: inout Set<Int32>) {
    done.formUnion(cluster.opening)
    done.formUnion(cluster.pending)
    sealed.append(IncidentAssembly(builder: self, cluster: cluster, hindsight: hindsight).incident())
    if keepsSealedParts { keepParts(of: cluster) }
    if sealed.count >= 2 * max(1, limits.incidents) {
      sealed.sort(by: Incident.isWorse)
      tally.incidentsDropped += sealed.count - limits.incidents
      tally.unjoined += sealed[limits.incidents...].reduce(0) { $0 + $1.alerts }
      sealed.removeLast(sealed.count - limits.incidents)
    }
  }

  /// Low trails that nothing can draw in any more, then, if too many wait, the oldest, those of principals that have
  /// nothing open before others.
  private mutating func dropPending(before time: Int64, done: inout Set<Int32>) {
    var waiting: [Int32] = []
    for (index, trail) in trails.enumerated() where !trail.opens && !done.contains(Int32(index)) {
      if time - trail.last > limits.identityGap { done.insert(Int32(index)) } else { waiting.append(Int32(index)) }
    }
    var load = waiting.reduce(0) { $0 + trails[Int($1)].steps.count }
    func rank(_ index: Int32) -> (Int, Int64, Int64, UInt64) {
      let trail = trails[Int(index)]
      let open = openTrail[trail.principal].map { trail.first - trails[Int($0)].last <= limits.identityGap } ?? false
      return (open ? 1 : 0, trail.last, trail.first, trail.principal)
    }
    for index in waiting.sorted(by: { rank($0) < rank($1) }) {
      guard load > limits.pendingSteps / 2 || trails.count - done.count > limits.trails / 2 else { break }
      load -= trails[Int(index)].steps.count
      tally.unjoined += trails[Int(index)].steps.reduce(0) { $0 + steps[Int($1)].count }
      done.insert(index)
    }
  }

  /// Forgets the trails and renumbers what is left.
  mutating func compact(without done: Set<Int32>) {
    var newTrail: [Int32: Int32] = [:]
    var newStep: [Int32: Int32] = [:]
    var keptTrails: [Trail] = []
    var keptSteps: [FoldedStep] = []
    for (index, trail) in trails.enumerated() where !done.contains(Int32(index)) {
      var trail = trail
      let number = Int32(keptTrails.count)
      newTrail[Int32(index)] = number
      trail.steps = trail.steps.map { step in
        var kept = steps[Int(step)]
        kept.trail = number
        newStep[step] = Int32(keptSteps.count)
        keptSteps.append(kept)
        return Int32(keptSteps.count - 1)
      }
      keptTrails.append(trail)
    }
    trails = keptTrails
    steps = keptSteps
    pendingSteps = trails.reduce(0) { $0 + ($1.opens ? 0 : $1.steps.count) }
    openTrail = openTrail.compactMapValues { newTrail[$0] }
    lowTrail = lowTrail.compactMapValues { newTrail[$0] }
    stepOf = stepOf.moved { newStep[$0] }
    var newLink = [Int32](repeating: -1, count: links.count)
    // Still full of what is open: the older half is forgotten, so that what is new can be joined.
    let open = links.indices.filter { newTrail[links[$0].key.trail] != nil }
    let kept = open.count >= limits.links ? Array(open.suffix(limits.links / 2)) : open
    links = kept.enumerated().compactMap { place, index in
      guard let trail = newTrail[links[index].key.trail] else { return nil }
      newLink[index] = Int32(place)
      var link = links[index]
      link.key.trail = trail
      return link
    }
    for index in steps.indices { steps[index].slots.renumber(newLink) }
    linkOf = PlaceTable()
    for (index, link) in links.enumerated() { linkOf.set(link.key, Int32(index)) }
  }
}

extension LinkSlots {
  /// - Parameter new: by old index; -1 for links that are gone.
  fileprivate mutating func renumber(_ new: [Int32]) {
    func at(_ slot: Int32) -> Int32 { slot < 0 ? -1 : new[Int(slot)] }
    self = LinkSlots(
      actor: at(actor), principal: at(principal), email: at(email), address: at(address), device: at(device),
      session: at(session), holder: at(holder), credential: at(credential), used: at(used),
      targetIdentity: at(targetIdentity), target: at(target))
  }
}
