extension AttackBook {
  static let identity: [Attack] = [
    Attack(
      name: "helpdesk-reset",
      description:
        "The help desk is talked into resetting an administrator's factors; the attacker enrols a new one and goes to AWS",
      techniques: ["T1598.004", "T1556.006", "T1078.004"]
    ) { it in
      let person = it.victim(.sre)
      let desk = it.organisation.people(.helpdesk, employedOn: it.day)
      let helper = desk.first ?? it.organisation.people[0]
      let bench = helper.origin(.office, day: it.day, start: it.organisation.start.number, seed: it.stage.seed)
      it.stage.okta(
        helper,
        OktaEvent(
          type: "user.mfa.factor.reset_all", message: "Reset all factors for user", targets: it.stage.oktaUser(person)),
        bench, session: helper.session(it.day, bench), it.now, &it.random)
      it.wait(120)
      it.stage.okta(
        helper,
        OktaEvent(
          type: "user.account.reset_password", message: "Fired when the user's Okta password is reset",
          targets: it.stage.oktaUser(person)), bench, session: helper.session(it.day, bench), it.now, &it.random)
      it.wait(200)
      let origin = it.browser(of: person)
      let session = it.signIn(person, origin)
      it.stage.okta(
        person,
        OktaEvent(
          type: "user.mfa.factor.activate", message: "Activate factor for user",
          debug: #","factor":"OKTA_VERIFY_PUSH""#, targets: it.stage.oktaUser(person)), origin, session: session,
        it.now, &it.random)
      it.wait(60)
      if it.stealth != .high {
        it.stage.okta(
          person, OktaEvent(type: "user.session.access_admin_app", message: "User accessing Okta admin app"), origin,
          session: session, it.now, &it.random)
        it.wait(40)
        let other = it.organisation.people[1]
        it.stage.okta(
          person,
          OktaEvent(
            type: "user.account.privilege.grant", message: "Grant user privilege",
            debug: #","privilegeGranted":"Super administrator""#, targets: it.stage.oktaUser(other)), origin,
          session: session, it.now, &it.random)
      }
      let caller = it.stage.federate(
        person, role: "AdministratorAccess", .production, origin, console: true, it.now, &it.random)
      it.wait(60)
      it.aws(caller, "iam:ListUsers secretsmanager:ListSecrets s3:ListBuckets", every: 20)
      it.aws(caller, "secretsmanager:GetSecretValue", times: it.times(15), every: 12)
    },
    Attack(
      name: "password-spray", description: "One password is tried on many accounts; one fits",
      techniques: ["T1110.003", "T1078.004"]
    ) { it in
      let person = it.victim(.sales)
      let origin = it.browser(of: person)
      let people = it.organisation.people.filter { $0.isEmployed(it.day) && $0.index != person.index }
      let unknown = OktaEvent(
        type: "user.session.start", message: "User login to Okta", result: "FAILURE", reason: "INVALID_CREDENTIALS")
      for target in people.prefix(it.times(160)) {
        it.stage.okta(target, unknown, origin, session: nil, it.now, &it.random)
        it.wait(9)
      }
      let session = it.signIn(person, origin)
      for index in 0..<it.times(6) {
        it.stage.okta(
          person,
          OktaEvent(
            type: "user.authentication.sso", message: "User single sign on to app",
            targets: it.stage.oktaApplication(index, person)), origin, session: session, it.now, &it.random)
        it.wait(30)
      }
    },
    Attack(
      name: "mfa-fatigue", description: "Push after push until one is accepted", techniques: ["T1621", "T1078.004"]
    ) { it in
      let person = it.victim(.engineer)
      let origin = it.browser(of: person)
      for _ in 0..<max(3, it.times(24)) {
        it.stage.okta(
          person, OktaEvent(type: "system.push.send_factor_verify_push", message: "Send factor verify push"), origin,
          session: nil, it.now, &it.random)
        it.wait(12)
        it.stage.okta(
          person,
          OktaEvent(
            type: "user.mfa.okta_verify.deny_push", message: "User rejected Okta push verify", result: "FAILURE",
            reason: "User rejected Okta push verify"), origin, session: nil, it.now, &it.random)
        it.wait(30)
      }
      let session = it.signIn(person, origin)
      it.wait(60)
      it.stage.okta(
        person,
        OktaEvent(
          type: "user.authentication.sso", message: "User single sign on to app",
          targets: it.stage.oktaApplication(2, person)), origin, session: session, it.now, &it.random)
      let caller = it.stage.federate(
        person, role: "PowerUserAccess", .development, origin, console: true, it.now, &it.random)
      it.wait(30)
      it.aws(caller, "s3:ListBuckets secretsmanager:ListSecrets ssm:GetParametersByPath", every: 20)
      it.aws(caller, "secretsmanager:GetSecretValue", times: it.times(12), every: 10)
    },
    Attack(
      name: "session-hijack", description: "A session's cookie is used from another country while its owner works on",
      techniques: ["T1539", "T1550.004"]
    ) { it in
      let person = it.victim(.executive)
      let origin = it.browser(of: person)
      let own = person.origin(.office, day: it.day, start: it.organisation.start.number, seed: it.stage.seed)
      let session = person.session(it.day, own)
      for index in 0..<it.times(9) {
        it.stage.okta(
          person,
          OktaEvent(
            type: "user.authentication.sso", message: "User single sign on to app",
            targets: it.stage.oktaApplication(index, person)), origin, session: session, it.now, &it.random)
        it.wait(40)
      }
      let owners = it.organisation.people.prefix(30)
      for index in 0..<it.times(120) {
        it.stage.drive(
          "download", by: person, document: index % 40, owner: owners[index % owners.count], origin, it.now,
          &it.random)
        it.wait(5)
      }
    },
    Attack(
      name: "oauth-phishing", description: "A person consents to an application that then takes the documents of Drive",
      techniques: ["T1566.002", "T1528", "T1530"]
    ) { it in
      let person = it.victim(.finance)
      let own = person.origin(.office, day: it.day, start: it.organisation.start.number, seed: it.stage.seed)
      let client = "694023551148-\(("\(hex: it.random.token(), 32)" as Line).text).apps.googleusercontent.com"
      let name = it.stealth == .low ? "Drive Backup Pro" : "Docs Reader"
      it.stage.workspace(
        "token", "auth", "authorize", by: person, own, it.now, &it.random,
        #"{"name":"client_id","value":"\#(client)"},{"name":"app_name","value":"\#(name)"},{"name":"client_type","value":"WEB"},{"name":"scope_data","multiMessageValue":[]},{"name":"scope","multiValue":["https://www.googleapis.com/auth/drive","https://mail.google.com/"]}"#
      )
      it.wait(300)
      let origin = it.browser(of: person)
      for index in 0..<it.times(200) {
        it.stage.drive(
          "download", by: person, document: index % 40,
          owner: it.organisation.people[(person.index + index) % it.organisation.people.count], origin, it.now,
          &it.random, extra: #",{"name":"originating_app_id","value":"694023551148"}"#)
        it.wait(3)
      }
      for index in 0..<it.times(6) {
        it.stage.drive(
          "change_document_visibility", by: person, document: index, owner: person, origin, it.now, &it.random,
          extra:
            #",{"name":"old_value","multiValue":["private"]},{"name":"new_value","multiValue":["people_with_link"]},{"name":"visibility_change","value":"external"}"#,
          visibility: "people_with_link", type: "acl_change")
        it.wait(8)
      }
    },
    Attack(
      name: "entra-consent",
      description: "Consent to an illicit application, a credential added to it, and mailboxes read through it",
      techniques: ["T1566.002", "T1528", "T1114.002", "T1098.001"]
    ) { it in
      let person = it.victim(.finance)
      let own = person.origin(.office, day: it.day, start: it.organisation.start.number, seed: it.stage.seed)
      let application = it.random.token()
      let target: Line =
        #"{"id":"\#(application)","displayName":"\#(it.stealth == .low ? "OneDrive Sync Helper" : "Mail Organizer")","type":"ServicePrincipal","modifiedProperties":[{"displayName":"ConsentContext.IsAdminConsent","oldValue":null,"newValue":"\"\#(it.stealth == .low ? "True" : "False")\""},{"displayName":"ConsentAction.Permissions","oldValue":null,"newValue":"\"[] => [[Id: x, ClientId: \#(application), PrincipalId: , ResourceId: y, ConsentType: AllPrincipals, Scope: Mail.Read Mail.Send Files.Read.All offline_access]]\""}]}"#
      it.stage.entra(
        "Add service principal", category: "ApplicationManagement", by: person, own, targets: target, it.now, &it.random
      )
      it.wait(5)
      it.stage.entra(
        "Consent to application", category: "ApplicationManagement", by: person, own, targets: target, it.now,
        &it.random)
      it.wait(400)
      let origin = it.browser(of: person)
      it.stage.entraSignIn(
        person, application: "Mail Organizer", origin, session: it.random.token(), it.now, &it.random,
        interactive: false)
      if it.stealth == .low {
        it.stage.entra(
          "Add service principal credentials", category: "ApplicationManagement", by: person, origin, targets: target,
          it.now + 60, &it.random)
      }
      for _ in 0..<it.times(120) {
        it.stage.office(
          "MailItemsAccessed", workload: "Exchange", recordType: 50, by: person, object: person.handle, origin, it.now,
          &it.random,
          #","MailboxOwnerUPN":"\#(person.email)","LogonType":0,"ClientAppId":"\#(application)","ClientInfoString":"Client=REST;;""#
        )
        it.wait(5)
      }
      if it.stealth != .high {
        it.stage.office(
          "New-InboxRule", workload: "Exchange", recordType: 1, by: person, object: "\(person.handle)\\\\sync", origin,
          it.now, &it.random,
          #","Parameters":[{"Name":"Name","Value":"."},{"Name":"ForwardTo","Value":"archive@mailbox.example"},{"Name":"SubjectContainsWords","Value":"invoice;payment"}]"#
        )
      }
    },
  ]
}

extension Intruder {
  mutating func browser(of person: Person) -> Origin {
    origin(
      like: person.office.country, agent: Agents.browser(person, date),
      loudAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0")
  }

  /// A sign-in to Okta that works, and the minute after it.
  mutating func signIn(_ person: Person, _ origin: Origin) -> Token {
    let session = stage.oktaSignIn(person, origin, now, &random)
    now += 10
    wait(30)
    return session
  }
}
