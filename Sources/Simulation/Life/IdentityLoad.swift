/// Identities without a life, for tests of growth: each is seen at least once, in an order that the seed settles, and
/// none is remembered here.
struct IdentityLoad {
  let stage: Stage
  let identities: Int
  let slices: Int
  /// Records an identity, over the whole time: three at a rate of 1, never less than one.
  private let rounds: Int
  private let stride: Int

  init(stage: Stage, identities: Int, slices: Int, rate: Double) {
    self.stage = stage
    self.identities = identities
    self.slices = max(1, slices)
    rounds = max(1, Int((3 * rate).rounded()))
    // A stride without a factor in common with the number visits everybody once a round.
    var stride = identities > 2 ? Int(Double(identities) * 0.618) | 1 : 1
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    while identities > 2, divisor(stride, identities) != 1 { stride += 2 }
    self.stride = stride
  }

  private static let operations = AWSTable.operations(
    "s3:GetObject s3:PutObject s3:ListObjects sts:GetCallerIdentity kms:Decrypt")

  func play(slice: Int, start: Moment) {
    guard identities > 0 else { return }
    let total = identities * rounds
    let first = total / slices * slice + min(slice, total % slices)
    let last = total / slices * (slice + 1) + min(slice + 1, total % slices)
    var random = Random(stage.seed, .load, slice)
    for number in first..<last {
      let identity = number % identities &* stride % identities
      let at = start + Workloads.slice * Double(number - first) / Double(max(1, last - first))
      let network = NetworkTable.all[identity % NetworkTable.all.count]
      let origin = Origin(
        network, host: Token(0x6C6F, identity).high, agent: Agents.sdk(identity, stage.organisation.start.number),
        device: Token(0))
      let name = "load-\(identity)"
      if identity % 4 == 3 {
        let key = Token(0x6C71, identity)
        stage.google(
          .account("\(name)@hoshigaoka-data.iam.gserviceaccount.com", key: "\(hex: key, 32)"),
          GoogleTable.operation("getObject"), project: "hoshigaoka-data", address: "\(origin.address)",
          agent: "gcloud-python/3.1.0", focus: identity, at, &random)
      } else {
        let caller = AWSCaller.user(
          name, principal: "AIDA\(letters: Token(0x6C72, identity), 17)",
          key: "AKIA\(letters: Token(0x6C73, identity), 16)", Account.workloads[identity % 6], origin, focus: identity)
        stage.aws(caller, Self.operations[identity % 5], at, &random)
      }
    }
  }
}
