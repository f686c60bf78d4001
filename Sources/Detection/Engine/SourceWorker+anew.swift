import Activity
import JSONTape
import Sigma

/// Deciding what is not remembered.
extension SourceWorker {
  /// Judges the record and remembers the judgement. What it refers to is good until `tidy`.
  @inline(never)
  func judgeAnew() -> Judgement {
    mark = (hits.count, captures.count, residues.count)
    doubtful.removeAll(keepingCapacity: true)
    let trace = judgements.trace
    var judgement = Judgement()
    judgement.firstHit = Int32(hits.count)
    judgements.traced(view) {
      var residue = evaluator.run(view, tracing: trace, doubtful: &doubtful)
      for rule in evaluator.matches {
        trace.pointee.hasReadOpaque = false
        let place = Int32(captures.count)
        let read = readCaptures(rule)
        if trace.pointee.hasReadOpaque {
          hits.append(Hit(rule: rule, captures: -1))
        } else {
          captures += read
          hits.append(Hit(rule: rule, captures: place))
        }
      }
      trace.pointee.hasReadOpaque = false
      if let reader { judgement.act = reader.observeAct(view, names: names) }
      if trace.pointee.hasReadOpaque { residue.isWhole = true }
      if !residue.isEmpty {
        judgement.residue = Int32(residues.count)
        residues.append(residue)
      }
    }
    judgement.hitCount = Int32(hits.count) - judgement.firstHit
    judgement.targets = number(of: reader?.possibleTargets(view) ?? [])
    // Where what was done cannot be told from what is remembered, nothing is.
    let isWhole = judgement.residue >= 0 && residues[Int(judgement.residue)].isWhole
    if isWhole { judgements.refuse() }
    isKept = !isWhole && judgements.remember(judgement, view)
    return judgement
  }

  /// The judgement of a record of which nothing is worth remembering.
  @inline(never)
  func judgePlainly() -> Judgement {
    mark = (hits.count, captures.count, residues.count)
    doubtful.removeAll(keepingCapacity: true)
    var judgement = Judgement()
    judgement.firstHit = Int32(hits.count)
    evaluator.run(view)
    for rule in evaluator.matches { hits.append(Hit(rule: rule, captures: -1)) }
    judgement.hitCount = Int32(hits.count) - judgement.firstHit
    if let reader { judgement.act = reader.observeAct(view, names: names) }
    judgement.targets = number(of: reader?.possibleTargets(view) ?? [])
    isKept = false
    return judgement
  }

  @inline(never)
  func readCaller(_ reader: ActivityReader) -> Observation {
    // What the judgement has found out of the actor must be read again, to be seen to be read.
    reader.forgetActor()
    let seen = callers.traced(view) { reader.observeCaller(view, names: names) }
    if callers.trace.pointee.hasReadOpaque { callers.refuse() } else { _ = callers.remember(seen, view) }
    return seen
  }

  func number(of cases: [UInt16]) -> Int32 {
    if let known = targetNumbers[cases] { return known }
    // A hostile log has no end of shapes; the first list is that of all cases.
    if targets.count >= Self.maxTargetLists { return 0 }
    let number = Int32(targets.count)
    targets.append(Immortal.array(cases))
    targetNumbers[cases] = number
    return number
  }

  /// Forgets what no remembered judgement refers to.
  func tidy() {
    if judgements.generation != generation {
      generation = judgements.generation
      mark = (0, 0, 0)
    } else if isKept {
      return
    }
    hits.removeSubrange(mark.hits...)
    captures.removeSubrange(mark.captures...)
    residues.removeSubrange(mark.residues...)
  }
}
