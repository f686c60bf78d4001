import Activity
import JSONTape
import Sigma

/// Records that are like another one in all that anybody looks at (`TwinBook`).
extension SourceWorker {
  /// Judges a record by its text, if it has a twin; false where nothing was done.
  @inline(__always)
  func judgeTwin(_ bytes: UnsafeRawBufferPointer, _ record: Int, into result: inout StageOneResult) -> Bool {
    guard let number = twins.book.find(bytes, view) else { return false }
    return readerPlace?._withUnsafeGuaranteedRef { judgeTwin(number, record, $0, into: &result) } ?? false
  }

  @inline(__always)
  private func judgeTwin(
    _ number: UInt32, _ record: Int, _ reader: ActivityReader, into result: inout StageOneResult
  ) -> Bool {
    reader.begin()
    // Where it were missing, other slots might tell it.
    guard let time = reader.time(view) else { return false }
    let known = twins.findings + Int(number)
    let isMatch = !known.pointee.hits.isEmpty
    result.observe(time: time)
    guard observes || isMatch else { return true }
    let place = observes ? result.observations.add(twins.observations + Int(number)) : scratch
    if !observes { scratch.pointee = twins.observations[Int(number)] }
    place.pointee.time = time
    place.pointee.record = record
    let id = reader.recordID(view)
    if let id { place.pointee.recordID = id.foldedHash }
    if isMatch { match(known, place, id, into: &result) }
    return true
  }

  @inline(never)
  private func match(
    _ known: UnsafePointer<TwinFinding>, _ seen: UnsafePointer<Observation>, _ id: ByteSpan?,
    into result: inout StageOneResult
  ) {
    var finding = Finding(seen: seen, id: id)
    for hit in known.pointee.hits {
      add(hit.rule, &finding, to: &result) { captures in
        captures += hit.captures
      } targets: {
        known.pointee.targets ?? PackedActivity()
      }
    }
  }

  /// Learns the record that has just been judged, if it can be a twin.
  @inline(never)
  func learnTwin(_ structure: Structure, _ document: Document) {
    guard let reader, learnTwin(structure, document, reader) else { return twins.book.refuse() }
  }

  private func learnTwin(_ structure: Structure, _ document: Document, _ reader: ActivityReader) -> Bool {
    view.load(document, root: document.root)
    var finding = TwinFinding()
    var observation = Observation()
    reader.begin()
    reader.forgetActor()
    let vital = traced {
      guard recognisePlainly() == Int(sourceNumber) else { return false }
      // No slot is opaque here: what is doubtful has looked into an object, and so depends on all of it.
      var doubtful: [UInt32] = []
      _ = evaluator.run(view, tracing: twins.trace, doubtful: &doubtful)
      finding.hits = (evaluator.matches + doubtful).sorted().map {
        TwinFinding.Hit(rule: $0, captures: readCaptures($0))
      }
      observation = reader.observeCaller(view, names: names)
      observation.set(reader.observeAct(view, names: names))
      observation.source = sourceNumber
      let possible = targets[Int(number(of: reader.possibleTargets(view)))]
      reader.observeTargets(view, possible: possible, &observation, names: names)
      if finding.hits.contains(where: { program.notes[Int($0.rule)].raisesAlerts }) {
        finding.targets = reader.packTargets(view, possible: possible)
      }
      return true
    }
    guard let vital else { return false }
    let fresh = traced {
      guard reader.time(view) != nil else { return false }
      _ = reader.recordID(view)
      return true
    }
    guard let fresh, let number = twins.book.add(view, structure, vital: vital, fresh: fresh) else { return false }
    twins.add(number, finding, observation)
    return true
  }

  /// The slots that `body` reads; nil where it returns false.
  private func traced(_ body: () -> Bool) -> [UInt32]? {
    let trace = twins.trace
    trace.pointee.begin()
    view.slots.trace(into: trace)
    defer { view.slots.trace(into: nil) }
    return body() && !trace.pointee.hasReadAll ? (0..<trace.pointee.count).map { trace.pointee[$0] } : nil
  }
}
