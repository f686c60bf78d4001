import JSONTape

extension Evaluator {
  func findCandidates(_ view: RecordView) {
    for table in witnesses.tables { find(table, view) }
    findPresent(view)
    for scan in eagerScans { find(scan, view) }
    for rule in witnesses.always { call(rule) }
  }

  @inline(__always)
  func find(_ table: WitnessTable, _ view: RecordView) {
    view.need(table.slot)
    _ = view.slots.contains(table.slot) { value in
      let hash = view.string(value)?.foldedHash ?? withText(of: value, view) { $0.foldedHash }
      let range = table.lookup(hash)
      var at = range.start
      while at < range.end {
        call(table.rules[Int(at)])
        at &+= 1
      }
      return false
    }
  }

  func findPresent(_ view: RecordView) {
    for place in witnesses.presence {
      view.need(place.slot)
      guard view.slots.isPresent(place.slot) else { continue }
      for rule in place.rules { call(rule) }
    }
  }

  func find(_ scan: (slot: UInt32, number: Int), _ view: RecordView) {
    view.need(scan.slot)
    if view.slots.isPresent(scan.slot) { run(scan: scan.number, view) }
  }

  /// Settles the predicates of a scan for this record.
  func run(scan number: Int, _ view: RecordView) {
    guard scanRecords[number] != record else { return }
    scanRecords[number] = record
    let scan = program.scans[number]
    _ = view.slots.contains(scan.slot) { value in
      guard isText(value, view) else { return false }
      if let text = view.string(value) {
        settle(scan, number, text)
      } else {
        withRenderedText(of: value, view) { settle(scan, number, $0) }
      }
      return false
    }
  }

  func settle(_ scan: FieldScan, _ number: Int, _ text: ByteSpan) {
    let hash = text.foldedHash
    if let known = memories[number].predicates(for: text, hash: hash) {
      for predicate in known { hold(predicate, scan) }
      return
    }
    found.removeAll(keepingCapacity: true)
    if scanUses[number] < Self.usesBeforeCompiling {
      scanUses[number] += 1
      for (predicate, test) in scan.tests where test.holds(text) { found.append(predicate) }
    } else {
      search(scan, number, text)
    }
    memories[number].remember(found, for: text, hash: hash)
    for predicate in found { hold(predicate, scan) }
  }

  /// Puts into `found` the predicates that the scan's database finds in the text.
  func search(_ scan: FieldScan, _ number: Int, _ text: ByteSpan) {
    let compiled: FieldScan.Compiled
    if let known = compiledScans[number] {
      compiled = known
    } else {
      compiled = scan.ready
      compiledScans[number] = compiled
      if let database = compiled.database { _ = scratch.prepare(for: database) }
    }
    if let database = compiled.database {
      hits.ids.removeAll(keepingCapacity: true)
      withUnsafeMutablePointer(to: &hits) { scratch.scan(database, text, UnsafeMutableRawPointer($0)) }
      for id in hits.ids { found.append(scan.owners[Int(id)]) }
    }
    for (predicate, matcher) in compiled.rest where matcher.matches(text) { found.append(predicate) }
  }

  func hold(_ predicate: UInt32, _ scan: FieldScan) {
    let held = record << 1 | 1
    guard outcomes[Int(predicate)] != held else { return }
    outcomes[Int(predicate)] = held
    if scan.eager, let rules = scan.rules[predicate] {
      for rule in rules { call(rule) }
    }
  }
}
