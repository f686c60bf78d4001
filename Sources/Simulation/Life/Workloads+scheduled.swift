extension Workloads {
  /// Jobs that start by the clock: nightly batches and backups, hourly inventories, a vendor's crawl.
  func scheduled(_ machine: Machine, _ start: Moment, _ random: inout Random) {
    let first = start.minuteOfDay
    let isHourly = machine.kind == .monitor || machine.kind == .vendor
    let due = isHourly ? first / 60 * 60 + machine.minute % 60 : machine.minute
    guard due >= first, due < first + 10 else { return }
    var now = start + Double(due - first) * 60 + 2 + random.fraction() * 30
    let day = start.day
    // On the first of the month there is the month to close, on Mondays the week.
    let burst = day.day == 1 ? 5.0 : day.weekday == 0 ? 2.0 : 1.0
    let caller = taken(machine, now, &random)
    func call(_ operation: AWSOperation) {
      stage.aws(caller, operation, now, &random)
      now += 0.3 + random.fraction() * 3
    }
    switch machine.kind {
    case .backup:
      for _ in 0..<count(18, 1, &random) { call(AWSTable.operation("ec2:CreateSnapshot")) }
      call(AWSTable.operation("rds:CreateDBSnapshot"))
      call(AWSTable.operation("backup:StartBackupJob"))
      for _ in 0..<count(14, 1, &random) { call(AWSTable.operation("ec2:DeleteSnapshot")) }
    case .monitor, .vendor:
      for operation in machine.operations where random.chance(min(1, 0.55 * rate)) { call(operation) }
    default:
      call(AWSTable.operation("s3:ListObjects"))
      for _ in 0..<count(70, burst, &random) { call(machine.operations[random.below(machine.operations.count)]) }
    }
  }

  private func count(_ mean: Double, _ burst: Double, _ random: inout Random) -> Int {
    random.count(mean: mean * burst * rate)
  }

  /// The session that a job takes when it starts.
  private func taken(_ machine: Machine, _ now: Moment, _ random: inout Random) -> AWSCaller {
    let key: Line = "ASIA\(letters: random.token(), 16)"
    let day = Int(now.milliseconds / 86_400_000)
    switch machine.kind {
    case .vendor:
      let account = "464622532012"
      let source: Line = "\(NetworkTable.first(.cloud, in: "US").host(Token(0x7665, machine.index).high))"
      let agent = Agents.sdk(1, day)
      stage.assume(
        "AssumeRole",
        by:
          #"{"type":"AWSAccount","principalId":"AROAVENDOR0000000001:monitoring-\#(machine.index)","accountId":"\#(account)"}"#,
        source: source, agent: agent, role: "vendor-monitoring", session: "monitoring-\(machine.index)", key: key,
        machine.account, region: "ap-northeast-1", now + -1, &random,
        extra: #","externalId":"HIDDEN_DUE_TO_SECURITY_REASONS""#)
      return AWSCaller.session(
        role: "vendor-monitoring", session: "monitoring-\(machine.index)", key: key, machine.account, created: now,
        .plain, source: source, agent: agent, region: "ap-northeast-1", focus: machine.index)
    case .backup, .monitor:
      let role = machine.kind == .backup ? "nightly-backup" : "inventory"
      stage.assume(
        "AssumeRole", by: #"{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}"#, source: "lambda.amazonaws.com",
        agent: "lambda.amazonaws.com", role: role, session: role, key: key, machine.account, region: "ap-northeast-1",
        now + -1, &random)
      return AWSCaller.session(
        role: role, session: role, key: key, machine.account, created: now, .lambda(role), source: "\(machine.gateway)",
        agent: Agents.sdk(0, day), region: "ap-northeast-1", focus: machine.index)
    default:
      let role = "\(machine.service)-batch"
      stage.assume(
        "AssumeRole", by: #"{"type":"AWSService","invokedBy":"ecs-tasks.amazonaws.com"}"#,
        source: "ecs-tasks.amazonaws.com", agent: "ecs-tasks.amazonaws.com", role: role,
        session: "job-\(machine.index)", key: key, machine.account, region: "ap-northeast-1", now + -1, &random)
      return AWSCaller.session(
        role: role, session: "job-\(machine.index)", key: key, machine.account, created: now, .plain,
        source: "\(machine.gateway)", agent: Agents.sdk(machine.index, day), region: "ap-northeast-1",
        focus: machine.index)
    }
  }
}
