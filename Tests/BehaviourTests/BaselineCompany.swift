import Activity
import Behaviour
import Foundation

/// A company at work without any attack: people by trade, machines, pipelines, travel, joiners, leavers, on-call nights,
/// new laptops, upgrades, cleanups and curiosity. One seed gives one month.
struct BaselineCompany {
  typealias Act = BaselineWorld.Act
  typealias Who = BaselineWorld.Who
  var world = BaselineWorld()
  var random: SeededGenerator
  var people: [Person] = []
  var machines: [Who] = []
  let days: Int

  struct Person {
    var who: Who
    var trade: Int
    var home: String
    var office: String
    var joined: Int
    var left: Int
    var zone: Int
    var isOnCall = false
    var awayUntil = -1
    var abroad: String?
    var leaveUntil = -1
  }

  static let trades: [[Act]] = {
    func many(_ service: String, _ names: [String], _ actClass: ActClass, _ resource: ResourceKind, _ s: Sensitivity)
      -> [Act]
    { names.map { Act(service, $0, actClass, resource, s) } }
    return [
      many("ec2", ["DescribeInstances", "DescribeImages", "DescribeVolumes", "DescribeSubnets"], .list, .compute, .low)
        + many("ec2", ["RunInstances", "StartInstances", "StopInstances", "CreateTags"], .create, .compute, .medium)
        + many("ec2", ["TerminateInstances", "DeleteVolume"], .delete, .compute, .high)
        + many("logs", ["FilterLogEvents", "GetLogEvents"], .read, .log, .low)
        + many("iam", ["AttachRolePolicy", "PutRolePolicy"], .grant, .role, .critical)
        + many("secretsmanager", ["GetSecretValue"], .secretRead, .secret, .high),
      many("s3", ["ListBuckets", "ListObjects", "HeadObject"], .list, .storage, .low)
        + many("s3", ["GetObject"], .dataRead, .storage, .low) + many("s3", ["PutObject"], .dataWrite, .storage, .low)
        + many("athena", ["StartQueryExecution", "GetQueryResults"], .dataRead, .database, .medium)
        + many("glue", ["GetTable", "GetDatabases", "StartJobRun"], .read, .analytics, .low)
        + many("kms", ["Decrypt"], .secretRead, .key, .medium),
      many("repo", ["git.push", "pull_request.create", "pull_request.merge"], .dataWrite, .repository, .low)
        + many("repo", ["git.clone", "git.fetch"], .dataRead, .repository, .low)
        + many("workflows", ["workflow.run"], .execute, .workflow, .medium)
        + many("lambda", ["UpdateFunctionCode", "GetFunction", "ListFunctions"], .change, .function, .medium)
        + many("lambda", ["DeleteFunction"], .delete, .function, .high),
      many("drive", ["view", "edit", "download", "create"], .dataRead, .storage, .low)
        + many("drive", ["change_user_access"], .dataShare, .storage, .medium)
        + many("login", ["login_success"], .authenticate, .session, .low)
        + many("mail", ["send", "read"], .dataRead, .message, .low),
      many("directory", ["users.get", "groups.get", "users.list"], .list, .identity, .medium)
        + many("directory", ["user.password.reset", "factor.reset"], .factor, .identity, .critical)
        + many("directory", ["group.member.add"], .grant, .group, .high)
        + many("login", ["login_success"], .authenticate, .session, .low)
        + many("cloudtrail", ["LookupEvents"], .read, .log, .low),
    ]
  }()

  /// What anyone may once need: a long tail, mostly harmless.
  static let tail: [Act] = (0..<400).map { number in
    let service = ["dynamodb", "rds", "sns", "sqs", "ecs", "eks", "route53", "cloudfront", "backup", "config"][
      number % 10]
    return switch number % 20 {
    case 0..<11: Act(service, "Describe\(number)", .list, .other, .low)
    case 11..<15: Act(service, "Get\(number)", .read, .other, .low)
    case 15..<17: Act(service, "Update\(number)", .change, .other, .medium)
    case 17: Act(service, "Delete\(number)", .delete, .database, .high)
    case 18: Act(service, "Grant\(number)", .grant, .policy, .high)
    default: Act(service, "Protect\(number)", .defence, .backup, .critical)
    }
  }

