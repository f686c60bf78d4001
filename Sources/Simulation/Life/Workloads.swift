/// Plays the machines, slice by slice.
struct Workloads {
  let stage: Stage
  let rate: Double
  /// Ten minutes.
  static let slice = 600.0

  func play(_ machine: Machine, slice: Int, start: Moment) {
    var random = Random(stage.seed, .machineSlice, machine.index, slice)
    switch machine.kind {
    case .batch, .backup, .monitor, .vendor: scheduled(machine, start, &random)
    case .controller, .node: cluster(machine, start, &random)
    case .google, .googleKey: google(machine, start, &random)
    case .azure: azure(machine, start, &random)
    case .instance, .function, .pod, .key: steady(machine, start, &random)
    }
  }

  private func bursts(_ machine: Machine, _ start: Moment, _ random: inout Random) -> Int {
    var mean = machine.pace / 6
    if machine.isDiurnal {
      // Customers are in Japan: busiest at 12:00 UTC (21:00 there), quiet at 20:00.
      let hours = Double((start.minuteOfDay / 60 + 24 - 12) % 24)
      let distance = min(hours, 24 - hours)
      mean *= 1.7 - distance / 9
      if start.day.isWeekend { mean *= 1.2 }
    }
    return random.count(mean: max(0, mean))
  }

  private func time(_ start: Moment, _ random: inout Random) -> Moment { start + random.fraction() * (Self.slice - 20) }

  /// Whether a workload's six hours end in the slice that begins at `start`.
  private func renews(_ machine: Machine, _ start: Moment) -> Bool {
    machine.kind != .key
      && (start.milliseconds + Int64(machine.minute) * 60_000) % 21_600_000 < Int64(Self.slice * 1000)
  }

  /// The session that a workload holds at a time, and the record of its issue if that falls into this slice.
  func session(_ machine: Machine, _ start: Moment, _ random: inout Random, issues: Bool = true) -> AWSCaller {
    let region = "ap-northeast-1"
    let agent = Agents.sdk(machine.index, Int(start.milliseconds / 86_400_000))
    if machine.kind == .key {
      let network =
        machine.index % 3 == 0 ? NetworkTable.first(.hosting, in: "FI") : Office.all[machine.index % 2 * 2].network
      let origin = Origin(network, host: Token(0x6B65, machine.index).high ^ stage.seed, agent: agent, device: Token(0))
      return AWSCaller.user(
        "svc-\(machine.service)-\(machine.index)", principal: "AIDA\(letters: Token(0x6B66, machine.index), 17)",
        key: "AKIA\(letters: Token(0x6B67, machine.index), 16)", machine.account, origin, focus: machine.index)
    }
    // Sessions last six hours; each machine renews at its own time.
    let shifted = start.milliseconds + Int64(machine.minute) * 60_000
    let period = shifted / 21_600_000
    let isNew = issues && renews(machine, start)
    let key: Line = "ASIA\(letters: Token(0x6B68, machine.index, Int(period), Int(truncatingIfNeeded: stage.seed)), 16)"
    let created = Moment(milliseconds: period * 21_600_000 - Int64(machine.minute) * 60_000)
    let name: String
    let delivery: AWSCaller.Delivery
    var source: Line = "\(machine.gateway)"
    var endpoint: Line?
    switch machine.kind {
    case .instance:
      // One in four is of a group that replaces its instances every week.
      let generation = machine.index % 4 == 0 ? Int(start.milliseconds / 604_800_000) : 0
      name = ("i-0\(hex: Token(0x6932, machine.index, generation), 16)" as Line).text
      delivery = .instance
      if machine.index % 2 == 0 {
        source = "10.20.\(machine.index / 250 % 250).\(machine.index % 250 + 4)"
        endpoint = "vpce-0\(hex: Token(0x7670, machine.account.index), 16)"
      }
      if isNew {
        stage.assume(
          "AssumeRole", by: #"{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}"#, source: "ec2.amazonaws.com",
          agent: "ec2.amazonaws.com", role: machine.role, session: name, key: key, machine.account, region: region,
          start + 1, &random)
      }
    case .function:
      name = "\(machine.service)-worker"
      delivery = .lambda(name)
      source = "\(NetworkTable.first(.cloud, in: "JP").host(Token(0x6C62, machine.index, Int(period)).high))"
      if isNew {
        stage.assume(
          "AssumeRole", by: #"{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}"#,
          source: "lambda.amazonaws.com", agent: "lambda.amazonaws.com", role: machine.role, session: name, key: key,
          machine.account, region: region, start + 1, &random)
      }
    default:
      name = "\(machine.service)-\(created.seconds)"
      let provider =
        "arn:aws:iam::\(machine.account.id):oidc-provider/oidc.eks.ap-northeast-1.amazonaws.com/id/\(("\(hex: Token(0x6F69, machine.account.index), 32)" as Line).text.uppercased())"
      delivery = .web(provider)
      if isNew {
        let subject = "system:serviceaccount:\(machine.service):\(machine.service)"
        stage.assume(
          "AssumeRoleWithWebIdentity",
          by:
            #"{"type":"WebIdentityUser","principalId":"\#(provider):sts.amazonaws.com:\#(subject)","userName":"\#(subject)","identityProvider":"\#(provider)"}"#,
          source: source, agent: agent, role: machine.role, session: name, key: key, machine.account, region: region,
          start + 1, &random)
      }
    }
    var caller = AWSCaller.session(
      role: machine.role, session: name, key: key, machine.account, created: created, delivery, source: source,
      agent: agent, region: region, focus: machine.index)
    caller.endpoint = endpoint
    return caller
  }

