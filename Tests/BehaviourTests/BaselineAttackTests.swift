import Activity
import Behaviour
import Testing

@Suite struct BaselineAttackTests {
  @Test(
    "stolen credentials that do sensitive things are found among a month of ordinary work",
    arguments: [7, 8, 9, 10] as [UInt64])
  func found(seed: UInt64) {
    typealias Stealth = BaselineAttack.Stealth
    var company = BaselineCompany(seed: seed, people: 120, machines: 60, days: 26)
    var month = company.month()
    // Each attack has victims of its own, so that one does not warn of another.
    var cases: [(BaselineAttack, Stealth, actor: UInt64, at: Int64)] = []
    var person = 0
    var machine = 0
    for attack in BaselineAttack.allCases {
      for stealth in Stealth.allCases {
        for _ in 0..<3 {
          let victim: BaselineWorld.Who
          if attack == .machineKey {
            while machine % 3 != 0 || machine % 10 == 0 { machine += 1 }
            victim = company.machines[machine]
            machine += 1
          } else {
            while company.people[person].joined > 0 || company.people[person].left < 26
              || company.people[person].leaveUntil > 20
            {
              person += 1
            }
            victim = company.people[person].who
            person += 1
          }
          let country = attack == .machineKey ? 4 : Int(company.people[person - 1].home.prefix(2)).map { $0 % 16 } ?? 0
          let origin = attack.origin(victim, country: country, stealth)
          let begin = 23 * BaselineWorld.day + Int64(stealth == .quiet ? 10 - 5 : 20) * BaselineWorld.hour
          for (step, act) in attack.acts(stealth).enumerated() {
            let pace: Int64 = act.sensitivity == .low ? 1_500_000 : 20_000_000
            month.append(company.world.observe(origin, act, at: begin + Int64(step) * pace))
          }
          cases.append((attack, stealth, month[month.count - 1].actor, BaselineWorld.start + begin))
        }
      }
    }
    month.sort { $0.time != $1.time ? $0.time < $1.time : $0.record < $1.record }
    let all = findings(month, names: company.world.names)
    var foundBy: [Stealth: (found: Int, of: Int)] = [:]
    for (attack, stealth, actor, at) in cases {
      let mine = all.filter { $0.observation.actor == actor && $0.observation.time >= at }
      let worst = mine.map(\.level).max()
      foundBy[stealth, default: (0, 0)].of += 1
      if let worst, worst >= .medium {
        foundBy[stealth, default: (0, 0)].found += 1
      } else {
        print(attack, stealth, worst?.name ?? "nothing", mine.map { "\($0.kind.id) \($0.surprise ?? 0)" })
      }
    }
    for stealth in Stealth.allCases { print("seed \(seed)", stealth, foundBy[stealth] ?? (0, 0)) }
    let grave = all.filter { finding in
      finding.level >= .medium && !cases.contains { $0.actor == finding.observation.actor }
    }
    print("seed \(seed) others at medium or above: \(grave.count)")
    #expect(grave.count <= 3)
    #expect((foundBy[.loud]?.found ?? 0) == 24)
    #expect((foundBy[.careful]?.found ?? 0) >= 23)
    #expect((foundBy[.quiet]?.found ?? 0) >= 17)
  }
}
