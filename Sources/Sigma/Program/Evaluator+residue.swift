import JSONTape

extension Evaluator {
  /// What is left to judge on a record whose other judgements are known, because it depends on values that seldom come
  /// twice.
  public struct Residue: Sendable, Equatable {
    var tables: [Int] = []
    var scans: [Int] = []
    var rules: [UInt32] = []
    /// Nothing is known: the whole program must run.
    public var isWhole = false

    public var isEmpty: Bool { !isWhole && tables.isEmpty && scans.isEmpty && rules.isEmpty }
  }

  /// Judges the record while the view's slots note what is read. `matches` holds the rules that matched and read no
  /// opaque slot; `doubtful` those that did read one.
  ///
  /// - Returns: what must be judged again on a record that agrees in all that was read.
  public func run(
    _ view: RecordView, tracing trace: UnsafeMutablePointer<SlotTrace>, doubtful: inout [UInt32]
  ) -> Residue {
    begin()
    var residue = Residue()
    /// Whether the body read an opaque slot.
    func isDoubtful(_ body: () -> Void) -> Bool {
      trace.pointee.hasReadOpaque = false
      body()
      return trace.pointee.hasReadOpaque
    }
    for number in witnesses.tables.indices
    where isDoubtful({ find(witnesses.tables[number], view) }) { residue.tables.append(number) }
    if isDoubtful({ findPresent(view) }) { residue.isWhole = true }
    for scan in eagerScans where isDoubtful({ find(scan, view) }) { residue.scans.append(scan.number) }
    for rule in witnesses.always { call(rule) }
    var at = 0
    while at < candidates.count {
      let rule = candidates[at]
      // No rule may use what another has found out: each is to be seen to read all that it depends on.
      nextRecord()
      var holds = false
      let doubt = isDoubtful { holds = evaluate(roots[Int(rule)], view) }
      if doubt { residue.rules.append(rule) }
      if holds { doubt ? doubtful.append(rule) : matches.append(rule) }
      at &+= 1
    }
    matches.sort()
    return residue
  }

  /// Judges what is left; `matches` holds the rules of it that matched.
  public func run(_ view: RecordView, residue: Residue) {
    guard !residue.isWhole else {
      run(view)
      return
    }
    begin()
    for number in residue.tables { find(witnesses.tables[number], view) }
    for number in residue.scans { find((slot: program.scans[number].slot, number: number), view) }
    for rule in residue.rules { call(rule) }
    judgeCandidates(view)
  }
}
