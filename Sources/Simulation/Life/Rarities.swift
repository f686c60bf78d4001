/// What happens seldom and is nobody's fault: people who come and go, pages in the night, audits, clean-ups, rotations.
/// Each is labelled as benign in `truth.jsonl`.
struct Rarities {
  let stage: Stage
  let rate: Double
  var organisation: Organisation { stage.organisation }

  /// Plays the day and gives its labels.
  func play(day: Int) -> [Label] {
    var random = Random(stage.seed, .organisationDay, day)
    let noon = organisation.date(day).start + 3 * 3600
    var labels: [Label] = []
    for person in organisation.people {
      // Accounts are made the day before.
      if person.hired == day + 1 { labels.append(join(person, day, &random)) }
      if person.leaves == day { labels.append(leave(person, day, &random)) }
      if person.factorResetDay == day, person.isEmployed(day) { labels.append(resetFactor(person, day, &random)) }
      if let trip = person.trips.first(where: { $0.days.lowerBound == day }), person.isEmployed(day) {
        labels.append(
          Label(
            .benign, "travel", identity: person.email, description: "Travels to \(trip.country)",
            start: organisation.date(day).start, end: organisation.date(trip.days.upperBound + 1).start))
      }
      if let absence = person.absences.first(where: { $0.lowerBound == day }), person.isEmployed(day) {
        labels.append(
          Label(
            .benign, "leave", identity: person.email, description: "Is on leave", start: organisation.date(day).start,
            end: organisation.date(absence.upperBound + 1).start))
      }
      if let change = person.change, change.day == day, person.isEmployed(day) {
        labels.append(
          Label(
            .benign, "role_change", identity: person.email, description: "Becomes \(change.role.rawValue)",
            start: organisation.date(day).start, end: organisation.date(organisation.days).start))
      }
      if person.laptopDay == day, person.isEmployed(day) {
        labels.append(
          Label(.benign, "new_laptop", identity: person.email, description: "Gets a new laptop", start: noon, end: noon)
        )
      }
    }
    if day < organisation.days / 3 { export(day, noon, &random) }
    let keeper = organisation.people(.sre, employedOn: day)
    guard !keeper.isEmpty else { return labels }
    let onCall = keeper[day / 7 % keeper.count]
    if random.chance(0.3) { labels.append(incident(onCall, day, &random)) }
    let date = organisation.date(day)
    if date.weekday == 2 { labels.append(cleanUp(keeper[day % keeper.count], day, &random)) }
    if date.weekday == 3, date.day <= 7 { labels.append(rotate(keeper[day % keeper.count], day, &random)) }
    if date.day == 15 { audit(day).map { labels.append($0) } }
    return labels
  }

  private func helpDesk(_ day: Int) -> (Person, Origin)? {
    let helpers = organisation.people(.helpdesk, employedOn: day)
    guard !helpers.isEmpty else { return nil }
    let person = helpers[day % helpers.count]
    return (person, desk(person, day))
  }

  private func desk(_ person: Person, _ day: Int, _ place: Place = .office) -> Origin {
    person.origin(place, day: day, start: organisation.start.number, seed: stage.seed)
  }

  /// An hour of the day where somebody works.
  private func hour(_ hour: Double, _ person: Person, _ day: Int) -> Moment {
    organisation.date(day).start + (hour - person.office.geo.offset) * 3600
  }

