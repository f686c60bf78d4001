import Detection

extension IncidentBuilder {
  /// Makes of runs of alerts what they would have been, had all alerts come in order: runs of one principal that are near
  /// enough are one, and so are their steps that fold. Nothing to do where none came late.
  mutating func coalesce() {
    guard isDisordered else { return }
    isDisordered = false
    struct Owner: Hashable {
      var principal: UInt64
      var opens: Bool
    }
    var groups: [Owner: [Int32]] = [:]
    for (index, trail) in trails.enumerated() {
      groups[Owner(principal: trail.principal, opens: trail.opens), default: []].append(Int32(index))
    }
    var absorbed: Set<Int32> = []
    var target = Array(Int32(0)..<Int32(trails.count))
    for group in groups.values where group.count > 1 {
      let sorted = group.sorted {
        (trails[Int($0)].first, trails[Int($0)].last, $0) < (trails[Int($1)].first, trails[Int($1)].last, $1)
      }
      var keeper = sorted[0]
      for next in sorted.dropFirst() {
        guard trails[Int(next)].first - trails[Int(keeper)].last <= gap(of: trails[Int(keeper)]) else {
          keeper = next
          continue
        }
        absorb(Int(next), into: Int(keeper))
        absorbed.insert(next)
        target[Int(next)] = keeper
      }
    }
    guard !absorbed.isEmpty else { return }
    for index in links.indices { links[index].key.trail = target[Int(links[index].key.trail)] }
    openTrail = openTrail.mapValues { target[Int($0)] }
    lowTrail = lowTrail.mapValues { target[Int($0)] }
    compact(without: absorbed)
  }

  private mutating func absorb(_ other: Int, into keeper: Int) {
    trails[keeper].first = min(trails[keeper].first, trails[other].first)
    trails[keeper].last = max(trails[keeper].last, trails[other].last)
    trails[keeper].priorRisk = min(trails[keeper].priorRisk, trails[other].priorRisk)
    trails[keeper].overflow.merge(trails[other].overflow, uniquingKeysWith: +)
    var places: [FoldKey: Int32] = [:]
    for step in trails[keeper].steps { places[steps[Int(step)].key] = step }
    for step in trails[other].steps {
      if let place = places[steps[Int(step)].key] {
        steps[Int(place)].merge(steps[Int(step)])
        if stepOf[steps[Int(step)].key] == step { stepOf.set(steps[Int(step)].key, place) }
      } else {
        places[steps[Int(step)].key] = step
        steps[Int(step)].trail = Int32(keeper)
        trails[keeper].steps.append(step)
      }
    }
    trails[other].steps = []
  }
}

extension FoldedStep {
  /// As if the other's alerts had folded into this one.
  mutating func merge(_ other: FoldedStep) {
    count += other.count
    unusual += other.unusual
    first = min(first, other.first)
    last = max(last, other.last)
    let reference = TimedReference(time: earliest.time, record: earliest.record)
    if TimedReference(time: other.earliest.time, record: other.earliest.record) < reference {
      earliest = other.earliest
    }
    references = Array((references + other.references).sorted(by: <).prefix(Self.records))
    for hash in other.targetHashes.sorted() where targetHashes.count < Self.countedTargets { targetHashes.insert(hash) }
    targets = Sample.merged(targets, other.targets)
    credentials = Sample.merged(credentials, other.credentials)
    issuedCount += other.issuedCount
  }
}

extension Sample {
  fileprivate static func merged(_ left: [Sample], _ right: [Sample]) -> [Sample] {
    var seen: Set<UInt64> = []
    return Array(
      (left + right).sorted { ($0.time, $0.hash) < ($1.time, $1.hash) }.filter { seen.insert($0.hash).inserted }
        .prefix(FoldedStep.samples))
  }
}
