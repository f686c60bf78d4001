extension AttackBook {
  private static let enumeration =
    "sts:GetCallerIdentity iam:ListUsers iam:ListRoles iam:ListAttachedUserPolicies iam:ListGroupsForUser s3:ListBuckets ec2:DescribeInstances ec2:DescribeSecurityGroups rds:DescribeDBInstances lambda:ListFunctions20150331 secretsmanager:ListSecrets ec2:DescribeRegions iam:GetAccountAuthorizationDetails organizations:DescribeOrganization cloudtrail:DescribeTrails guardduty:ListDetectors"
  private static let shortEnumeration = "sts:GetCallerIdentity s3:ListBuckets iam:ListAttachedUserPolicies"

  static let cloud: [Attack] = [
    Attack(
      name: "stolen-key",
      description: "A long-lived key of a service is used from abroad: enumeration, then objects are read",
      techniques: ["T1078.004", "T1580", "T1530"]
    ) { it in
      let caller = it.stolenServiceKey()
      it.aws(caller, it.stealth == .high ? shortEnumeration : enumeration, every: 8)
      it.aws(caller, "s3:GetObject", times: it.times(160), every: 3)
    },
    Attack(
      name: "leaver-destruction",
      description: "A former employee's key, never removed, destroys instances, buckets, snapshots and repositories",
      techniques: ["T1078.004", "T1485", "T1490"]
    ) { it in
      let person = it.organisation.people.first { $0.isForgotten } ?? it.organisation.people[0]
      it.identity = person.email
      let origin = it.origin(
        like: person.office.country, agent: Agents.cli(person, it.date), loudAgent: Agents.cli(person, it.date))
      let caller = AWSCaller.user(
        person.handle, principal: person.iamPrincipal, key: person.accessKey, .production, origin, focus: person.index)
      it.aws(caller, "sts:GetCallerIdentity ec2:DescribeInstances s3:ListBuckets rds:DescribeDBInstances", every: 30)
      for key in [
        "ec2:TerminateInstances", "s3:DeleteObjects", "s3:DeleteBucket", "ec2:DeleteSnapshot", "rds:DeleteDBSnapshot",
        "rds:DeleteDBInstance", "backup:DeleteRecoveryPoint",
      ] {
        it.aws(caller, key, times: it.times(16), every: 6)
      }
      let web = origin.using(Agents.browser(person, it.date))
      for pipeline in it.organisation.pipelines.prefix(it.times(12)) {
        it.stage.github("repo.destroy", by: person, repository: pipeline.repository, web, it.now, &it.random)
        it.wait(20)
      }
    },
    Attack(
      name: "instance-credentials",
      description: "An instance role's credentials, taken through SSRF, are used from Tor to copy buckets",
      techniques: ["T1552.005", "T1078.004", "T1530"]
    ) { it in
      let machine = it.machine(.instance)
      it.identity = "aws:\(machine.account.id):role:\(machine.role)"
      var ignored = it.random
      let own = Workloads(stage: it.stage, rate: 1).session(machine, it.now, &ignored, issues: false)
      var origin = it.origin(
        like: "JP", agent: Agents.sdk(machine.index, it.date),
        loudAgent: "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-kali exe/x86_64.kali.2024 prompt/off command/s3.sync")
      if it.stealth == .low {
        origin = Origin(
          NetworkTable.all(.tor, in: "DE")[0], host: it.random.next(), agent: origin.agent, device: origin.device)
      }
      var caller = own.from(origin)
      caller.endpoint = nil
      it.aws(caller, "sts:GetCallerIdentity s3:ListBuckets", every: 20)
      for _ in 0..<it.times(24) {
        it.aws(caller, "s3:ListObjects", times: 1, every: 2)
        it.aws(caller, "s3:GetObject", times: it.stealth == .high ? 4 : 14, every: 1)
      }
    },
    Attack(
      name: "bedrock-key-theft",
      description: "A leaked key finds the models it may call, silences their log, and sells them on",
      techniques: ["T1078.004", "T1496", "T1562.008"]
    ) { it in
      let caller = it.stolenServiceKey().at("us-east-1")
      it.aws(
        caller,
        "sts:GetCallerIdentity bedrock:ListFoundationModels bedrock:GetFoundationModelAvailability bedrock:GetModelInvocationLoggingConfiguration servicequotas:ListServiceQuotas",
        every: 12)
      if it.stealth != .high {
        it.aws(
          caller, "bedrock:DeleteModelInvocationLoggingConfiguration bedrock:PutFoundationModelEntitlement", every: 30)
      }
      it.aws(caller, "bedrock:InvokeModel", times: it.times(240), every: 4)
    },
    Attack(
      name: "s3-ransom",
      description: "Objects are written again under a key that only the attacker has, and the old versions expire",
      techniques: ["T1078.004", "T1486", "T1490"]
    ) { it in
      let caller = it.stolenServiceKey()
      it.aws(caller, "s3:ListBuckets s3:GetBucketVersioning s3:ListObjects", every: 15)
      if it.stealth != .high { it.aws(caller, "s3:PutBucketVersioning", times: 1, every: 20) }
      it.aws(caller, "s3:CopyObject", times: it.times(200), every: 2)
      it.aws(caller, "s3:PutBucketLifecycle", times: it.times(4), every: 10)
      it.aws(
        caller, "s3:PutObject", times: 1, every: 5,
        named: [UInt8(ascii: "k"): it.stealth == .low ? "RECOVER-YOUR-FILES.txt" : "readme.txt"])
    },
    Attack(
      name: "snapshot-share", description: "Snapshots are shared with an account outside and copied there",
      techniques: ["T1078.004", "T1537", "T1578.001"]
    ) { it in
      let caller = it.hijackedRole(.engineer, "PowerUserAccess", .production)
      it.aws(caller, "ec2:DescribeVolumes ec2:DescribeSnapshots", every: 30)
      it.aws(caller, "ec2:CreateSnapshot", times: it.times(6), every: 40)
      it.aws(
        caller, "ec2:ModifySnapshotAttribute", times: it.times(6), every: 30, named: [UInt8(ascii: "T"): "346098745012"]
      )
    },
    Attack(
      name: "new-admin",
      description:
        "A hijacked session makes a user with administrator rights, a key and a password, and works on as it",
      techniques: ["T1136.003", "T1098.001", "T1098.003"]
    ) { it in
      let caller = it.hijackedRole(.sre, "AdministratorAccess", .production)
      let name = it.stealth == .low ? "support-backup" : "svc-inventory-sync"
      let key = ("AKIA\(letters: it.random.token(), 16)" as Line)
      let names: [UInt8: String] = [UInt8(ascii: "O"): name, UInt8(ascii: "K"): key.text]
      it.aws(caller, "iam:ListUsers iam:CreateUser iam:AttachUserPolicy iam:CreateAccessKey", every: 25, named: names)
      if it.stealth == .low { it.aws(caller, "iam:CreateLoginProfile", times: 1, every: 10, named: names) }
      it.wait(1200)
      let origin = it.origin(like: "JP", agent: caller.agent, loudAgent: Agents.boto(3, it.date))
      let next = AWSCaller.user(
        name, principal: "AIDA\(letters: it.random.token(), 17)", key: key, .production, origin, focus: 3)
      it.aws(next, "sts:GetCallerIdentity iam:ListRoles s3:ListBuckets secretsmanager:ListSecrets", every: 30)
      it.aws(next, "secretsmanager:GetSecretValue", times: it.times(12), every: 10)
    },
    Attack(
      name: "privilege-escalation",
      description: "A developer's key widens its own policy and passes an administrator's role to a function",
      techniques: ["T1078.004", "T1548.005", "T1098.003"]
    ) { it in
      let person = it.victim(.engineer) { $0.hasKey && $0.leaves == nil }
      let origin = it.origin(
        like: person.office.country, agent: Agents.boto(person.lag * 10, it.date),
        loudAgent: "Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#6.6.9-kali md/arch#x86_64 lang/python#3.11.8")
      let caller = AWSCaller.user(
        person.handle, principal: person.iamPrincipal, key: person.accessKey, .production, origin, focus: person.index)
      it.aws(
        caller, "sts:GetCallerIdentity iam:ListAttachedUserPolicies iam:GetPolicyVersion iam:ListRoles", every: 40,
        named: [UInt8(ascii: "O"): person.handle])
      if it.stealth == .low {
        for _ in 0..<8 {
          it.stage.aws(
            caller, "iam:AttachUserPolicy", it.now, &it.random, named: [UInt8(ascii: "O"): person.handle],
            failure: Stage.denied)
          it.wait(10)
        }
      }
      it.aws(caller, "iam:CreatePolicyVersion", times: 1, every: 60)
      it.aws(
        caller, "lambda:CreateFunction20150331 lambda:Invoke", every: 60,
        named: [UInt8(ascii: "N"): "healthcheck", UInt8(ascii: "L"): "platform-admin"])
      it.aws(caller, "secretsmanager:ListSecrets secretsmanager:GetSecretValue", every: 30)
    },
    Attack(
      name: "logging-disabled",
      description: "A hijacked administrator stops the trail, the detector and the recorder before going on",
      techniques: ["T1078.004", "T1562.008", "T1562.001"]
    ) { it in
      let caller = it.hijackedRole(.sre, "AdministratorAccess", .production)
      it.aws(caller, "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus guardduty:ListDetectors", every: 30)
      it.aws(
        caller,
        it.stealth == .low
          ? "cloudtrail:StopLogging cloudtrail:DeleteTrail guardduty:DeleteDetector config:StopConfigurationRecorder"
          : it.stealth == .medium ? "cloudtrail:StopLogging guardduty:UpdateDetector" : "cloudtrail:PutEventSelectors",
        every: 40)
      it.aws(caller, "secretsmanager:GetSecretValue", times: it.times(20), every: 12)
    },
    Attack(
      name: "dormant-service-account",
      description: "A key of a Google Cloud service account that nobody has used for weeks wakes elsewhere",
      techniques: ["T1078.004", "T1580", "T1530"]
    ) { it in
      let account = "legacy-export@hoshigaoka-prod.iam.gserviceaccount.com"
      it.identity = account
      let origin = it.origin(
        like: "JP", agent: "google-cloud-sdk gcloud-python/3.4.0,gzip(gfe)",
        loudAgent: "google-cloud-sdk gcloud/458.0.1 command/gcloud.storage.cp,gzip(gfe)")
      let principal = Rarities.legacy
      for key in ["getPolicy", "listAccounts", "listBuckets", "listInstances", "listSecrets"].prefix(
        it.stealth == .high ? 2 : 5) + Array(repeating: "getObject", count: it.times(120))
        + Array(repeating: "accessSecret", count: it.times(6))
      {
        it.stage.google(
          principal, GoogleTable.operation(key), project: "hoshigaoka-prod", address: "\(origin.address)",
          agent: origin.agent, focus: 5, it.now, &it.random)
        it.wait(4)
      }
      if it.stealth == .low {
        it.stage.google(
          principal, GoogleTable.operation("createKey"), project: "hoshigaoka-prod", address: "\(origin.address)",
          agent: origin.agent, focus: 5, it.now, &it.random, named: [UInt8(ascii: "S"): account])
      }
    },
    Attack(
      name: "pod-takeover", description: "A shell in a pod, the namespace's secrets, and a binding to cluster-admin",
      techniques: ["T1609", "T1552.007", "T1098.006"]
    ) { it in
      let person = it.victim(.engineer)
      let origin = it.origin(
        like: person.office.country, agent: Agents.kubectl(person, it.date),
        loudAgent: "kubectl/v1.27.3 (linux/amd64) kubernetes/25b4e43")
      let role =
        "AWSReservedSSO_PowerUserAccess_\(("\(hex: Token(0x7373, "PowerUserAccess".hashed, 0), 16)" as Line).text)"
      let caller = AWSCaller.session(
        role: role, session: person.email, key: "ASIA\(letters: it.random.token(), 16)", .production, created: it.now,
        .directory(person.directory), source: "\(origin.address)", agent: origin.agent, region: "ap-northeast-1",
        focus: 1)
      let who = Stage.ClusterCaller.aws(caller, role: role)
      let address: Line = "\(origin.address)"
      it.stage.cluster(
        who, "create", "selfsubjectrulesreviews", namespace: nil, name: nil, group: "authorization.k8s.io",
        address: address, agent: origin.agent, it.now, &it.random, code: 201)
      it.wait(20)
      it.stage.cluster(
        who, "create", "pods", namespace: "payments", name: "payments-7f9c4", subresource: "exec", address: address,
        agent: origin.agent, it.now, &it.random, code: 101)
      it.wait(60)
      let inside = Stage.ClusterCaller.account(namespace: "payments", name: "payments")
      let tool = it.stealth == .low ? "curl/8.5.0" : "Go-http-client/2.0"
      for _ in 0..<it.times(10) {
        it.stage.cluster(
          inside, "list", "secrets",
          namespace: it.stealth == .high ? "payments" : ResourceTable.services[it.random.below(20)], name: nil,
          address: "10.20.3.44", agent: tool, it.now, &it.random, code: it.random.chance(0.3) ? 403 : 200)
        it.wait(8)
      }
      it.stage.cluster(
        inside, "create", "clusterrolebindings", namespace: nil, name: "monitoring-view",
        group: "rbac.authorization.k8s.io", address: "10.20.3.44", agent: tool, it.now, &it.random, code: 201,
        body:
          #","requestObject":{"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"monitoring-view"},"subjects":[{"kind":"ServiceAccount","name":"payments","namespace":"payments"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"}}"#
      )
      it.wait(30)
      it.stage.cluster(
        inside, "list", "secrets", namespace: nil, name: nil, address: "10.20.3.44", agent: tool, it.now, &it.random)
    },
    Attack(
      name: "role-backdoor", description: "A role's trust is opened to an account outside, which then assumes it",
      techniques: ["T1098.003", "T1199", "T1078.004"]
    ) { it in
      let caller = it.hijackedRole(.sre, "AdministratorAccess", .production)
      it.aws(
        caller, "iam:ListRoles iam:UpdateAssumeRolePolicy iam:AttachRolePolicy", every: 40,
        named: [
          UInt8(ascii: "L"): "billing-export", UInt8(ascii: "T"): "346098745012",
          UInt8(ascii: "P"): "AdministratorAccess",
        ])
      it.wait(2400)
      let origin = it.origin(like: "JP", agent: Agents.boto(3, it.date), loudAgent: Agents.boto(60, it.date))
      let key: Line = "ASIA\(letters: it.random.token(), 16)"
      it.stage.assume(
        "AssumeRole", by: #"{"type":"AWSAccount","principalId":"AIDAOUTSIDE0000000001","accountId":"346098745012"}"#,
        source: "\(origin.address)", agent: origin.agent, role: "billing-export", session: "sync", key: key,
        .production, region: "us-east-1", it.now, &it.random)
      let next = AWSCaller.session(
        role: "billing-export", session: "sync", key: key, .production, created: it.now, .plain,
        source: "\(origin.address)", agent: origin.agent, region: "us-east-1", focus: 2)
      it.wait(20)
      it.aws(next, "sts:GetCallerIdentity s3:ListBuckets", every: 10)
      it.aws(next, "s3:GetObject", times: it.times(80), every: 3)
    },
  ]
}

