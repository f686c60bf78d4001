import Activity
import JSONTape
import Sigma

/// Telling of the rules that matched.
extension SourceWorker {
  @inline(never)
  func match(
    _ judgement: Judgement, _ seen: UnsafePointer<Observation>, isFresh: Bool, into result: inout StageOneResult
  ) {
    var finding = Finding(seen: seen, id: reader?.recordID(view))
    let first = Int(judgement.firstHit)
    var others: [UInt32] = []
    if isFresh {
      others = doubtful
    } else if judgement.residue >= 0 {
      evaluator.run(view, residue: residues[Int(judgement.residue)])
      let known = hits[first..<first + Int(judgement.hitCount)]
      others = evaluator.matches.filter { rule in !known.contains { $0.rule == rule } }
    }
    if others.isEmpty {
      for place in first..<first + Int(judgement.hitCount) { add(hits[place], judgement, &finding, to: &result) }
    } else {
      // In the order of the rules, however they were found: what is remembered differs from run to run.
      let all = hits[first..<first + Int(judgement.hitCount)] + others.map { Hit(rule: $0, captures: -1) }
      for hit in all.sorted(by: { $0.rule < $1.rule }) { add(hit, judgement, &finding, to: &result) }
    }
  }

  /// What the matches of one record share.
  struct Finding {
    let seen: UnsafePointer<Observation>
    let id: ByteSpan?
    let shortID: ShortText
    /// Made with the first rule that raises an alert.
    var record: AlertedRecord?

    init(seen: UnsafePointer<Observation>, id: ByteSpan?) {
      self.seen = seen
      self.id = id
      shortID = ShortText(id)
    }
  }

  private func add(_ hit: Hit, _ judgement: Judgement, _ finding: inout Finding, to result: inout StageOneResult) {
    add(hit.rule, &finding, to: &result) { values in
      if hit.captures >= 0 {
        let count = Int(program.notes[Int(hit.rule)].captureCount)
        for offset in 0..<count { values.append(captures[Int(hit.captures) + offset]) }
      } else {
        values += readCaptures(hit.rule)
      }
    } targets: {
      reader?.packTargets(view, possible: targets[Int(judgement.targets)]) ?? PackedActivity()
    }
  }

  /// Tells of a rule's match.
  @inline(__always)
  func add(
    _ rule: UInt32, _ finding: inout Finding, to result: inout StageOneResult,
    captures: (inout [UInt64]) -> Void, targets: () -> PackedActivity
  ) {
    let note = program.notes[Int(rule)]
    let place = Int32(result.captures.count)
    if note.captureCount > 0 { captures(&result.captures) }
    var alert: Int32 = -1
    if note.raisesAlerts {
      let record =
        finding.record
        ?? AlertedRecord(
          finding.seen.pointee, targets: targets(), source: program.alertSource, path: self.place.path,
          id: RecordID(finding.id, short: finding.shortID))
      finding.record = record
      alert = Int32(result.alerts.count)
      result.alerts.append(
        Alert(rule: book.rules[Int(note.number)].alert, index: finding.seen.pointee.record, seen: record))
    }
    if !(observes && reader != nil), result.observations.last?.record != finding.seen.pointee.record {
      result.observations.append(finding.seen.pointee)
    }
    result.matches.append(
      RuleMatch(
        rule: note.number, observation: Int32(result.observations.count) - 1, alert: alert, captures: place,
        recordID: finding.shortID))
  }

  /// Hashes of the values of a rule's captures; 0 for a value that the record lacks.
  func readCaptures(_ rule: UInt32) -> [UInt64] {
    program.captures[Int(rule)].map { slot in
      view.need(slot)
      let value = view.slots.first(slot)
      guard value != 0, view.kind(value) != .null else { return 0 }
      if let span = view.string(value) { return keep(span) }
      var text: [UInt8] = []
      view.appendText(of: value, to: &text)
      return text.withUnsafeBytes { keep(ByteSpan($0)) }
    }
  }

  /// Longer values are cut.
  private static let maxCaptureBytes = 1024

  private func keep(_ span: ByteSpan) -> UInt64 {
    let span = span.prefix(Self.maxCaptureBytes)
    // The empty text is a value; 0 says that there is none.
    let hash = max(span.foldedHash, 1)
    if let reader, reader.isPublished(hash) { return hash }
    names.keep(hash, span.text)
    return hash
  }
}
