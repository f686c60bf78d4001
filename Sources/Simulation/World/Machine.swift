/// An identity that is no person: a workload, a job, a key that some system holds.
struct Machine: Sendable {
  enum Kind: Sendable, CaseIterable {
    case instance, function, pod, batch, backup, monitor, key, vendor, google, googleKey, azure, controller, node
  }

  let index: Int
  let kind: Kind
  let service: String
  let account: Account
  /// Bursts of calls an hour, on average.
  let pace: Double
  /// Follows the day of the shop's customers rather than running evenly.
  let isDiurnal: Bool
  /// For jobs: the minute of the day (UTC) at which they start.
  let minute: Int
  /// The operations that it calls, mostly from the front.
  let operations: [AWSOperation]

  private static let mix: [(Kind, Int)] = [
    (.instance, 26), (.function, 18), (.pod, 14), (.batch, 9), (.backup, 2), (.monitor, 2), (.key, 6), (.vendor, 2),
    (.google, 8), (.googleKey, 2), (.azure, 3), (.controller, 3), (.node, 5),
  ]

  init(index: Int, seed: UInt64, rate: Double) {
    var random = Random(seed, .machine, index)
    self.index = index
    var left = index < 13 ? -1 : random.below(100)
    var kind = index < 13 ? Kind.allCases[index] : Kind.instance
    if left >= 0 {
      for (candidate, share) in Self.mix {
        left -= share
        if left < 0 {
          kind = candidate
          break
        }
      }
    }
    self.kind = kind
    service = ResourceTable.services[index % ResourceTable.services.count]
    account = random.pick(Account.workloads)
    isDiurnal = kind == .function || kind == .pod || random.chance(0.4)
    minute = random.within(0...95) * 15 + 2
    let usual: Double =
      switch kind {
      case .node: 4
      case .controller: 3
      case .batch, .backup, .monitor, .vendor: 0
      case .azure: 0.4
      case .googleKey, .key: 0.7
      default: 1.4
      }
    pace = usual * rate * (0.4 + 1.2 * random.fraction())
    operations = AWSTable.operations(random.pick(Self.profiles(kind)))
  }

  var role: String {
    kind == .instance ? "\(service)-instance" : kind == .function ? "\(service)-function" : "\(service)-task"
  }
  /// An address that it keeps for as long as the network is not changed: where it leaves its network.
  var gateway: Address { NetworkTable.first(.cloud, in: "JP").host(Token(0x6E61, account.index).high) }

  private static func profiles(_ kind: Kind) -> [String] {
    switch kind {
    case .instance:
      [
        "s3:GetObject s3:PutObject kms:Decrypt ssm:UpdateInstanceInformation ec2:DescribeTags",
        "ssm:UpdateInstanceInformation s3:ListObjects s3:GetObject secretsmanager:GetSecretValue kms:Decrypt",
        "ecs:DiscoverPollEndpoint ecr:GetAuthorizationToken ecr:BatchGetImage logs:CreateLogStream ssm:UpdateInstanceInformation",
      ]
    case .function:
      [
        "s3:GetObject s3:PutObject kms:Decrypt", "dynamodb:PutItem dynamodb:GetItem secretsmanager:GetSecretValue",
        "sqs:GetQueueAttributes s3:GetObject kms:GenerateDataKey", "bedrock:InvokeModel s3:GetObject kms:Decrypt",
      ]
    case .pod:
      [
        "s3:GetObject s3:PutObject s3:ListObjects kms:Decrypt",
        "secretsmanager:GetSecretValue kms:Decrypt ssm:GetParametersByPath", "lambda:Invoke s3:GetObject",
      ]
    case .key:
      [
        "s3:PutObject s3:ListObjects", "s3:GetObject s3:ListObjects sts:GetCallerIdentity",
        "s3:PutObject s3:ListObjects s3:PutObject s3:GetObject ses:GetSendQuota",
      ]
    case .vendor, .monitor:
      [
        "ec2:DescribeInstances ec2:DescribeVolumes ec2:DescribeSecurityGroups ec2:DescribeTags rds:DescribeDBInstances lambda:ListFunctions20150331 elasticloadbalancing:DescribeLoadBalancers monitoring:GetMetricData tagging:GetResources autoscaling:DescribeAutoScalingGroups s3:ListBuckets s3:GetBucketTagging ecs:DescribeServices"
      ]
    default: ["s3:GetObject s3:PutObject s3:ListObjects glue:StartJobRun glue:GetJobRun kms:Decrypt"]
    }
  }
}
