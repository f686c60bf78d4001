extension Work {
  private static let auditing = AWSTable.operations(
    "iam:ListUsers iam:ListRoles iam:ListPolicies iam:GetAccountSummary iam:ListAccessKeys iam:ListMFADevices iam:GetAccountAuthorizationDetails iam:GetCredentialReport iam:GenerateCredentialReport iam:GetRole guardduty:ListFindings guardduty:ListDetectors securityhub:GetFindings access-analyzer:ListFindings cloudtrail:LookupEvents cloudtrail:DescribeTrails config:DescribeConfigRules s3:GetBucketPolicy s3:GetBucketPublicAccessBlock ec2:DescribeSecurityGroups"
  )

  /// Security people list what others never look at, account by account.
  func audit(_ actor: inout Actor) {
    let account = actor.random.pick(Account.all)
    let isConsole = actor.random.chance(0.6)
    let caller = stage.federate(
      actor.person, role: "SecurityAudit", account, actor.origin, console: isConsole, actor.now, &actor.random)
    for _ in 0..<actor.random.within(5...18) {
      actor.wait(20)
      stage.aws(caller, actor.random.pick(Self.auditing), actor.now, &actor.random)
    }
  }

  func oktaAdmin(_ actor: inout Actor) {
    let other = colleague(&actor)
    switch actor.random.below(20) {
    case 0..<8:
      stage.okta(
        actor.person,
        OktaEvent(
          type: "user.account.update_profile", message: "Update user profile for Okta", targets: stage.oktaUser(other)),
        actor.origin, session: actor.session, actor.now, &actor.random)
    case 8..<13:
      stage.okta(
        actor.person,
        OktaEvent(
          type: "group.user_membership.add", message: "Add user to group membership",
          targets:
            #"[{"id":"\#(other.okta)","type":"User","alternateId":"\#(other.email)","displayName":"\#(other.name)"},{"id":"00g\#(letters: Token(0x6772, actor.random.below(6)), 17)","type":"UserGroup","alternateId":"unknown","displayName":"app-users"}]"#
        ), actor.origin, session: actor.session, actor.now, &actor.random)
    case 13..<17:
      stage.okta(
        actor.person,
        OktaEvent(
          type: "application.user_membership.add", message: "Add user to application membership",
          targets: stage.oktaApplication(actor.random.below(13), other)), actor.origin, session: actor.session,
        actor.now, &actor.random)
    case 17..<19:
      stage.okta(
        actor.person,
        OktaEvent(
          type: "user.account.reset_password", message: "Fired when the user's Okta password is reset",
          targets: stage.oktaUser(other)), actor.origin, session: actor.session, actor.now, &actor.random)
    default:
      stage.okta(
        actor.person, OktaEvent(type: "user.session.access_admin_app", message: "User accessing Okta admin app"),
        actor.origin, session: actor.session, actor.now, &actor.random)
    }
  }

  func entraAdmin(_ actor: inout Actor) {
    let other = colleague(&actor)
    let session = Token(actor.person.index, 61, Int(actor.now.milliseconds / 43_200_000))
    stage.entraSignIn(
      actor.person, application: "Azure Portal", actor.origin, session: session, actor.now, &actor.random)
    actor.wait(60)
    switch actor.random.below(4) {
    case 0:
      stage.entra(
        "Reset user password", category: "UserManagement", by: actor.person, actor.origin,
        targets: stage.entraUser(other), actor.now, &actor.random)
    case 1:
      stage.entra(
        "Add member to group", category: "GroupManagement", by: actor.person, actor.origin,
        targets:
          #"\#(stage.entraUser(other)),{"id":"\#(Token(0x6772, 9))","displayName":"Finance","type":"Group","modifiedProperties":[]}"#,
        actor.now, &actor.random)
    default:
      stage.entra(
        "Update user", category: "UserManagement", by: actor.person, actor.origin,
        targets: stage.entraUser(other, #"{"displayName":"Department","oldValue":"[]","newValue":"[\"Sales\"]"}"#),
        actor.now, &actor.random)
    }
  }

  func workspaceAdmin(_ actor: inout Actor) {
    let other = colleague(&actor)
    let target: Line = #"{"name":"USER_EMAIL","value":"\#(other.email)"}"#
    switch actor.random.below(4) {
    case 0:
      stage.workspace(
        "admin", "USER_SETTINGS", "CHANGE_PASSWORD", by: actor.person, actor.origin, actor.now, &actor.random, target)
    case 1:
      stage.workspace(
        "admin", "GROUP_SETTINGS", "ADD_GROUP_MEMBER", by: actor.person, actor.origin, actor.now, &actor.random,
        #"\#(target),{"name":"GROUP_EMAIL","value":"team-\#(actor.random.below(9))@\#(Organisation.domain)"}"#)
    case 2:
      stage.workspace(
        "admin", "USER_SETTINGS", "CHANGE_USER_ORGANIZATION", by: actor.person, actor.origin, actor.now, &actor.random,
        #"\#(target),{"name":"NEW_VALUE","value":"/Staff"}"#)
    default:
      stage.workspace(
        "admin", "GROUP_SETTINGS", "REMOVE_GROUP_MEMBER", by: actor.person, actor.origin, actor.now, &actor.random,
        #"\#(target),{"name":"GROUP_EMAIL","value":"team-\#(actor.random.below(9))@\#(Organisation.domain)"}"#)
    }
  }
}
