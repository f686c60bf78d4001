import Activity
import Behaviour
import Foundation
import Testing

/// Costs a record and an identity. Runs where `YAGURA_BENCHMARK` is set, and means something in release builds only:
/// `YAGURA_BENCHMARK=1 swift test -c release --filter BaselineBenchmark`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["YAGURA_BENCHMARK"] != nil), .serialized)
struct BaselineBenchmark {
  private func time(_ name: String, _ observations: [Observation], _ behaviour: Behaviour) {
    var found = 0
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      for index in observations.indices { behaviour.observe(observations[index]) { _ in found += 1 } }
    }
    let nanoseconds = Double(elapsed.components.attoseconds) / 1e9 + Double(elapsed.components.seconds) * 1e9
    let statistics = behaviour.statistics
    print(
      name, "\(observations.count) observations,",
      String(format: "%.1f ns each,", nanoseconds / Double(observations.count)),
      String(format: "%.0f %% repeats,", 100 * Double(statistics.repeats) / Double(max(statistics.observations, 1))),
      "\(statistics.identities) identities, \(statistics.bytes / max(statistics.identities, 1)) bytes each, \(found) findings"
    )
    #expect(statistics.observations > 0)
  }

  @Test("repeats: 200 identities that do the same all day")
  func repeats() {
    var world = BaselineWorld()
    let acts: [BaselineWorld.Act] = [.describe, .getObject, .listBuckets, .getSecret]
    var template: [Observation] = []
    for number in 0..<200 {
      for act in acts {
        template.append(world.observe(.init(name: "job-\(number)", address: "192.0.2.\(number)"), act, at: 0))
      }
    }
    var random = SeededGenerator(state: 1)
    let observations = (0..<4_000_000).map { index in
      var observation = template[random.below(template.count)]
      observation.time = BaselineWorld.start + Int64(index) * 5_000
      return observation
    }
    time("repeats:", observations, Behaviour(names: world.names, facts: SyntheticFacts()))
  }

  @Test("a company's month, as it comes")
  func company() {
    var company = BaselineCompany(seed: 1, people: 500, machines: 200, days: 30)
    let month = company.month()
    time("company:", month, Behaviour(names: company.world.names, facts: SyntheticFacts()))
  }

  @Test("the same month with every record of a machine thirty times within its minute, as data events come")
  func busyCompany() {
    var company = BaselineCompany(seed: 1, people: 500, machines: 200, days: 30)
    var month: [Observation] = []
    for observation in company.month() {
      month.append(observation)
      if observation.human == .no { month.append(contentsOf: repeatElement(observation, count: 30)) }
    }
    time("busy company:", month, Behaviour(names: company.world.names, facts: SyntheticFacts()))
  }

  @Test("diverse: every record another tuple", arguments: [100_000, 1_000_000])
  func diverse(identities: Int) {
    var world = BaselineWorld()
    let acts = BaselineCompany.trades.flatMap { $0 }
    var template = acts.map { world.observe(.init(name: "x"), $0, at: 0) }
    let addresses = (0..<4000).map { world.names.keep("16.\($0 % 40).\($0 / 40).7") }
    let agents = BaselineCompany.browsers.map { world.names.keep($0) }
    var random = SeededGenerator(state: 2)
    var options = BehaviourOptions()
    options.maxIdentities = 2_000_000
    let count = identities * 4
    let observations = (0..<count).map { index in
      var observation = template[random.below(template.count)]
      let who = UInt64(random.below(identities)) + 1
      observation.actor = who &* 0x9E37_79B9_7F4A_7C15
      observation.address = addresses[(Int(who) * 7 + random.below(3)) % addresses.count]
      observation.agent = agents[Int(who) % agents.count]
      observation.time = BaselineWorld.start + Int64(index) * (30 * BaselineWorld.day / Int64(count))
      return observation
    }
    template.removeAll()
    time("diverse:", observations, Behaviour(options: options, names: world.names, facts: SyntheticFacts()))
  }

  @Test("a full record: an identity that fills every shelf")
  func full() {
    var world = BaselineWorld()
    var random = SeededGenerator(state: 3)
    let behaviour = Behaviour(names: world.names, facts: SyntheticFacts())
    for number in 0..<2000 {
      for step in 0..<150 {
        let who = BaselineWorld.Who(
          name: "busy-\(number)", address: "\(16 + random.below(40)).\(random.below(40)).3.4",
          agent: "tool\(random.below(40))x",
          device: "device-\(random.below(40))", region: "region-\(random.below(40))")
        let act = BaselineCompany.tail[random.below(400)]
        behaviour.observe(world.observe(who, act, at: Int64(step) * BaselineWorld.hour * 4 + Int64(number) * 1000 + 1))
        { _ in }
      }
    }
    let statistics = behaviour.statistics
    print(
      "full:", statistics.identities, "identities,", statistics.bytes / statistics.identities,
      "bytes each, tables of the whole included")
  }
}
