import Activity

/// What a sealed incident was made of: enough to make it again.
struct SealedParts: Sendable {
  var trails: [Trail]
  /// Numbered from 0, as the trails refer to them.
  var steps: [FoldedStep]
  /// `Cluster.risen`.
  var risen: Int64?

  init(trails: [Trail], steps: [FoldedStep], risen: Int64?) {
    self.trails = trails
    self.steps = steps
    self.risen = risen
  }

  init(_ cluster: Cluster, of builder: IncidentBuilder) {
    trails = (cluster.opening + cluster.pending).map { builder.trails[Int($0)] }
    steps = []
    risen = cluster.risen
    for place in trails.indices {
      trails[place].steps = trails[place].steps.map { number in
        var step = builder.steps[Int(number)]
        step.trail = Int32(place)
        steps.append(step)
        return Int32(steps.count - 1)
      }
    }
  }
}

extension IncidentBuilder {
  mutating func keepParts(of cluster: Cluster) {
    guard let incident = sealed.last else { return }
    sealedParts[incident.id] = SealedParts(cluster, of: self)
    guard sealedParts.count > 2 * max(1, limits.incidents) else { return }
    let kept = Set(sealed.map(\.id))
    sealedParts = sealedParts.filter { kept.contains($0.key) }
  }

  /// Sealed incidents that what comes later may still have to do with: as a critical one's aftermath, or it as theirs.
  func unsettledSealed() -> [Incident] {
    guard !sealed.isEmpty else { return [] }
    // Whatever is open began at this time or later.
    var floor = min(now, trails.lazy.map(\.first).min() ?? now)
    while true {
      let border = max(floor, -StateInput.maxTime) - limits.aftermath
      let kept = sealed.filter { $0.end >= border }
      // One that is kept may be told as the aftermath of a critical one before it, which then stays, too.
      let earliest = min(floor, kept.lazy.map(\.start).min() ?? floor)
      let reach = max(earliest, -StateInput.maxTime) - limits.aftermath
      let before = sealed.lazy.filter { $0.level == .critical && $0.end < border && $0.end >= reach }.map(\.end).min()
      guard let before else { return kept }
      floor = before + limits.aftermath
    }
  }
}
