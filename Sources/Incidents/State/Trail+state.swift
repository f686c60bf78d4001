import Activity
import Detection

extension Trail {
  func write(to out: inout StateOutput) {
    out.put(principal)
    out.put(isWeak)
    out.put(weakGroup)
    out.put(opens)
    out.put(first)
    out.put(last)
    out.put(count: steps.count)
    for step in steps { out.put(UInt32(step)) }
    out.put(UInt8(overflow.count))
    for level in Level.allCases {
      guard let count = overflow[level] else { continue }
      out.put(UInt8(level.rawValue))
      out.put(Int64(count))
    }
    out.put(priorRisk)
  }

  init(_ from: inout StateInput) throws(StateProblem) {
    let principal = try from.number(UInt64.self)
    let isWeak = try from.flag()
    let weakGroup = try from.number(UInt64.self)
    let opens = try from.flag()
    let first = try from.time()
    self.init(
      principal: principal, isWeak: isWeak, weakGroup: weakGroup, opens: opens, first: first, last: try from.time())
    for _ in 0..<(try from.count(of: 4)) { steps.append(Int32(try from.index(below: Int(Int32.max)))) }
    for _ in 0..<(try from.number(UInt8.self)) {
      let level = try Level(&from)
      overflow[level] = try from.tally()
    }
    priorRisk = try from.double()
    guard first <= last, priorRisk.isFinite, priorRisk >= 0, priorRisk <= 1e9 else {
      throw .impossible("a run of alerts")
    }
  }
}

extension Level {
  init(_ from: inout StateInput) throws(StateProblem) {
    guard let level = Level(rawValue: Int(try from.number(UInt8.self))) else { throw .impossible("a level") }
    self = level
  }
}

extension FoldKey {
  func write(to out: inout StateOutput) {
    out.put(UInt32(rule))
    out.put(outcome.rawValue)
    for hash in [actor, issuer, operation, address] { out.put(hash) }
  }

  init(_ from: inout StateInput, rules: Int) throws(StateProblem) {
    let rule = Int32(try from.index(below: rules))
    let outcome = try from.word(Outcome.self)
    let actor = try from.number(UInt64.self)
    let issuer = try from.number(UInt64.self)
    let operation = try from.number(UInt64.self)
    self.init(
      rule: rule, outcome: outcome, actor: actor, issuer: issuer, operation: operation, address: try from.number())
  }
}

extension FoldedStep {
  func write(to body: inout AlertStateWriter) {
    body.out.put(UInt32(trail))
    key.write(to: &body.out)
    body.out.put(controlsTarget)
    body.out.put(issues)
    body.out.put(Int64(issuedCount))
    body.put(earliest)
    body.out.put(first)
    body.out.put(last)
    body.out.put(Int64(count))
    body.out.put(Int64(unusual))
    body.out.put(count: references.count)
    for reference in references {
      body.out.put(reference.time)
      body.put(reference.record)
    }
    body.out.put(count: targetHashes.count)
    for hash in targetHashes.sorted() { body.out.put(hash) }
    body.out.put(count: targets.count)
    for sample in targets {
      body.out.put(sample.time)
      body.out.put(sample.hash)
      body.out.put(sample.value.kind)
      body.out.put(sample.value.id)
      body.out.put(sample.value.key)
    }
    body.out.put(count: credentials.count)
    for sample in credentials {
      body.out.put(sample.time)
      body.out.put(sample.hash)
      body.out.put(sample.value.id)
      body.out.put(sample.value.kind.rawValue)
    }
    lastKeys.write(to: &body.out)
    body.out.put(lastDevice)
    body.out.put(lastSession)
    for slot in slots.all { body.out.put(slot) }
    body.out.put(count: recent.count)
    for hash in recent { body.out.put(hash) }
    body.out.put(UInt8(clamping: recentNext))
  }

  init(_ body: inout AlertStateReader, trails: Int, rules: Int) throws(StateProblem) {
    let trail = Int32(try body.from.index(below: trails))
    let key = try FoldKey(&body.from, rules: rules)
    let controlsTarget = try body.from.flag()
    let issues = try body.from.flag()
    let issuedCount = try body.from.tally()
    let earliest = try body.alert()
    let first = try body.from.time()
    let last = try body.from.time()
    self.init(
      trail: trail, key: key, controlsTarget: controlsTarget, issues: issues, issuedCount: issuedCount,
      earliest: earliest, first: first, last: last, unusual: 0, lastKeys: EntityKeys())
    count = try body.from.tally()
    unusual = try body.from.tally()
    for _ in 0..<(try body.from.count(of: 29, atMost: Self.records)) {
      let time = try body.from.time()
      references.append(TimedReference(time: time, record: try body.record()))
    }
    for _ in 0..<(try body.from.count(of: 8, atMost: Self.countedTargets)) {
      targetHashes.insert(try body.from.number())
    }
    for _ in 0..<(try body.from.count(of: 25, atMost: Self.samples)) {
      let time = try body.from.time()
      let hash = try body.from.number(UInt64.self)
      let kind = try body.from.text()
      let id = try body.from.text()
      let target = Activity.Target(kind: kind, id: id, key: try body.from.optionalText())
      targets.append(Sample(time: time, hash: hash, value: target))
    }
    for _ in 0..<(try body.from.count(of: 21, atMost: Self.samples)) {
      let time = try body.from.time()
      let hash = try body.from.number(UInt64.self)
      let id = try body.from.text()
      let credential = Activity.Credential(id: id, kind: try body.from.word())
      credentials.append(Sample(time: time, hash: hash, value: credential))
    }
    lastKeys = try EntityKeys(&body.from)
    lastDevice = try body.from.number()
    lastSession = try body.from.number()
    slots = try LinkSlots(&body.from)
    for _ in 0..<(try body.from.count(of: 8, atMost: Self.remembered)) { recent.append(try body.from.number()) }
    recentNext = Int(try body.from.number(UInt8.self))
    guard first <= last, count > 0, unusual <= count, recentNext < Self.remembered, !references.isEmpty else {
      throw .impossible("a step of an incident")
    }
  }
}

extension LinkSlots {
  var all: [Int32] {
    [actor, principal, email, address, device, session, holder, credential, used, targetIdentity, target]
  }

  /// Whether each names one of so many links, or none.
  func isWithin(_ count: Int) -> Bool { all.allSatisfy { $0 >= -1 && Int($0) < count } }

  init(_ from: inout StateInput) throws(StateProblem) {
    self.init()
    actor = try from.number()
    principal = try from.number()
    email = try from.number()
    address = try from.number()
    device = try from.number()
    session = try from.number()
    holder = try from.number()
    credential = try from.number()
    used = try from.number()
    targetIdentity = try from.number()
    target = try from.number()
  }
}

extension Link {
  func write(to out: inout StateOutput) {
    out.put(UInt32(key.trail))
    out.put(key.kind.rawValue)
    out.put(key.entity)
    out.put(first)
    out.put(last)
    out.put(controls)
    out.put(sharedBy)
  }

  init(_ from: inout StateInput, trails: Int) throws(StateProblem) {
    let trail = Int32(try from.index(below: trails))
    let kind = try from.word(LinkKind.self)
    let key = LinkKey(trail: trail, kind: kind, entity: try from.number())
    let first = try from.time()
    self.init(key: key, first: first, last: try from.time())
    controls = try from.flag()
    sharedBy = try from.number()
    guard first <= last, sharedBy >= 0 else { throw .impossible("a link") }
  }
}
