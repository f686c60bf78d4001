import Activity
import Detection

extension IncidentBuilder {
  /// All that incidents are made of, so that a builder that takes it up goes on as this one would. The same builder gives
  /// the same bytes. About 600 bytes an alert that is told apart, up to `limits`.
  ///
  /// - Returns: the bytes, and the ids of incidents that are final: nothing that comes later can change them, and the
  ///   bytes do not hold them.
  public func stateBytes() -> (bytes: [UInt8], final: Set<String>) {
    let unsettled = unsettledSealed().filter { sealedParts[$0.id] != nil }
    var body = AlertStateWriter()
    body.out.put(max(now, -StateInput.maxTime))
    body.out.put(isDisordered)
    writeRules(to: &body)
    write(trails, of: steps, to: &body) { index, trail in
      (trail.opens ? openTrail : lowTrail)[trail.principal] == Int32(index)
    } isCurrent: { index, step in
      stepOf[step.key] == Int32(index)
    }
    body.out.put(count: links.count)
    for link in links { link.write(to: &body.out) }
    body.out.put(count: unsettled.count)
    for incident in unsettled {
      guard let parts = sealedParts[incident.id] else { continue }
      body.out.put(parts.risen != nil)
      if let risen = parts.risen { body.out.put(risen) }
      write(parts.trails, of: parts.steps, to: &body, isNewest: { _, _ in false }, isCurrent: { _, _ in false })
    }
    body.out.put(count: actors.count)
    for (actor, facts) in actors.sorted(by: { $0.key < $1.key }) {
      body.out.put(actor)
      body.out.put(facts.isWeak)
      body.out.put(facts.email)
    }
    body.out.put(count: emails.count)
    for (actor, email) in emails.sorted(by: { $0.key < $1.key }) {
      body.out.put(actor)
      body.out.put(email)
    }
    sharing.write(to: &body.out)
    chains.write(to: &body.out)
    risks.write(to: &body.out)
    let kept = Set(unsettled.map(\.id))
    return (body.bytes, Set(sealed.map(\.id)).subtracting(kept))
  }

  /// Takes up what `stateBytes` gave, into a builder that has taken nothing yet; after an error it is of no use.
  ///
  /// - Parameters:
  ///   - names: where the texts behind hashes are.
  ///   - isLoaded: whether a rule is still there. Alerts of one that is not are left out.
  public mutating func restore(
    _ bytes: [UInt8], names: Names, losses: inout StateLosses, isLoaded: (AlertRule) -> Bool
  ) throws(StateProblem) {
    var body = try AlertStateReader(bytes, names: names)
    now = try body.from.time()
    if now == -StateInput.maxTime { now = .min }
    isDisordered = try body.from.flag()
    try readRules(&body)
    let open = try readTrails(&body)
    trails = open.trails
    steps = open.steps
    pendingSteps = trails.reduce(0) { $0 + ($1.opens ? 0 : $1.steps.count) }
    for index in open.newest {
      let trail = trails[Int(index)]
      if trail.opens { openTrail[trail.principal] = index } else { lowTrail[trail.principal] = index }
    }
    for index in open.current { stepOf.set(steps[Int(index)].key, index) }
    for _ in 0..<(try body.from.count(of: 38, atMost: 2 * limits.links)) {
      let link = try Link(&body.from, trails: trails.count)
      linkOf.set(link.key, Int32(links.count))
      links.append(link)
    }
    for index in steps.indices where !steps[index].slots.isWithin(links.count) { throw .impossible("a link") }
    var made: [(incident: Incident, parts: SealedParts)] = []
    for _ in 0..<(try body.from.count(of: 5, atMost: 2 * limits.incidents)) {
      let risen = try body.from.flag() ? try body.from.time() : nil
      let parts = try readTrails(&body)
      let whole = SealedParts(trails: parts.trails, steps: parts.steps, risen: risen)
      guard let left = whole.without(losses: &losses, isLoaded: isLoaded) else { continue }
      made.append((left.incident(limits: limits, explanations: explanations), left))
    }
    for _ in 0..<(try body.from.count(of: 17, atMost: limits.links)) {
      let actor = try body.from.number(UInt64.self)
      let isWeak = try body.from.flag()
      actors[actor] = ActorFacts(isWeak: isWeak, email: try body.from.number())
    }
    for _ in 0..<(try body.from.count(of: 16, atMost: limits.emails)) {
      let actor = try body.from.number(UInt64.self)
      emails[actor] = try body.from.number()
    }
    try sharing.read(&body.from)
    try chains.read(&body.from)
    try risks.read(&body.from)
    try body.from.end()
    for (incident, parts) in made {
      sealed.append(incident)
      if keepsSealedParts { sealedParts[incident.id] = parts }
    }
    dropUnloaded(losses: &losses, isLoaded)
  }

