import Foundation

/// Generates the audit logs of an organisation that does not exist: people, machines, pipelines, and attacks on request.
///
/// Time is played in slices of ten minutes. In each, the tasks that begin in it and the machines' calls write their
/// records; then what no later slice can precede goes to disk. Memory is that of the population and of what it does in a
/// slice and the hours that a task reaches ahead, whatever the number of days.
public final class Simulation {
  /// What was made.
  public struct Result: Sendable {
    public let records: Int
    public let bytes: Int
    public let attacks: Int
    public let benign: Int
  }

  private let options: SimulationOptions
  let organisation: Organisation
  /// The most bytes of records that were held at once.
  private(set) var peakHeld = 0
  /// Called after each simulated day with its number, from 1.
  public var onDay: ((Int) -> Void)?

  public init(_ options: SimulationOptions) {
    self.options = options
    organisation = Organisation(options)
  }

  /// Writes everything below `folder`: `records/`, `truth.jsonl`, `organisation.yml`, `geo.csv`.
  public func write(to folder: URL) throws -> Result {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let records = folder.appendingPathComponent("records")
    guard !FileManager.default.fileExists(atPath: records.path) else {
      throw SimulationProblem("\(records.path) is there already; name a new folder, or delete it first")
    }
    let files = RecordFiles(records, envelopes: options.envelopes, gzip: options.gzip)
    var truth: [UInt8] = []
    var attacks = 0
    var benign = 0
    let count = try play(into: files) { label in
      if label.kind == .attack { attacks += 1 } else { benign += 1 }
      truth.append(contentsOf: label.line.bytes)
    }
    try files.finish()
    try Data(truth).write(to: folder.appendingPathComponent("truth.jsonl"))
    try Data(organisation.document.utf8).write(to: folder.appendingPathComponent("organisation.yml"))
    try Data(Organisation.networks.utf8).write(to: folder.appendingPathComponent("geo.csv"))
    return Result(records: count, bytes: files.bytes, attacks: attacks, benign: benign)
  }

  /// Plays all days, giving records to `sink` in order of time and labels as they are known. Gives the number of records.
  func play(into sink: any RecordSink, label: (Label) -> Void) throws -> Int {
    let stage = Stage(organisation, options, sink: sink)
    let plan = PersonDay(organisation: organisation, rate: options.rate)
    let work = Work(stage: stage)
    let workloads = Workloads(stage: stage, rate: options.rate)
    let rarities = Rarities(stage: stage, rate: options.rate)
    let visitors = Visitors(stage: stage, daily: options.people == 0 ? 0 : Double(options.people) * 6 * options.rate)
    let services = ServiceActs(stage: stage, mean: Double(options.machines) / 40 * options.rate)
    let load = IdentityLoad(
      stage: stage, identities: options.identities, slices: options.days * 144, rate: options.rate)
    let orders = try AttackBook.schedule(options, organisation)
    if options.attacksOnly {
      for order in orders { label(try AttackBook.play(order, stage)) }
      try stage.flush(until: (options.start + options.days + 1).start)
      return stage.count
    }
    var tasks: [Errand] = []
    // A day of the calendar begins up to fourteen hours before the same day in Greenwich.
    for person in organisation.people { plan.plan(person, day: 0, into: &tasks) }
    for day in 0..<options.days {
      for person in organisation.people { plan.plan(person, day: day + 1, into: &tasks) }
      tasks.sort { $0.start != $1.start ? $0.start > $1.start : ($0.person, $0.number) > ($1.person, $1.number) }
      if options.people > 0 { rarities.play(day: day).forEach(label) }
      for order in orders where order.day == day { label(try AttackBook.play(order, stage)) }
      for slice in 0..<144 {
        let number = day * 144 + slice
        let start = organisation.date(day).start + Double(slice) * Workloads.slice
        let end = start + Workloads.slice
        while let task = tasks.last, task.start < end {
          tasks.removeLast()
          work.play(task)
        }
        for machine in organisation.machines { workloads.play(machine, slice: number, start: start) }
        services.play(slice: number, start: start)
        visitors.play(slice: number, start: start)
        load.play(slice: number, start: start)
        peakHeld = max(peakHeld, stage.held)
        // Nothing writes before its own beginning, so that no later slice can come before this one's end.
        try stage.flush(until: end)
      }
      onDay?(day + 1)
    }
    try stage.flush(until: (options.start + options.days + 1).start)
    return stage.count
  }
}
