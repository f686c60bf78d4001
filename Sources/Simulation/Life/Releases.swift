/// How code reaches production: what a merge sets off.
struct Releases {
  let stage: Stage

  func afterMerge(_ repository: String, by person: Person, _ desk: Origin, _ at: Moment, _ random: inout Random) {
    guard let pipeline = stage.organisation.pipelines.first(where: { $0.repository == repository }) else { return }
    let number = Int(random.next() >> 30)
    let workflow: Line =
      #","workflow_id":\#(pipeline.repositoryID),"workflow_run_id":\#(number),"name":"deploy","event":"push","head_branch":"main","trigger_id":null,"run_attempt":1"#
    var now = at + 4
    stage.github("workflows.created_workflow_run", by: person, repository: repository, desk, now, &random, workflow)
    now += 20 + random.fraction() * 60
    // GitHub's own runners come from everywhere in its provider's ranges.
    let runner = NetworkTable.all(.cloud, in: "US")[2].host(random.next())
    let key: Line = "ASIA\(letters: random.token(), 16)"
    let provider = "arn:aws:iam::\(Account.production.id):oidc-provider/token.actions.githubusercontent.com"
    let subject = "repo:\(repository):environment:production"
    let agent =
      "aws-sdk-js/3.726.1 ua/2.1 os/linux#6.8.0-1020-azure lang/js md/nodejs#20.18.1 configure-aws-credentials-for-github-actions"
    stage.assume(
      "AssumeRoleWithWebIdentity",
      by:
        #"{"type":"WebIdentityUser","principalId":"\#(provider):sts.amazonaws.com:\#(subject)","userName":"\#(subject)","identityProvider":"\#(provider)"}"#,
      source: "\(runner)", agent: agent, role: pipeline.role, session: "GitHubActions", key: key, .production,
      region: "ap-northeast-1", now, &random)
    let day = Int(now.milliseconds / 86_400_000)
    let caller = AWSCaller.session(
      role: pipeline.role, session: "GitHubActions", key: key, .production, created: now, .web(provider),
      source: "\(runner)",
      agent: pipeline.tool == .terraform ? Agents.terraform(day) : Agents.boto(pipeline.index, day),
      region: "ap-northeast-1", focus: pipeline.index * 3)
    now += 10
    switch pipeline.tool {
    case .terraform: plan(caller, count: 14, now, &random, applies: true)
    case .cloudFormation:
      run(
        caller,
        "cloudformation:DescribeStacks s3:PutObject cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet cloudformation:DescribeStackEvents cloudformation:DescribeStackEvents lambda:UpdateFunctionCode20150331v2 lambda:PublishVersion20150331 cloudfront:CreateInvalidation",
        now, &random)
    case .containers:
      run(
        caller,
        "ecr:GetAuthorizationToken ecr:InitiateLayerUpload ecr:PutImage ecs:RegisterTaskDefinition ecs:UpdateService ecs:DescribeServices ecs:DescribeServices",
        now, &random)
    case .argo:
      run(caller, "ecr:GetAuthorizationToken ecr:InitiateLayerUpload ecr:PutImage", now, &random)
      argo(pipeline, now + 90, &random)
    }
    stage.github(
      "workflows.completed_workflow_run", actor: person.github, number: 5_000_000 + person.index,
      repository: repository, origin: nil, now + 240, &random,
      #"\#(workflow),"conclusion":"\#(random.chance(0.93) ? "success" : "failure")""#)
    if random.chance(0.3) {
      stage.github(
        "release.publish", by: person, repository: repository, desk, now + 300, &random,
        #","release_id":\#(number / 7)"#)
    }
  }

  private func run(_ caller: AWSCaller, _ keys: String, _ at: Moment, _ random: inout Random) {
    var now = at
    for operation in AWSTable.operations(keys) {
      stage.aws(caller, operation, now, &random)
      now += 2 + random.fraction() * 12
    }
  }

  private static let refreshes = AWSTable.operations(
    "ec2:DescribeVpcs ec2:DescribeSubnets ec2:DescribeSecurityGroups ec2:DescribeRouteTables iam:GetRole iam:ListAttachedRolePolicies iam:GetRolePolicy s3:HeadBucket s3:GetBucketPolicy s3:GetBucketEncryption s3:GetBucketVersioning s3:GetBucketPublicAccessBlock kms:DescribeKey kms:GetKeyRotationStatus lambda:GetFunction20150331v2 ecs:DescribeServices rds:DescribeDBInstances"
  )
  private static let applications = AWSTable.operations(
    "ec2:CreateTags iam:PutRolePolicy ecs:RegisterTaskDefinition ecs:UpdateService ec2:AuthorizeSecurityGroupIngress monitoring:PutMetricAlarm autoscaling:UpdateAutoScalingGroup s3:PutBucketTagging iam:CreateRole secretsmanager:PutSecretValue"
  )

  /// A refresh of the state, and what is applied of it.
  func plan(_ caller: AWSCaller, count: Int, _ at: Moment, _ random: inout Random, applies: Bool = false) {
    var now = at
    stage.aws(caller, "sts:GetCallerIdentity", now, &random)
    stage.aws(caller, "dynamodb:PutItem", now + 0.5, &random)
    for _ in 0..<count {
      now += 0.2 + random.fraction()
      stage.aws(caller, random.pick(Self.refreshes), now, &random)
    }
    guard applies else { return }
    for _ in 0..<random.within(1...6) {
      now += 1 + random.fraction() * 6
      stage.aws(caller, random.pick(Self.applications), now, &random)
    }
  }

  private func argo(_ pipeline: Pipeline, _ at: Moment, _ random: inout Random) {
    let account = Stage.ClusterCaller.account(namespace: "argocd", name: "argocd-application-controller")
    for (index, resource) in ["configmaps", "deployments", "services"].enumerated() {
      stage.cluster(
        account, "patch", resource, namespace: pipeline.service, name: pipeline.service,
        group: resource == "deployments" ? "apps" : "", address: "10.20.1.17",
        agent: "argocd-application-controller/v2.13.2 (linux/amd64) kubernetes/$Format", at + Double(index), &random)
    }
  }
}
