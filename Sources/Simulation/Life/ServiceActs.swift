/// What AWS does by itself in the organisation's accounts: delivering logs, recording settings, replacing instances.
struct ServiceActs {
  let stage: Stage
  /// Acts a slice.
  let mean: Double

  private static let looks = AWSTable.operations(
    "ec2:DescribeInstances ec2:DescribeSecurityGroups ec2:DescribeVolumes iam:ListRoles iam:GetRole s3:GetBucketPolicy s3:GetBucketEncryption kms:DescribeKey rds:DescribeDBInstances lambda:ListFunctions20150331"
  )

  func play(slice: Int, start: Moment) {
    var random = Random(stage.seed, .service, slice)
    for _ in 0..<random.count(mean: mean) {
      let at = start + random.fraction() * (Workloads.slice - 60)
      let account = random.pick(Account.workloads)
      switch random.below(10) {
      case 0..<4:
        let host = random.pick(["cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com", "config.amazonaws.com"])
        stage.aws(.service(host, account, region: "ap-northeast-1"), "s3:PutObject", at, &random)
      case 4..<8:
        let name = random.pick([
          ("config", "AWSServiceRoleForConfig"), ("guardduty", "AWSServiceRoleForAmazonGuardDuty"),
          ("access-analyzer", "AWSServiceRoleForAccessAnalyzer"),
        ])
        let caller = linked(name.0, name.1, account, at, &random)
        for step in 0..<random.within(1...5) { stage.aws(caller, random.pick(Self.looks), at + Double(step), &random) }
      default: scale(account, at, start, &random)
      }
    }
  }

  /// Groups grow in the evening of Japan and shrink in its night.
  private func scale(_ account: Account, _ at: Moment, _ start: Moment, _ random: inout Random) {
    let caller = linked("autoscaling", "AWSServiceRoleForAutoScaling", account, at, &random)
    let hour = start.minuteOfDay / 60
    let shrinks = (14..<20).contains(hour)
    for step in 0..<random.within(1...3) {
      stage.aws(caller, shrinks ? "ec2:TerminateInstances" : "ec2:RunInstances", at + Double(step) * 4, &random)
    }
  }

  private func linked(_ service: String, _ role: String, _ account: Account, _ at: Moment, _ random: inout Random)
    -> AWSCaller
  {
    let host = "\(service).amazonaws.com"
    let key: Line = "ASIA\(letters: random.token(), 16)"
    var caller = AWSCaller.session(
      role: role, path: "aws-service-role/\(host)/", session: service == "autoscaling" ? "AutoScaling" : "session",
      key: key, account,
      created: at, .plain, source: Line(host), agent: host, region: "ap-northeast-1", focus: random.below(30))
    caller.identity = Line(String(caller.identity.text.dropLast()) + #","invokedBy":"\#(host)"}"#)
    return caller
  }
}