  private func join(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let first = hour(8, person, day + 1)
    if let (helper, origin) = helpDesk(day) {
      let at = hour(14, helper, day)
      let session = helper.session(day, origin)
      stage.okta(
        helper, OktaEvent(type: "user.lifecycle.create", message: "Create Okta user", targets: stage.oktaUser(person)),
        origin, session: session, at, &random)
      stage.okta(
        helper,
        OktaEvent(type: "user.lifecycle.activate", message: "Activate Okta user", targets: stage.oktaUser(person)),
        origin, session: session, at + 40, &random)
      stage.workspace(
        "admin", "USER_SETTINGS", "CREATE_USER", by: helper, origin, at + 100, &random,
        #"{"name":"USER_EMAIL","value":"\#(person.email)"}"#)
      stage.slack("user_created", by: helper, entity: stage.slackUser(person), origin, at + 200, &random)
      if person.role.usesMicrosoft {
        stage.entra(
          "Add user", category: "UserManagement", by: helper, origin, targets: stage.entraUser(person), at + 300,
          &random)
      }
      if person.role.isTechnical {
        stage.github(
          "org.add_member", by: helper, repository: nil, origin, at + 400, &random,
          #","user":"\#(person.github)","user_id":\#(5_000_000 + person.index)"#)
      }
    }
    let origin = desk(person, day + 1)
    stage.okta(
      person,
      OktaEvent(
        type: "user.mfa.factor.activate", message: "Activate factor for user", debug: #","factor":"OKTA_VERIFY_PUSH""#,
        targets: stage.oktaUser(person)), origin, session: person.session(day + 1, origin), first, &random)
    return Label(
      .benign, "joiner", identity: person.email, description: "Joins as \(person.role.rawValue)", start: first,
      end: first + 86_400)
  }

  private func leave(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let at = hour(15, person, day)
    if let (helper, origin) = helpDesk(day) {
      stage.okta(
        helper,
        OktaEvent(type: "user.lifecycle.deactivate", message: "Deactivate Okta user", targets: stage.oktaUser(person)),
        origin, session: helper.session(day, origin), at, &random)
      stage.workspace(
        "admin", "USER_SETTINGS", "SUSPEND_USER", by: helper, origin, at + 30, &random,
        #"{"name":"USER_EMAIL","value":"\#(person.email)"}"#)
      stage.slack("user_deactivated", by: helper, entity: stage.slackUser(person), origin, at + 60, &random)
      if person.role.usesMicrosoft {
        stage.entra(
          "Disable account", category: "UserManagement", by: helper, origin, targets: stage.entraUser(person), at + 90,
          &random)
      }
      if person.role.isTechnical, !person.isForgotten {
        stage.github(
          "org.remove_member", by: helper, repository: nil, origin, at + 120, &random,
          #","user":"\#(person.github)","user_id":\#(5_000_000 + person.index)"#)
      }
    }
    let keepers = organisation.people(.sre, employedOn: day)
    if person.hasKey, !person.isForgotten, let keeper = keepers.first {
      let caller = stage.federate(
        keeper, role: "AdministratorAccess", .production, desk(keeper, day), console: true, at + 600, &random)
      stage.aws(caller, "iam:ListAccessKeys", at + 620, &random, named: [UInt8(ascii: "O"): person.handle])
      stage.aws(
        caller, "iam:DeleteAccessKey", at + 660, &random,
        named: [UInt8(ascii: "O"): person.handle, UInt8(ascii: "K"): person.accessKey.text])
      stage.aws(caller, "iam:DeleteUser", at + 690, &random, named: [UInt8(ascii: "O"): person.handle])
    }
    return Label(
      .benign, "leaver", identity: person.email,
      description: person.isForgotten
        ? "Leaves; an access key and the membership on GitHub are forgotten" : "Leaves; accounts are closed", start: at,
      end: at + 900)
  }

  private func resetFactor(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let at = organisation.date(day).start + (10 - person.office.geo.offset) * 3600
    if let (helper, origin) = helpDesk(day) {
      stage.okta(
        helper,
        OktaEvent(
          type: "user.mfa.factor.reset_all", message: "Reset all factors for user", targets: stage.oktaUser(person)),
        origin, session: helper.session(day, origin), at, &random)
    }
    stage.okta(
      person,
      OktaEvent(
        type: "user.mfa.factor.activate", message: "Activate factor for user", debug: #","factor":"OKTA_VERIFY_PUSH""#,
        targets: stage.oktaUser(person)), desk(person, day), session: person.session(day, desk(person, day)), at + 480,
      &random)
    return Label(
      .benign, "factor_reset", identity: person.email, description: "Has a new phone; the help desk resets the factor",
      start: at, end: at + 600)
  }

  /// A page in the night: unusual acts at an unusual hour, by who is on call.
  private func incident(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let hour = random.pick([0.5, 2, 3, 4, 22, 23]) + random.fraction()
    var now = organisation.date(day).start + (hour - person.office.geo.offset) * 3600
    if now < organisation.date(day).start { now += 86_400 }
    let start = now
    let origin = desk(person, day, .home)
    let session = stage.oktaSignIn(person, origin, now, &random)
    now += 40
    stage.okta(
      person,
      OktaEvent(
        type: "user.authentication.sso", message: "User single sign on to app",
        targets: stage.oktaApplication(12, person)), origin, session: session, now, &random)
    now += 60
    let caller = stage.federate(person, role: "BreakGlassAdmin", .production, origin, console: true, now, &random)
    let acts = AWSTable.operations(
      "logs:FilterLogEvents ecs:DescribeServices monitoring:GetMetricData rds:DescribeDBInstances ecs:UpdateService autoscaling:SetDesiredCapacity rds:RebootDBInstance ssm:StartSession ec2:RebootInstances logs:StartQuery elasticloadbalancing:DescribeTargetHealth secretsmanager:GetSecretValue"
    )
    for _ in 0..<random.within(14...40) {
      now += 10 + random.fraction() * 60
      stage.aws(caller, random.pick(acts), now, &random)
    }
    return Label(
      .benign, "on_call", identity: person.email, description: "Answers a page with the break-glass role", start: start,
      end: now)
  }

  /// Old snapshots and images go, many at once.
  private func cleanUp(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let at = hour(14, person, day)
    let origin = desk(person, day).using(Agents.cli(person, organisation.start.number + day))
    let caller = stage.federate(
      person, role: "AdministratorAccess", .staging, desk(person, day), console: false, at, &random
    ).from(origin)
    var now = at + 10
    stage.aws(caller, "ec2:DescribeSnapshots", now, &random)
    for _ in 0..<random.within(25...90) {
      now += 0.5 + random.fraction()
      stage.aws(caller, "ec2:DeleteSnapshot", now, &random)
    }
    for _ in 0..<random.within(2...6) {
      now += 1
      stage.aws(caller, "ec2:DeregisterImage", now, &random)
    }
    return Label(
      .benign, "clean_up", identity: person.email, description: "Deletes old snapshots of staging", start: at, end: now)
  }

  /// Keys of services are renewed: a second is made, the first goes a day later.
  private func rotate(_ person: Person, _ day: Int, _ random: inout Random) -> Label {
    let at = hour(13, person, day)
    let caller = stage.federate(
      person, role: "AdministratorAccess", .production, desk(person, day), console: true, at, &random)
    var now = at + 60
    for machine in organisation.machines where machine.kind == .key && machine.account.index == 0 {
      let names: [UInt8: String] = [
        UInt8(ascii: "O"): "svc-\(machine.service)-\(machine.index)",
        UInt8(ascii: "K"): ("AKIA\(letters: random.token(), 16)" as Line).text,
      ]
      stage.aws(caller, "iam:CreateAccessKey", now, &random, named: names)
      now += 240
      stage.aws(caller, "iam:UpdateAccessKey", now, &random, named: names)
      now += 60
    }
    stage.aws(caller, "secretsmanager:RotateSecret", now, &random)
    return Label(
      .benign, "rotation", identity: person.email, description: "Rotates the keys of services", start: at, end: now)
  }

  /// A migration that ends: its service account's key is left behind.
  private func export(_ day: Int, _ at: Moment, _ random: inout Random) {
    let address = Office.all[0].network.host(Token(0x6C67, 2).high)
    var now = at
    for _ in 0..<random.within(10...30) {
      stage.google(
        Self.legacy, GoogleTable.operation(random.chance(0.8) ? "getObject" : "listObjects"),
        project: "hoshigaoka-prod", address: "\(address)", agent: "google-cloud-sdk gcloud-python/3.4.0,gzip(gfe)",
        focus: 5, now, &random)
      now += 2 + random.fraction() * 9
    }
  }

  static let legacy = Stage.GooglePrincipal.account(
    "legacy-export@hoshigaoka-prod.iam.gserviceaccount.com", key: "\(hex: Token(0x6C67, 1), 32)")

  /// The monthly audit lists everything everywhere.
  private func audit(_ day: Int) -> Label? {
    guard let person = organisation.people(.security, employedOn: day).first else { return nil }
    var random = Random(stage.seed, .organisationDay, day, 1)
    let at = hour(11, person, day)
    var now = at
    for account in Account.all {
      let caller = stage.federate(
        person, role: "SecurityAudit", account, desk(person, day), console: false, now, &random
      ).from(desk(person, day).using(Agents.boto(4, organisation.start.number + day)))
      for _ in 0..<60 {
        now += 0.4 + random.fraction()
        stage.aws(
          caller,
          random.pick([
            "iam:ListUsers", "iam:ListAccessKeys", "iam:GetAccountAuthorizationDetails", "s3:GetBucketPolicy",
            "s3:GetBucketEncryption", "ec2:DescribeSecurityGroups", "ec2:DescribeSnapshots", "kms:ListKeys",
            "secretsmanager:ListSecrets", "iam:ListMFADevices",
          ]), now, &random)
      }
    }
    return Label(
      .benign, "audit", identity: person.email, description: "Lists all accounts for the monthly audit", start: at,
      end: now)
  }
}