  private func steady(_ machine: Machine, _ start: Moment, _ random: inout Random) {
    let bursts = bursts(machine, start, &random)
    guard bursts > 0 || renews(machine, start) else { return }
    let caller = session(machine, start, &random)
    for _ in 0..<bursts {
      var now = time(start, &random)
      for _ in 0..<random.within(1...7) {
        let operations = machine.operations
        let operation = operations[min(random.below(operations.count), random.below(operations.count))]
        // A tool whose policy lacks a right asks for it again and again, as it has for months.
        let isDenied = machine.index % 17 == 5 && random.chance(0.05)
        stage.aws(caller, operation, now, &random, failure: isDenied ? Stage.denied : nil)
        now += 0.2 + random.fraction() * 2
      }
    }
  }

  private func google(_ machine: Machine, _ start: Moment, _ random: inout Random) {
    let project = machine.index % 2 == 0 ? "hoshigaoka-prod" : "hoshigaoka-data"
    let email = "\(machine.service)-\(machine.index)@\(project).iam.gserviceaccount.com"
    let isKey = machine.kind == .googleKey
    let keys =
      isKey
      ? ["putObject", "listObjects", "query"]
      : [
        ["publish", "pull", "getObject"], ["putObject", "getObject", "accessSecret"],
        ["query", "queryResults", "extract"],
      ][machine.index % 3]
    let address: Line =
      isKey
      ? "\(Office.all[0].network.host(Token(0x676B, machine.index).high))"
      : machine.index % 2 == 0
        ? "private" : "\(NetworkTable.all(.cloud, in: "JP")[1].host(Token(0x676C, machine.index).high))"
    for _ in 0..<bursts(machine, start, &random) {
      var now = time(start, &random)
      for _ in 0..<random.within(1...7) {
        stage.google(
          .account(email, key: isKey ? "\(hex: Token(0x676D, machine.index), 32)" : nil),
          GoogleTable.operation(keys[min(random.below(keys.count), random.below(keys.count))]), project: project,
          address: address, agent: "google-cloud-sdk gcloud-python/3.\(machine.index % 9).0,gzip(gfe)",
          focus: machine.index, now, &random)
        now += 0.3 + random.fraction() * 2
      }
    }
  }

