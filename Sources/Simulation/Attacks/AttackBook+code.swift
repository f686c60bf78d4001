extension AttackBook {
  static let code: [Attack] = [
    Attack(
      name: "ci-token-leak",
      description:
        "A leaked token moves an action's tag; the next runs print their secrets; the deploy role is used from elsewhere",
      techniques: ["T1195.001", "T1552.001", "T1078.004"]
    ) { it in
      let person = it.victim(.engineer)
      let origin = it.origin(like: person.office.country, agent: Agents.git(person, it.date), loudAgent: "git/2.43.0")
      let pipelines = it.organisation.pipelines
      let pipeline = pipelines[it.random.below(pipelines.count)]
      let shared = "\(Organisation.name)/setup-action"
      it.stage.github(
        "git.clone", by: person, repository: shared, origin, it.now, &it.random,
        #","transport_protocol_name":"http","transport_protocol":1\#(it.stage.token(person, 1))"#)
      it.wait(120)
      for _ in 0..<max(1, it.times(8)) {
        it.stage.github(
          "git.push", by: person, repository: shared, origin, it.now, &it.random,
          #","transport_protocol_name":"http","transport_protocol":1,"ref":"refs/tags/v1","forced":true\#(it.stage.token(person, 1))"#
        )
        it.wait(20)
      }
      if it.stealth != .high {
        it.stage.github(
          "repository_ruleset.destroy", by: person, repository: shared, origin, it.now, &it.random,
          #","ruleset_name":"tags are final"\#(it.stage.token(person, 1))"#)
      }
      it.wait(600)
      for target in pipelines.prefix(max(1, it.times(10))) {
        it.stage.github(
          "workflows.completed_workflow_run", by: person, repository: target.repository, origin, it.now, &it.random,
          #","workflow_id":\#(target.repositoryID),"workflow_run_id":\#(Int(it.random.next() >> 30)),"name":"deploy","event":"workflow_dispatch","head_branch":"main","conclusion":"success"\#(it.stage.token(person, 1))"#
        )
        it.wait(60)
      }
      let key: Line = "ASIA\(letters: it.random.token(), 16)"
      let host = it.origin(
        like: "JP", agent: Agents.boto(pipeline.index, it.date),
        loudAgent: "aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-kali exe/x86_64.kali.2024 prompt/off")
      let provider = "arn:aws:iam::\(Account.production.id):oidc-provider/token.actions.githubusercontent.com"
      let subject = "repo:\(pipeline.repository):environment:production"
      it.stage.assume(
        "AssumeRoleWithWebIdentity",
        by:
          #"{"type":"WebIdentityUser","principalId":"\#(provider):sts.amazonaws.com:\#(subject)","userName":"\#(subject)","identityProvider":"\#(provider)"}"#,
        source: "\(host.address)", agent: host.agent, role: pipeline.role, session: "GitHubActions", key: key,
        .production, region: "ap-northeast-1", it.now, &it.random)
      it.wait(20)
      let caller = AWSCaller.session(
        role: pipeline.role, session: "GitHubActions", key: key, .production, created: it.now, .web(provider),
        source: "\(host.address)", agent: host.agent, region: "ap-northeast-1", focus: pipeline.index * 3)
      it.aws(caller, "sts:GetCallerIdentity secretsmanager:ListSecrets", every: 10)
      it.aws(caller, "secretsmanager:GetSecretValue", times: it.times(16), every: 8)
    },
    Attack(
      name: "mass-clone", description: "A stolen personal token clones every repository that it can",
      techniques: ["T1078.004", "T1213.003"]
    ) { it in
      let person = it.victim(.engineer)
      let origin = it.origin(like: person.office.country, agent: Agents.git(person, it.date), loudAgent: "git/2.43.0")
      for suffix in ["", "-infra", "-web"].prefix(it.stealth == .low ? 3 : 1) {
        for service in ResourceTable.services.prefix(it.stealth == .high ? 8 : 30) {
          it.stage.github(
            "git.clone", by: person, repository: "\(Organisation.name)/\(service)\(suffix)", origin, it.now, &it.random,
            #","transport_protocol_name":"http","transport_protocol":1\#(it.stage.token(person, 2))"#)
          it.wait(6)
        }
      }
    },
    Attack(
      name: "repository-public",
      description: "A hijacked administrator makes private repositories public and adds a deploy key",
      techniques: ["T1078.004", "T1567.001", "T1098.004"]
    ) { it in
      let person = it.victim(.sre)
      let origin = it.browser(of: person)
      for pipeline in it.organisation.pipelines.prefix(max(1, it.times(10))) {
        it.stage.github(
          "repo.access", by: person, repository: pipeline.repository, origin, it.now, &it.random,
          #","previous_visibility":"private""#)
        it.wait(40)
        it.stage.github(
          "public_key.create", by: person, repository: pipeline.repository, origin, it.now, &it.random,
          #","title":"mirror","fingerprint":"SHA256:\#(letters: it.random.token(), 24)","read_only":"false""#)
        it.wait(20)
      }
    },
  ]
}