  static let browsers = [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36 Edg/121.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Version/17.2 Mobile/15E148 Safari/604.1",
  ]
  static let programs = [
    "Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#5.10.0-amzn2", "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21",
    "aws-sdk-java/2.21.0 Linux/5.10 OpenJDK", "APN/1.0 HashiCorp/1.0 Terraform/1.6.6 aws-sdk-go-v2/1.24.0 os/linux",
  ]

  init(seed: UInt64, people: Int, machines: Int, days: Int) {
    random = SeededGenerator(state: seed)
    self.days = days
    for number in 0..<people { self.people.append(person(number)) }
    for number in 0..<machines {
      self.machines.append(
        Who(
          name: "job-\(number)", kind: number % 3 == 0 ? .serviceAccount : .role,
          address: "52.\(number % 3).\(number % 5).\(number % 200 + 1)", agent: Self.programs[number % 4],
          credential: number % 3 == 0 ? "KEY-\(number)" : nil,
          credentialKind: number % 3 == 0 ? .serviceAccountKey : .temporaryKey, human: .no))
    }
  }

  private mutating func person(_ number: Int) -> Person {
    let country = [0, 0, 0, 0, 1, 2][random.below(6)]
    let isLate = random.chance(0.08)
    let leaves = random.chance(0.04)
    return Person(
      who: Who(
        name: "person-\(number)", email: "person-\(number)@example.com",
        agent: random.chance(0.5)
          ? Self.browsers[random.below(3)] : "aws-cli/2.15.\(random.below(9)) Python/3.11 Darwin/23",
        credential: random.chance(0.4) ? "AKIA\(number)" : nil, device: random.chance(0.3) ? "laptop-\(number)" : nil,
        human: .yes),
      trade: number % Self.trades.count,
      home: "\(country + 16 * (1 + random.below(3))).\(random.below(12)).\(random.below(60)).\(1 + random.below(250))",
      office: "\(country + 16).200.1.\(1 + random.below(5))",
      joined: isLate ? 1 + random.below(max(days - 1, 1)) : 0,
      left: leaves ? 5 + random.below(max(days - 5, 1)) : days, zone: [5, 9, 1][country], isOnCall: random.chance(0.05))
  }

  /// The month, in order of time.
  mutating func month() -> [Observation] {
    var all: [Observation] = []
    for day in 0..<days {
      for number in people.indices { live(number, day, &all) }
      for number in machines.indices { run(number, day, &all) }
    }
    all.sort { $0.time != $1.time ? $0.time < $1.time : $0.record < $1.record }
    return all
  }

  private mutating func live(_ number: Int, _ day: Int, _ all: inout [Observation]) {
    var person = people[number]
    defer { people[number] = person }
    guard day >= person.joined, day < person.left, day >= person.leaveUntil else { return }
    if random.chance(0.004) {
      person.leaveUntil = day + 5 + random.below(12)
      return
    }
    if random.chance(0.004) {
      person.who.agent = random.chance(0.7) ? Self.browsers[random.below(4)] : Self.programs[random.below(4)]
    }
    if random.chance(0.003), person.who.device != nil { person.who.device = "laptop-\(number)-\(day)" }
    if random.chance(0.003), person.who.credential != nil { person.who.credential = "AKIA\(number)-\(day)" }
    if day >= person.awayUntil { person.abroad = nil }
    if person.abroad == nil, random.chance(0.012) {
      person.awayUntil = day + 2 + random.below(6)
      person.abroad = "\(random.below(16) + 16 * (4 + random.below(4))).\(random.below(40)).\(random.below(60)).9"
    }
    let isWeekend = day % 7 >= 5
    if !isWeekend || random.chance(0.05) {
      work(person, day, from: 9, hours: 9, acts: 14 + random.below(20), &all)
    }
    if person.isOnCall, random.chance(0.1) { work(person, day, from: 1 + random.below(4), hours: 1, acts: 20, &all) }
    if person.trade == 0, random.chance(0.004) { cleanUp(person, day, &all) }
  }