extension Intruder {
  /// A long-lived key of a service of the organisation, in the attacker's hands.
  mutating func stolenServiceKey() -> AWSCaller {
    let machine = machine(.key)
    let name = "svc-\(machine.service)-\(machine.index)"
    identity = "aws:\(machine.account.id):user:\(name)"
    let origin = origin(
      like: "JP", agent: Agents.sdk(machine.index, date),
      loudAgent: "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-kali exe/x86_64.kali.2024 prompt/off")
    return AWSCaller.user(
      name, principal: "AIDA\(letters: Token(0x6B66, machine.index), 17)",
      key: "AKIA\(letters: Token(0x6B67, machine.index), 16)", machine.account, origin, focus: machine.index)
  }

  /// A role taken through the portal with a session stolen from its owner.
  mutating func hijackedRole(_ role: Role, _ name: String, _ account: Account) -> AWSCaller {
    let person = victim(role)
    let browser = Agents.browser(person, date)
    let origin = origin(
      like: person.office.country, agent: browser,
      loudAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0")
    let caller = stage.federate(person, role: name, account, origin, console: stealth != .low, now, &random)
    now += 30
    return stealth == .low
      ? caller.from(origin.using("aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-kali exe/x86_64.kali.2024 prompt/off"))
      : caller
  }
}
