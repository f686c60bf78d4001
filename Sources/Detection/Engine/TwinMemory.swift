import Activity
import JSONTape

/// What was found out of a record that others are like.
struct TwinFinding {
  /// In the order in which they are told.
  var hits: [Hit] = []
  /// What alerts tell of the record's targets; nil where there are none.
  var targets: PackedActivity?

  struct Hit {
    var rule: UInt32
    var captures: [UInt64]
  }
}

/// The records of a source that others are like, and what was found out of them. Owns its memory; to be deallocated once.
struct TwinMemory {
  let book: TwinBook
  /// By the twins' numbers; so many are initialised.
  let findings: UnsafeMutablePointer<TwinFinding>
  private var count = 0
  /// By the twins' numbers.
  let observations: UnsafeMutablePointer<Observation>
  /// What is read of a record that is learned.
  let trace = UnsafeMutablePointer<SlotTrace>.allocate(capacity: 1)

  init(_ plan: FieldPlan, limits: TwinLimits) {
    book = TwinBook(plan, limits: limits)
    findings = .allocate(capacity: limits.twins)
    observations = .allocate(capacity: limits.twins)
    trace.initialize(to: SlotTrace(slotCount: plan.slotCount))
  }

  func deallocate() {
    findings.deinitialize(count: count)
    findings.deallocate()
    observations.deallocate()
    trace.pointee.deallocate()
    trace.deallocate()
  }

  mutating func add(_ number: UInt32, _ finding: TwinFinding, _ observation: Observation) {
    while count <= Int(number) {
      (findings + count).initialize(to: TwinFinding())
      count += 1
    }
    findings[Int(number)] = finding
    observations[Int(number)] = observation
  }
}
