import Activity
import Behaviour

/// Attacks to put into a company's month.
enum BaselineAttack: String, CaseIterable {
  case takeover, destruction, secrets, exfiltration, blinding, machineKey, clones, sharing

  /// How much the attacker takes care: `loud` from a hosting network abroad with a tool of attackers; `careful` from a
  /// network in the victim's country with another ordinary tool; `quiet` from a home network in the same country, with
  /// the victim's own tool, in working hours, and at a tenth of the volume.
  enum Stealth: String, CaseIterable { case loud, careful, quiet }

  func acts(_ stealth: Stealth) -> [BaselineWorld.Act] {
    typealias Act = BaselineWorld.Act
    let scale = stealth == .quiet ? 1 : 5
    func times(_ act: Act, _ count: Int) -> [Act] { Array(repeating: act, count: count) }
    return switch self {
    case .takeover:
      [.whoAmI, .listUsers, Act("iam", "ListAttachedUserPolicies", .list, .policy, .medium), .createKey, .attachPolicy]
    case .destruction:
      [.whoAmI] + times(.terminate, 8 * scale) + times(.deleteSnapshot, 4 * scale)
        + times(Act("rds", "DeleteDBInstance", .delete, .database, .critical), 2 * scale)
    case .secrets:
      [.whoAmI, Act("secretsmanager", "ListSecrets", .list, .secret, .medium)] + times(.getSecret, 12 * scale)
        + [Act("ssm", "GetParameter", .secretRead, .secret, .high)]
    case .exfiltration: [.whoAmI, .listBuckets] + times(.getObject, 300 * scale)
    case .blinding:
      [
        .whoAmI, Act("cloudtrail", "DescribeTrails", .list, .log, .medium), .stopLogging,
        Act("guardduty", "DeleteDetector", .defence, .detection, .critical),
      ]
    case .machineKey:
      [
        .whoAmI, .listBuckets, .listUsers, .createKey, Act("iam", "CreateUser", .create, .identity, .high),
        .attachPolicy,
      ]
    case .clones:
      times(Act("repo", "git.clone", .dataRead, .repository, .medium), 60 * scale)
        + [Act("repo", "deploy_key.create", .credential, .repository, .high)]
    case .sharing:
      [Act("ec2", "DescribeSnapshots", .list, .snapshot, .low)]
        + times(Act("ec2", "ModifySnapshotAttribute", .dataShare, .snapshot, .critical), 4 * scale)
    }
  }

  func origin(_ victim: BaselineWorld.Who, country: Int, _ stealth: Stealth) -> BaselineWorld.Who {
    switch stealth {
    case .loud: victim.from("200.7.77.5", agent: "Boto3/1.28 Python/3.11 Linux/6.1.0-kali9-amd64 Botocore/1.31")
    case .careful: victim.from("\(country + 160).9.77.5", agent: "python-requests/2.31.0")
    case .quiet: victim.from("\(country + 160).39.3.5")
    }
  }
}
