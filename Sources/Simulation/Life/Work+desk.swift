extension Work {
  func signIn(_ actor: inout Actor) {
    let person = actor.person
    mistakes(&actor)
    stage.oktaSignIn(person, actor.origin, actor.now, &actor.random, session: actor.session)
    actor.wait(20)
    stage.workspaceSignIn(person, actor.origin, actor.now, &actor.random)
    for application in [0, 1, person.index % 13, (person.index * 7 + 3) % 13] where actor.random.chance(0.75) {
      actor.wait(120)
      launch(application, &actor)
    }
    if actor.random.chance(0.2) {
      stage.slack("user_login", by: person, entity: stage.slackUser(person), actor.origin, actor.now, &actor.random)
    }
    guard person.role.usesMicrosoft else { return }
    actor.wait(60)
    let session = Token(person.index, 61, Int(actor.now.milliseconds / 43_200_000))
    stage.entraSignIn(
      person, application: "Office 365 Exchange Online", actor.origin, session: session, actor.now, &actor.random)
    stage.office(
      "UserLoggedIn", workload: "AzureActiveDirectory", recordType: 15, by: person,
      object: "00000002-0000-0ff1-ce00-000000000000", actor.origin, actor.now + 1, &actor.random,
      #","ActorIpAddress":"\#(actor.origin.address)","ExtendedProperties":[{"Name":"ResultStatusDetail","Value":"Success"},{"Name":"UserAgent","Value":"\#(actor.origin.agent)"},{"Name":"RequestType","Value":"OAuth2:Authorize"}]"#
    )
  }

  /// A password typed wrongly now and then; rarely so often that the account locks and the help desk opens it.
  private func mistakes(_ actor: inout Actor) {
    let person = actor.person
    guard actor.random.chance(0.05) else { return }
    let locks = actor.random.chance(0.04)
    for _ in 0..<(locks ? 5 : actor.random.within(1...2)) {
      stage.okta(
        person,
        OktaEvent(
          type: "user.session.start", message: "User login to Okta", result: "FAILURE", reason: "INVALID_CREDENTIALS"),
        actor.origin, session: nil, actor.now, &actor.random)
      actor.wait(14)
    }
    guard locks else { return }
    stage.okta(
      person,
      OktaEvent(
        type: "user.account.lock", message: "Max sign in attempts exceeded", result: "FAILURE", reason: "LOCKED_OUT",
        severity: "WARN", targets: stage.oktaUser(person)), actor.origin, session: nil, actor.now, &actor.random)
    actor.wait(900)
    guard let helper = helper(actor) else { return }
    stage.okta(
      helper.person,
      OktaEvent(type: "user.account.unlock_by_admin", message: "Unlock user account", targets: stage.oktaUser(person)),
      helper.origin, session: helper.person.session(actor.day, helper.origin), actor.now, &actor.random)
    actor.wait(120)
  }

  /// Somebody of the help desk, at their own desk.
  func helper(_ actor: Actor) -> (person: Person, origin: Origin)? {
    let desk = organisation.people(.helpdesk, employedOn: actor.day)
    guard !desk.isEmpty else { return nil }
    let person = desk[actor.person.index % desk.count]
    return (person, person.origin(.office, day: actor.day, start: organisation.start.number, seed: stage.seed))
  }

  func launch(_ actor: inout Actor) {
    launch(
      actor.random.below(3) == 0 ? actor.random.below(13) : (actor.person.index + actor.random.below(3)) % 13, &actor)
  }

  private func launch(_ application: Int, _ actor: inout Actor) {
    stage.okta(
      actor.person,
      OktaEvent(
        type: "user.authentication.sso", message: "User single sign on to app",
        targets: stage.oktaApplication(application, actor.person)), actor.origin, session: actor.session, actor.now,
      &actor.random)
  }

  func phone(_ actor: inout Actor) {
    let person = actor.person
    for _ in 0..<actor.random.within(1...4) {
      switch actor.random.below(3) {
      case 0: launch(actor.random.below(2), &actor)
      case 1:
        stage.drive(
          "view", by: person, document: actor.random.below(40), owner: colleague(&actor), actor.origin, actor.now,
          &actor.random)
      default:
        if person.role.usesMicrosoft {
          office("MailItemsAccessed", &actor)
        } else {
          stage.slack("file_downloaded", by: person, entity: file(&actor), actor.origin, actor.now, &actor.random)
        }
      }
      actor.wait(90)
    }
  }

  /// Somebody near: people share with the same few.
  func colleague(_ actor: inout Actor) -> Person {
    let people = organisation.people
    let index = actor.random.chance(0.9) ? actor.person.index - actor.random.below(8) : actor.random.below(people.count)
    return people[(index + people.count) % people.count]
  }

  func drive(_ actor: inout Actor) {
    let person = actor.person
    for _ in 0..<actor.random.within(2...9) {
      let isOwn = actor.random.chance(0.45)
      let owner = isOwn ? person : colleague(&actor)
      let document = actor.random.below(40)
      switch actor.random.below(100) {
      case 0..<52:
        stage.drive("view", by: person, document: document, owner: owner, actor.origin, actor.now, &actor.random)
      case 52..<80:
        stage.drive("edit", by: person, document: document, owner: owner, actor.origin, actor.now, &actor.random)
      case 80..<86:
        stage.drive("create", by: person, document: document, owner: person, actor.origin, actor.now, &actor.random)
      case 86..<92:
        stage.drive("download", by: person, document: document, owner: owner, actor.origin, actor.now, &actor.random)
      case 92..<98:
        let other = colleague(&actor)
        stage.drive(
          "change_user_access", by: person, document: document, owner: person, actor.origin, actor.now, &actor.random,
          extra:
            #",{"name":"target_user","value":"\#(other.email)"},{"name":"old_value","multiValue":["none"]},{"name":"new_value","multiValue":["can_edit"]},{"name":"visibility_change","value":"none"}"#,
          type: "acl_change")
      default:
        stage.drive("trash", by: person, document: document, owner: person, actor.origin, actor.now, &actor.random)
      }
      actor.wait(150)
    }
  }

  func office(_ operation: String, _ actor: inout Actor) {
    stage.office(
      operation, workload: "Exchange", recordType: operation == "MailItemsAccessed" ? 50 : 2, by: actor.person,
      object: actor.person.handle, actor.origin, actor.now, &actor.random,
      #","MailboxOwnerUPN":"\#(actor.person.email)","LogonType":0,"ClientInfoString":"Client=OWA;Action=ViaProxy","InternalLogonType":0"#
    )
  }

  func mail(_ actor: inout Actor) {
    for _ in 0..<actor.random.within(2...7) {
      office(
        actor.random.pick(["MailItemsAccessed", "MailItemsAccessed", "Send", "MoveToDeletedItems", "Update"]), &actor)
      actor.wait(100)
    }
    if actor.random.chance(0.05) {
      stage.entraSignIn(
        actor.person, application: "Microsoft Teams", actor.origin,
        session: Token(actor.person.index, 61, Int(actor.now.milliseconds / 43_200_000)), actor.now, &actor.random,
        interactive: false)
    }
  }

  func documents(_ actor: inout Actor) {
    let site = "https://hoshigaoka.sharepoint.com/sites/\(actor.person.role.rawValue)/"
    for _ in 0..<actor.random.within(2...8) {
      let operation = actor.random.pick([
        "FileAccessed", "FileAccessed", "FileModified", "FilePreviewed", "FileDownloaded", "FileUploaded",
      ])
      let name = "\(actor.random.pick(ResourceTable.documents))-\(actor.random.below(30)).xlsx"
      stage.office(
        operation, workload: "SharePoint", recordType: 6, by: actor.person, object: "\(site)Shared Documents/\(name)",
        actor.origin, actor.now, &actor.random,
        #","SiteUrl":"\#(site)","SourceFileName":"\#(name)","SourceFileExtension":"xlsx","ItemType":"File","EventSource":"SharePoint""#
      )
      actor.wait(160)
    }
  }

  private func file(_ actor: inout Actor) -> Line {
    #"{"type":"file","file":{"id":"F0\#(letters: actor.random.token(), 9)","name":"\#(actor.random.pick(ResourceTable.documents)).pdf","filetype":"application/pdf","title":"notes"}}"#
  }

  func slack(_ actor: inout Actor) {
    for _ in 0..<actor.random.within(1...5) {
      switch actor.random.below(10) {
      case 0..<5:
        stage.slack("file_downloaded", by: actor.person, entity: file(&actor), actor.origin, actor.now, &actor.random)
      case 5..<8:
        stage.slack("file_uploaded", by: actor.person, entity: file(&actor), actor.origin, actor.now, &actor.random)
      default:
        let channel = actor.random.below(ResourceTable.channels.count)
        stage.slack(
          actor.random.chance(0.8) ? "user_channel_join" : "user_channel_leave", by: actor.person,
          entity:
            #"{"type":"channel","channel":{"id":"C0\#(letters: Token(0x736C, channel), 9)","privacy":"public","name":"\#(ResourceTable.channels[channel])","is_shared":false,"is_org_shared":false}}"#,
          actor.origin, actor.now, &actor.random)
      }
      actor.wait(240)
    }
  }

  func openai(_ actor: inout Actor) {
    stage.openai("login.succeeded", by: actor.person, actor.origin, actor.now, &actor.random)
    actor.wait(300)
    if actor.random.chance(0.03) {
      let key: Line = "key_\(letters: actor.random.token(), 20)"
      stage.openai(
        "api_key.created", by: actor.person, actor.origin, actor.now, &actor.random,
        #","project":{"id":"proj_\#(letters: Token(0x6F70, actor.person.index % 5), 20)","name":"experiments"},"api_key.created":{"id":"\#(key)","data":{"scopes":["api.model.request"]}}"#
      )
    }
  }

  func anthropic(_ actor: inout Actor) {
    if actor.random.chance(0.3) {
      stage.anthropic("sso_login_succeeded", by: actor.person, actor.origin, actor.now, &actor.random)
    }
    for _ in 0..<actor.random.within(1...5) {
      let chat: Line =
        #","claude_chat_id":"claude_chat_01\#(letters: Token(actor.person.index, 83, actor.random.below(60)), 20)""#
      stage.anthropic(
        actor.random.pick(["claude_chat_created", "claude_chat_viewed", "claude_chat_updated", "claude_file_uploaded"]),
        by: actor.person, actor.origin, actor.now, &actor.random, chat)
      actor.wait(200)
    }
  }
}