  /// Leaves out alerts of rules that are gone.
  private mutating func dropUnloaded(losses: inout StateLosses, _ isLoaded: (AlertRule) -> Bool) {
    var gone: Set<Int32> = []
    for index in steps.indices where !isLoaded(steps[index].earliest.rule) {
      losses.alerts += steps[index].count
      gone.insert(Int32(index))
    }
    guard !gone.isEmpty else { return }
    var empty: Set<Int32> = []
    for index in trails.indices {
      trails[index].steps.removeAll { gone.contains($0) }
      if trails[index].steps.isEmpty { empty.insert(Int32(index)) }
    }
    compact(without: empty)
  }

  // MARK: Rules

  private func writeRules(to body: inout AlertStateWriter) {
    var ids = Array(repeating: "", count: ruleOfID.count)
    for (id, index) in ruleOfID { ids[Int(index)] = id }
    body.out.put(count: ids.count)
    for (id, spread) in zip(ids, ruleSpread) {
      body.out.put(id)
      body.out.put(spread)
    }
  }

  private mutating func readRules(_ body: inout AlertStateReader) throws(StateProblem) {
    for _ in 0..<(try body.from.count(of: 12)) {
      let id = try body.from.text()
      guard ruleOfID[id] == nil else { throw .impossible("a rule twice") }
      ruleOfID[id] = Int32(ruleSpread.count)
      ruleSpread.append(try body.from.number())
    }
  }

  // MARK: Trails

  private func write(
    _ trails: [Trail], of steps: [FoldedStep], to body: inout AlertStateWriter, isNewest: (Int, Trail) -> Bool,
    isCurrent: (Int, FoldedStep) -> Bool
  ) {
    body.out.put(count: trails.count)
    for (index, trail) in trails.enumerated() {
      trail.write(to: &body.out)
      body.out.put(isNewest(index, trail))
    }
    body.out.put(count: steps.count)
    for (index, step) in steps.enumerated() {
      step.write(to: &body)
      body.out.put(isCurrent(index, step))
    }
  }

  private struct ReadTrails {
    var trails: [Trail] = []
    var steps: [FoldedStep] = []
    var newest: [Int32] = []
    var current: [Int32] = []
  }

  private func readTrails(_ body: inout AlertStateReader) throws(StateProblem) -> ReadTrails {
    var read = ReadTrails()
    for index in 0..<(try body.from.count(of: 44, atMost: 2 * limits.trails)) {
      read.trails.append(try Trail(&body.from))
      if try body.from.flag() { read.newest.append(Int32(index)) }
    }
    var owned = 0
    for index in 0..<(try body.from.count(of: 200, atMost: 2 * limits.steps)) {
      let step = try FoldedStep(&body, trails: read.trails.count, rules: ruleSpread.count)
      read.steps.append(step)
      if try body.from.flag() { read.current.append(Int32(index)) }
    }
    // Each step is in the list of its own trail, once.
    var isOwned = Array(repeating: false, count: read.steps.count)
    for (number, trail) in read.trails.enumerated() {
      for step in trail.steps {
        guard step >= 0, Int(step) < read.steps.count, !isOwned[Int(step)], read.steps[Int(step)].trail == number
        else { throw .impossible("a step of an incident") }
        isOwned[Int(step)] = true
        owned += 1
      }
      guard !trail.steps.isEmpty else { throw .impossible("an empty run of alerts") }
    }
    guard owned == read.steps.count else { throw .impossible("a step of no incident") }
    return read
  }
}

extension SealedParts {
  /// Without alerts of rules that are gone; `nil` where nothing is left that opens an incident.
  func without(losses: inout StateLosses, isLoaded: (AlertRule) -> Bool) -> SealedParts? {
    guard !trails.isEmpty else { return nil }
    guard steps.contains(where: { !isLoaded($0.earliest.rule) }) else { return self }
    var left = SealedParts(trails: [], steps: [], risen: risen)
    for trail in trails {
      var kept = trail
      kept.steps = []
      for number in trail.steps {
        var step = steps[Int(number)]
        guard isLoaded(step.earliest.rule) else {
          losses.alerts += step.count
          continue
        }
        step.trail = Int32(left.trails.count)
        kept.steps.append(Int32(left.steps.count))
        left.steps.append(step)
      }
      if !kept.steps.isEmpty { left.trails.append(kept) }
    }
    return left.trails.contains(where: \.opens) ? left : nil
  }

  /// The incident, made again.
  func incident(limits: IncidentLimits, explanations: [any ExplanationSource]) -> Incident {
    var builder = IncidentBuilder(limits: limits, explanations: explanations)
    builder.trails = trails
    builder.steps = steps
    let cluster = Cluster(opening: trails.indices.map { Int32($0) }, first: 0, last: 0, risen: risen)
    return IncidentAssembly(builder: builder, cluster: cluster).incident()
  }
}