  private mutating func work(
    _ person: Person, _ day: Int, from: Int, hours: Int, acts: Int, _ all: inout [Observation]
  ) {
    let trade = Self.trades[person.trade]
    let base = Int64(day) * BaselineWorld.day + Int64(from - person.zone) * BaselineWorld.hour
    let atOffice = random.chance(0.5)
    for _ in 0..<acts {
      // The first acts of a trade are daily bread, the last are rare.
      let rank = random.below(trade.count)
      var act = trade[min(rank, random.below(trade.count))]
      if random.chance(0.006) { act = Self.tail[min(random.below(400), random.below(400))] }
      let country = Int(person.home.prefix(2)) ?? 16
      let address: String
      if let abroad = person.abroad {
        address = abroad
      } else if random.chance(0.002) {
        address = "\(country).\(random.below(40)).9.9"
      } else if random.chance(0.03) {
        // The person's mobile carrier.
        address = "\(country).\(50 + person.office.utf8.count % 2 + person.trade % 3).\(random.below(200)).9"
      } else {
        address = atOffice ? person.office : person.home
      }
      let who = person.who.from(address, agent: random.chance(0.04) ? Self.browsers[3] : nil)
      let time = base + Int64(random.below(hours * 3600)) * 1_000_000
      guard time > 0 else { continue }
      all.append(world.observe(who, act, at: time, outcome: random.chance(0.02) ? .denied : .success))
    }
  }

  private mutating func cleanUp(_ person: Person, _ day: Int, _ all: inout [Observation]) {
    let base = Int64(day) * BaselineWorld.day + Int64(14 - person.zone) * BaselineWorld.hour
    for step in 0..<(20 + random.below(80)) {
      all.append(
        world.observe(
          person.who.from(person.office), step % 3 == 0 ? Self.trades[0][9] : .terminate,
          at: base + Int64(step) * 20_000_000))
    }
  }

  private mutating func run(_ number: Int, _ day: Int, _ all: inout [Observation]) {
    var who = machines[number]
    // Programs are rebuilt with new versions, and now and then move to another network or learn an operation.
    if random.chance(0.05) {
      who.agent = who.agent.replacingOccurrences(of: "1.2", with: "1.\(30 + random.below(60)).")
    }
    if random.chance(0.01) { who.address = "52.\(random.below(6)).\(random.below(60)).\(1 + random.below(250))" }
    machines[number] = who
    let isPipeline = number % 10 == 0
    let base = Int64(day) * BaselineWorld.day
    let acts: [Act] =
      isPipeline
      ? [
        .describe, .getSecret, .start, Act("ecs", "UpdateService", .change, .container, .medium), .terminate,
        Act("iam", "PassRole", .grant, .role, .high),
        Act("cloudformation", "ExecuteChangeSet", .change, .other, .medium),
      ]
      : number % 2 == 0 ? [.getObject, .putObject, .listBuckets] : [.getSecret, .describe, .getObject]
    if isPipeline {
      for _ in 0..<(1 + random.below(6)) {
        let at = base + Int64(8 * 3600 + random.below(10 * 3600)) * 1_000_000
        for step in 0..<30 {
          let act = random.chance(0.004) ? Self.tail[random.below(400)] : acts[step % acts.count]
          all.append(world.observe(who, act, at: at + Int64(step) * 3_000_000))
        }
      }
    } else {
      for hour in 0..<24 {
        for step in 0..<(1 + random.below(3)) {
          all.append(
            world.observe(
              who, acts[(hour + step) % acts.count],
              at: base + Int64(hour) * BaselineWorld.hour + Int64(step) * 60_000_000))
        }
      }
    }
  }
}
