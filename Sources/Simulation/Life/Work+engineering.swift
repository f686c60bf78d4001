extension Work {
  /// The repositories that somebody works in: their team's three, at times another's.
  private func repository(_ actor: inout Actor) -> String {
    let pipelines = organisation.pipelines
    guard !pipelines.isEmpty else { return "\(Organisation.name)/webshop" }
    let index =
      actor.random.chance(0.92) ? actor.person.index * 3 + actor.random.below(3) : actor.random.below(pipelines.count)
    return pipelines[index % pipelines.count].repository
  }

  func code(_ actor: inout Actor) {
    let person = actor.person
    let repository = repository(&actor)
    let git = actor.origin.using(Agents.git(person, date(actor)))
    stage.git("fetch", person, repository, git, actor.now, &actor.random)
    for _ in 0..<actor.random.within(1...3) {
      actor.wait(400)
      stage.git(actor.random.chance(0.5) ? "push" : "fetch", person, repository, git, actor.now, &actor.random)
    }
    let web = actor.origin
    let number = 100 + actor.random.below(900)
    let pull: Line =
      #","pull_request_id":\#(number * 7919),"pull_request_title":"Improve \#(actor.random.pick(ResourceTable.services))","pull_request_url":"https://github.com/\#(repository)/pull/\#(number)","head_branch":"\#(person.given)/work-\#(number)""#
    switch actor.random.below(10) {
    case 0..<3:
      stage.github("pull_request.create", by: person, repository: repository, web, actor.now + 60, &actor.random, pull)
    case 3..<6:
      stage.github(
        "pull_request_review.submit", by: person, repository: repository, web, actor.now + 60, &actor.random, pull)
    case 6..<8:
      stage.github("pull_request.merge", by: person, repository: repository, web, actor.now + 60, &actor.random, pull)
      Releases(stage: stage).afterMerge(repository, by: person, web, actor.now + 65, &actor.random)
    case 8 where actor.random.chance(0.15): stage.git("clone", person, repository, git, actor.now + 90, &actor.random)
    default: break
    }
  }

  /// The role and account that somebody takes at this moment.
  private func assignment(_ actor: inout Actor) -> (String, Account) {
    switch actor.person.role {
    case .sre:
      actor.random.chance(0.6)
        ? ("AdministratorAccess", .production)
        : ("PowerUserAccess", actor.random.pick([.staging, .data, .development]))
    case .security: ("SecurityAudit", actor.random.pick(Account.all))
    case .analyst: ("DataAnalyst", .data)
    default: actor.random.chance(0.35) ? ("ReadOnlyAccess", .production) : ("PowerUserAccess", .development)
    }
  }

  private static let readings = AWSTable.operations(
    "ec2:DescribeInstances ec2:DescribeSecurityGroups logs:FilterLogEvents logs:DescribeLogGroups logs:DescribeLogStreams ecs:DescribeServices ecs:ListTasks ecs:DescribeTasks cloudformation:DescribeStacks lambda:ListFunctions20150331 lambda:GetFunction20150331v2 s3:ListBuckets s3:ListObjects s3:GetObject monitoring:GetMetricData monitoring:DescribeAlarms rds:DescribeDBInstances sqs:GetQueueAttributes dynamodb:DescribeTable ecr:GetAuthorizationToken eks:DescribeCluster"
  )
  private static let changes = AWSTable.operations(
    "lambda:UpdateFunctionCode20150331v2 lambda:UpdateFunctionConfiguration20150331v2 s3:PutObject ecs:UpdateService ec2:CreateTags ec2:StartInstances ec2:StopInstances s3:DeleteObject monitoring:PutMetricAlarm cloudformation:CreateChangeSet"
  )
  private static let operations = AWSTable.operations(
    "ec2:StartInstances ec2:StopInstances ec2:RebootInstances autoscaling:SetDesiredCapacity ssm:StartSession ssm:SendCommand rds:ModifyDBInstance ecs:UpdateService ec2:AuthorizeSecurityGroupIngress ec2:CreateTags secretsmanager:GetSecretValue ec2:TerminateInstances lambda:UpdateFunctionConfiguration20150331v2"
  )

  func shell(_ actor: inout Actor) {
    let (role, account) = assignment(&actor)
    let origin = actor.origin.using(Agents.cli(actor.person, date(actor)))
    let caller = stage.federate(
      actor.person, role: role, account, actor.origin, console: false, actor.now, &actor.random
    ).from(origin)
    actor.wait(8)
    stage.aws(caller, "sts:GetCallerIdentity", actor.now, &actor.random)
    use(caller, &actor, count: actor.random.within(3...9))
  }

  func console(_ actor: inout Actor) {
    let (role, account) = assignment(&actor)
    let caller = stage.federate(
      actor.person, role: role, account, actor.origin, console: true, actor.now, &actor.random)
    actor.wait(12)
    use(caller, &actor, count: actor.random.within(5...16))
  }

  private func use(_ caller: AWSCaller, _ actor: inout Actor, count: Int) {
    let writes = actor.person.role == .sre ? Self.operations : Self.changes
    let mayWrite = actor.person.role == .sre || caller.account.index == Account.development.index
    for _ in 0..<count {
      actor.wait(caller.isConsole ? 15 : 40)
      let isWrite = mayWrite && actor.random.chance(0.16)
      let list = isWrite ? writes : Self.readings
      // People come back to a handful of operations.
      let index =
        actor.random.chance(0.85) ? actor.person.index * 5 + actor.random.below(8) : actor.random.below(list.count)
      let isDenied = !mayWrite && actor.random.chance(0.03)
      stage.aws(caller, list[index % list.count], actor.now, &actor.random, failure: isDenied ? Stage.denied : nil)
    }
  }

  func terraform(_ actor: inout Actor) {
    let (role, account) =
      actor.person.role == .sre ? ("AdministratorAccess", Account.staging) : ("PowerUserAccess", Account.development)
    let origin = actor.origin.using(Agents.terraform(date(actor)))
    let caller = stage.federate(
      actor.person, role: role, account, actor.origin, console: false, actor.now, &actor.random
    ).from(origin)
    Releases(stage: stage).plan(caller, count: actor.random.within(8...24), actor.now + 5, &actor.random)
  }

  /// The script that still runs with a key of its own from the owner's laptop.
  func script(_ actor: inout Actor) {
    let origin = actor.origin.using(Agents.boto(actor.person.lag * 10, date(actor)))
    let caller = AWSCaller.user(
      actor.person.handle, principal: actor.person.iamPrincipal, key: actor.person.accessKey, .production, origin,
      focus: actor.person.index)
    stage.aws(caller, "s3:ListObjects", actor.now, &actor.random)
    for _ in 0..<actor.random.within(2...6) {
      actor.wait(3)
      stage.aws(caller, actor.random.chance(0.7) ? "s3:GetObject" : "s3:PutObject", actor.now, &actor.random)
    }
  }

  func cluster(_ actor: inout Actor) {
    let role = actor.person.role == .sre ? "AdministratorAccess" : "PowerUserAccess"
    let reserved = "AWSReservedSSO_\(role)_\(("\(hex: Token(0x7373, role.hashed, 0), 16)" as Line).text)"
    let caller = stage.federate(
      actor.person, role: role, .production, actor.origin, console: false, actor.now, &actor.random)
    let who = Stage.ClusterCaller.aws(caller, role: reserved)
    let namespace = ResourceTable.services[actor.person.index * 3 % ResourceTable.services.count]
    let pod = "\(namespace)-\(("\(hex: Token(actor.person.index, actor.day), 9)" as Line).text)"
    let agent = Agents.kubectl(actor.person, date(actor))
    for _ in 0..<actor.random.within(3...9) {
      actor.wait(25)
      let address: Line = "\(actor.origin.address)"
      switch actor.random.below(20) {
      case 0..<7:
        stage.cluster(
          who, "list", "pods", namespace: namespace, name: nil, address: address, agent: agent, actor.now, &actor.random
        )
      case 7..<11:
        stage.cluster(
          who, "get", "pods", namespace: namespace, name: pod, subresource: "log", address: address, agent: agent,
          actor.now, &actor.random)
      case 11..<14:
        stage.cluster(
          who, "get", "deployments", namespace: namespace, name: namespace, group: "apps", address: address,
          agent: agent, actor.now, &actor.random)
      case 14..<16:
        stage.cluster(
          who, "list", "events", namespace: namespace, name: nil, address: address, agent: agent, actor.now,
          &actor.random)
      case 16:
        stage.cluster(
          who, "get", "configmaps", namespace: namespace, name: "\(namespace)-config", address: address, agent: agent,
          actor.now, &actor.random)
      case 17 where actor.person.role == .sre:
        stage.cluster(
          who, "patch", "deployments", namespace: namespace, name: namespace, group: "apps", address: address,
          agent: agent, actor.now, &actor.random)
      case 18 where actor.person.role == .sre:
        stage.cluster(
          who, "delete", "pods", namespace: namespace, name: pod, address: address, agent: agent, actor.now,
          &actor.random)
      case 19 where actor.random.chance(0.25):
        stage.cluster(
          who, "create", "pods", namespace: namespace, name: pod, subresource: "exec", address: address, agent: agent,
          actor.now, &actor.random, code: 101)
      default:
        stage.cluster(
          who, "list", "services", namespace: namespace, name: nil, address: address, agent: agent, actor.now,
          &actor.random)
      }
    }
  }

  func google(_ actor: inout Actor) {
    let isAnalyst = actor.person.role == .analyst
    let keys =
      isAnalyst
      ? ["query", "query", "queryResults", "queryResults", "listTables", "tableData", "listObjects"]
      : ["listInstances", "getInstance", "listLogs", "timeSeries", "listObjects", "getProject", "getObject"]
    let agent = isAnalyst ? actor.origin.agent : Agents.gcloud(actor.person, date(actor))
    for _ in 0..<actor.random.within(2...8) {
      let operation = GoogleTable.operation(actor.random.pick(keys))
      stage.google(
        .person(actor.person), operation, project: isAnalyst ? "hoshigaoka-data" : "hoshigaoka-prod",
        address: "\(actor.origin.address)", agent: agent, focus: actor.person.index, actor.now, &actor.random)
      actor.wait(60)
    }
  }

  private static let queries = AWSTable.operations(
    "athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults glue:GetTables glue:GetDatabases s3:GetObject s3:ListObjects"
  )

  func analytics(_ actor: inout Actor) {
    let caller = stage.federate(
      actor.person, role: "DataAnalyst", .data, actor.origin, console: true, actor.now, &actor.random)
    for _ in 0..<actor.random.within(3...12) {
      actor.wait(45)
      stage.aws(caller, actor.random.pick(Self.queries), actor.now, &actor.random)
    }
  }

  func gitlab(_ actor: inout Actor) {
    let project = ["models", "notebooks", "dashboards"][actor.person.index % 3]
    let choices = [
      ("repository_git_operation", "Fetched repository"),
      ("merge_request_merged_by_project_bot", "Merged a merge request"), ("project_unarchived", "Project unarchived"),
      ("merge_request_create", "Created a merge request"),
      ("project_feature_updated", "Changed a feature of the project"),
    ]
    let choice = choices[actor.random.chance(0.85) ? [0, 3][actor.random.below(2)] : actor.random.chance(0.9) ? 1 : 4]
    stage.gitlab(
      choice.0, message: choice.1, by: actor.person, project: project,
      target: #""target_id":\#(3000 + actor.person.index % 3),"target_type":"Project","target_details":"\#(project)""#,
      actor.origin, actor.now, &actor.random)
  }

  func azure(_ actor: inout Actor) {
    let group = "rg-\(ResourceTable.services[actor.person.index % 8])"
    for _ in 0..<actor.random.within(2...6) {
      let operation = actor.random.pick([
        "Microsoft.Compute/virtualMachines/restart/action", "Microsoft.Web/sites/write",
        "Microsoft.Resources/deployments/write", "Microsoft.Insights/metricAlerts/write",
        "Microsoft.Compute/virtualMachines/start/action", "Microsoft.Network/networkSecurityGroups/write",
        "Microsoft.Storage/storageAccounts/write",
      ])
      let provider = operation.split(separator: "/").prefix(2).joined(separator: "/")
      stage.azure(
        .person(actor.person), operation, resource: "\(group)/providers/\(provider)/\(group)-1",
        address: actor.origin.address, actor.now, &actor.random)
      actor.wait(120)
    }
  }
}
