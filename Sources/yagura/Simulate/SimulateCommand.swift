import ArgumentParser
import Foundation
import Simulation

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Writes the audit logs of an organisation that does not exist.",
    discussion: """
      Records go to DIR/records, in the vendors' shapes, for yagura scan DIR/records. Beside them: truth.jsonl (what was \
      put in, and what is rare but harmless), organisation.yml (who is who), geo.csv (the networks used). The same seed \
      and options give the same bytes. See docs/simulate.md.
      """)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write; it must hold no records yet.", valueName: "dir"))
  var output: String?

  @Option(help: ArgumentHelp("People.", valueName: "n"))
  var people = 500

  @Option(help: ArgumentHelp("Machine identities.", valueName: "n"))
  var machines = 200

  @Option(help: ArgumentHelp("Services with a repository and a pipeline; one a 25 people by default.", valueName: "n"))
  var pipelines: Int?

  @Option(help: ArgumentHelp("Days.", valueName: "n"))
  var days = 30

  @Option(help: ArgumentHelp("Names all random choices.", valueName: "n"))
  var seed: UInt64 = 7

  @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
  var start = "2026-01-05"

  @Option(help: ArgumentHelp("Only these providers' records, separated by commas.", valueName: "names"))
  var providers: String?

  @Option(
    name: .customLong("attack"),
    help: ArgumentHelp(
      "Put in an attack; may be given more than once. Days count from 0.",
      valueName: "name[@day][:stealth=low|medium|high]"))
  var attacks: [String] = []

  @Flag(
    help:
      "Write the attacks' records and nothing else: beside the same organisation without attacks they make it whole.")
  var attacksOnly = false

  @Option(help: ArgumentHelp("Multiplies how much everybody does.", valueName: "x"))
  var rate = 1.0

  @Option(help: ArgumentHelp("Adds identities that are seen a few times each: for tests of growth.", valueName: "n"))
  var identities = 0

  @Flag(help: "Write files as the vendors deliver them instead of a record a line.")
  var envelopes = false

  @Flag(help: "Compress the files.")
  var gzip = false

  @Flag(help: "List the attacks that can be put in, and stop.")
  var listAttacks = false

  @Flag(name: .shortAndLong, help: "Say nothing.")
  var quiet = false

  func validate() throws {
    if !listAttacks, output == nil { throw ValidationError("--output names the folder to write") }
    if attacksOnly, attacks.isEmpty { throw ValidationError("--attacks-only needs at least one --attack") }
    try Self.require(people, 0...1_000_000, "--people")
    try Self.require(machines, 0...1_000_000, "--machines")
    try Self.require(pipelines ?? 1, 1...100_000, "--pipelines")
    try Self.require(days, 1...3_660, "--days")
    try Self.require(identities, 0...100_000_000, "--identities")
    if !(rate > 0 && rate <= 1000) { throw ValidationError("--rate takes a number above 0, up to 1000") }
    _ = try options()
  }

  private static func require(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws {
    guard range.contains(value) else {
      throw ValidationError("\(name) takes a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  private func options() throws -> SimulationOptions {
    var options = SimulationOptions()
    options.people = people
    options.machines = machines
    options.pipelines = pipelines
    options.days = days
    options.seed = seed
    options.rate = rate
    options.identities = identities
    options.envelopes = envelopes
    options.gzip = gzip
    options.attacksOnly = attacksOnly
    guard let first = CivilDay(start) else { throw ValidationError("--start takes a day such as 2026-01-05") }
    options.start = first
    if let providers {
      options.providers = Set(
        try providers.split(separator: ",").map { name in
          guard let provider = Provider(rawValue: String(name)) else {
            let known = Provider.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--providers: '\(name)' is none of \(known)")
          }
          return provider
        })
    }
    do {
      options.attacks = try attacks.map { try AttackOrder(parsing: $0) }
    } catch let problem as SimulationProblem {
      throw ValidationError("--attack: \(problem.description)")
    }
    return options
  }

  func run() throws {
    if listAttacks { return list() }
    guard let output else { return }
    let simulation = Simulation(try options())
    let clock = ContinuousClock.now
    let showsDays = !quiet && Terminal.allowsProgress
    if showsDays {
      let days = days
      simulation.onDay = { Terminal.printError("yagura: day \($0) of \(days)") }
    }
    let result: Simulation.Result
    do {
      result = try simulation.write(to: URL(fileURLWithPath: output))
    } catch let problem as SimulationProblem {
      throw CommandFailure(problem.description)
    }
    guard !quiet else { return }
    let time = clock.duration(to: .now)
    let seconds = max(0.001, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    print(
      "\(result.records) records, \(result.bytes / 1_000_000) MB, \(result.attacks) attacks, \(result.benign) harmless rarities; \(Int(Double(result.records) / seconds)) records a second"
    )
    print("yagura scan \(output)/records")
  }

  private func list() {
    let width = AttackBook.all.map(\.name.count).max() ?? 0
    for attack in AttackBook.all {
      let name = attack.name + String(repeating: " ", count: width - attack.name.count)
      print("\(name)  \(attack.description) (\(attack.techniques.joined(separator: ", ")))")
    }
  }
}