  private func azure(_ machine: Machine, _ start: Moment, _ random: inout Random) {
    for _ in 0..<bursts(machine, start, &random) {
      var now = time(start, &random)
      for _ in 0..<random.within(1...4) {
        let operation = [
          "Microsoft.Storage/storageAccounts/listKeys/action", "Microsoft.Resources/deployments/write",
          "Microsoft.Web/sites/write", "Microsoft.Insights/diagnosticSettings/read",
        ][(machine.index + random.below(2)) % 4]
        stage.azure(
          .application(Token(0x617A, machine.index)), operation,
          resource:
            "rg-\(machine.service)/providers/\(operation.split(separator: "/").prefix(2).joined(separator: "/"))/\(machine.service)",
          address: NetworkTable.all(.cloud, in: "JP")[2].host(Token(0x617B, machine.index).high), now, &random)
        now += 1 + random.fraction() * 4
      }
    }
  }

  private func cluster(_ machine: Machine, _ start: Moment, _ random: inout Random) {
    let namespace = machine.service
    for _ in 0..<bursts(machine, start, &random) {
      var now = time(start, &random)
      for _ in 0..<random.within(2...6) {
        let pod = "\(namespace)-\(random.below(40))"
        if machine.kind == .node {
          let node = Stage.ClusterCaller.node(machine.index)
          let address: Line = "10.20.\(machine.index / 250).\(machine.index % 250 + 4)"
          let agent = "kubelet/v1.31.4 (linux/amd64) kubernetes/a78aa47"
          switch random.below(4) {
          case 0:
            stage.cluster(
              node, "patch", "nodes", namespace: nil,
              name: "ip-10-20-\(machine.index / 250)-\(machine.index % 250 + 4)", subresource: "status",
              address: address, agent: agent, now, &random)
          case 1:
            stage.cluster(
              node, "get", "configmaps", namespace: namespace, name: "\(namespace)-config", address: address,
              agent: agent, now, &random)
          case 2:
            stage.cluster(
              node, "get", "secrets", namespace: namespace, name: "\(namespace)-database", address: address,
              agent: agent, now, &random)
          default:
            stage.cluster(
              node, "patch", "pods", namespace: namespace, name: pod, subresource: "status", address: address,
              agent: agent, now, &random)
          }
        } else {
          let names = [
            "replicaset-controller", "deployment-controller", "endpointslice-controller", "horizontal-pod-autoscaler",
            "generic-garbage-collector",
          ]
          let account = Stage.ClusterCaller.account(namespace: "kube-system", name: names[machine.index % names.count])
          let agent =
            "kube-controller-manager/v1.31.4 (linux/amd64) kubernetes/a78aa47/system:serviceaccount:kube-system:\(names[machine.index % names.count])"
          let address: Line = "10.20.0.2"
          switch machine.index % names.count {
          case 0:
            stage.cluster(
              account, random.chance(0.5) ? "create" : "delete", "pods", namespace: namespace, name: pod,
              address: address, agent: agent, now, &random)
          case 1:
            stage.cluster(
              account, "update", "replicasets", namespace: namespace, name: namespace, group: "apps", address: address,
              agent: agent, now, &random)
          case 2:
            stage.cluster(
              account, "update", "endpointslices", namespace: namespace, name: namespace, group: "discovery.k8s.io",
              address: address, agent: agent, now, &random)
          case 3:
            stage.cluster(
              account, "update", "deployments", namespace: namespace, name: namespace, subresource: "scale",
              group: "apps", address: address, agent: agent, now, &random)
          default:
            stage.cluster(
              account, "list", "pods", namespace: nil, name: nil, address: address, agent: agent, now, &random)
          }
        }
        now += 0.1 + random.fraction() * 3
      }
    }
  }
}
