extension Stage {
  /// A refused or failed call: the code and the message.
  typealias Failure = (code: String, message: String)

  static let denied: Failure = (
    "AccessDenied", "User is not authorized to perform this operation because no identity-based policy allows it"
  )

  /// Writes a call of an API of AWS.
  func aws(
    _ caller: AWSCaller, _ operation: AWSOperation, _ at: Moment, _ random: inout Random, named: [UInt8: String] = [:],
    failure: Failure? = nil
  ) {
    let draw = random.next()
    let id = random.token()
    guard wants(.aws) else { return }
    var scene = Scene(
      tenant: caller.account.id, tenantIndex: caller.account.index,
      region: operation.isGlobal ? "us-east-1" : caller.region,
      focus: caller.focus, draw: draw, actor: caller.name)
    scene.named = named
    let error: Line = failure.map { #","errorCode":"\#($0.code)","errorMessage":"\#($0.message)""# } ?? ""
    let resources: Line = operation.resources.map { #","resources":\#($0.fill(scene))"# } ?? ""
    let endpoint: Line =
      caller.endpoint.map { #","vpcEndpointId":"\#($0)","vpcEndpointAccountId":"\#(caller.account.id)""# } ?? ""
    let console: Line = caller.isConsole ? #","sessionCredentialFromConsole":"true""# : ""
    emit(
      .aws, at, id,
      #"{"eventVersion":"1.11","userIdentity":\#(caller.identity),"eventTime":"\#(at)","eventSource":"\#(operation.source).amazonaws.com","eventName":"\#(operation.name)","awsRegion":"\#(scene.region)","sourceIPAddress":"\#(caller.source)","userAgent":"\#(caller.agent)"\#(error),"requestParameters":\#(operation.request.fill(scene)),"responseElements":\#(failure == nil ? operation.response.fill(scene) : Line.null)\#(resources),"requestID":"\#(Token(high: scene.draw, low: id.high))","eventID":"\#(id)","readOnly":\#(operation.isRead),"eventType":"AwsApiCall","managementEvent":\#(!operation.isData),"recipientAccountId":"\#(caller.account.id)"\#(endpoint),"eventCategory":"\#(operation.isData ? "Data" : "Management")","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"\#(operation.source).\#(scene.region).amazonaws.com"}\#(console)}"#
    )
  }

  func aws(
    _ caller: AWSCaller, _ operation: String, _ at: Moment, _ random: inout Random, named: [UInt8: String] = [:],
    failure: Failure? = nil
  ) {
    aws(caller, AWSTable.operation(operation), at, &random, named: named, failure: failure)
  }

  /// Writes the record of a role's assumption, in which its key is issued; `identity` is who asks.
  func assume(
    _ name: String, by identity: Line, source: Line, agent: String, role: String, path: String = "", session: String,
    key: Line, _ account: Account, region: String, _ at: Moment, _ random: inout Random, extra: Line = ""
  ) {
    let id = random.token()
    emit(
      .aws, at, id,
      #"{"eventVersion":"1.08","userIdentity":\#(identity),"eventTime":"\#(at)","eventSource":"sts.amazonaws.com","eventName":"\#(name)","awsRegion":"\#(region)","sourceIPAddress":"\#(source)","userAgent":"\#(agent)","requestParameters":{"roleArn":"arn:aws:iam::\#(account.id):role/\#(path)\#(role)","roleSessionName":"\#(session)","durationSeconds":21600\#(extra)},"responseElements":{"credentials":{"accessKeyId":"\#(key)","sessionToken":"HIDDEN_DUE_TO_SECURITY_REASONS","expiration":"\#(at + 21_600)"},"assumedRoleUser":{"assumedRoleId":"AROA\#(letters: Token(0x726F, role.hashed, account.index), 17):\#(session)","arn":"arn:aws:sts::\#(account.id):assumed-role/\#(role)/\#(session)"}},"resources":[{"accountId":"\#(account.id)","type":"AWS::IAM::Role","ARN":"arn:aws:iam::\#(account.id):role/\#(path)\#(role)"}],"requestID":"\#(random.token())","eventID":"\#(id)","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"\#(account.id)","eventCategory":"Management"}"#
    )
  }

  /// A person takes a role through IAM Identity Center: the sign-in there, the assertion, and the session that follows.
  func federate(
    _ person: Person, role: String, _ account: Account, _ origin: Origin, console: Bool, _ at: Moment,
    _ random: inout Random
  ) -> AWSCaller {
    let reserved = "AWSReservedSSO_\(role)_\(("\(hex: Token(0x7373, role.hashed, account.index), 16)" as Line).text)"
    let path = "aws-reserved/sso.amazonaws.com/ap-northeast-1/"
    let key: Line = "ASIA\(letters: random.token(), 16)"
    let sso: Line =
      #"{"type":"IdentityCenterUser","accountId":"\#(Account.management.id)","onBehalfOf":{"userId":"\#(person.directory)","identityStoreArn":"arn:aws:identitystore::\#(Account.management.id):identitystore/\#(Organisation.identityStore)"},"credentialId":"\#(hex: Token(person.index, 77, Int(at.milliseconds / 28_800_000)), 32)"}"#
    let federated = random.token()
    let event = console ? "Federate" : "GetRoleCredentials"
    emit(
      .aws, at, federated,
      #"{"eventVersion":"1.09","userIdentity":\#(sso),"eventTime":"\#(at)","eventSource":"sso.amazonaws.com","eventName":"\#(event)","awsRegion":"ap-northeast-1","sourceIPAddress":"\#(origin.address)","userAgent":"\#(origin.agent)","requestParameters":null,"responseElements":null,"requestID":"\#(random.token())","eventID":"\#(federated)","readOnly":false,"eventType":"AwsServiceEvent","managementEvent":true,"recipientAccountId":"\#(Account.management.id)","serviceEventDetails":{"role_name":"\#(role)","account_id":"\#(account.id)"},"eventCategory":"Management"}"#
    )
    assume(
      "AssumeRoleWithSAML",
      by:
        #"{"type":"SAMLUser","principalId":"AWSSSO_\#(hex: Token(0x736F, account.index), 16):\#(person.email)","userName":"\#(person.email)","identityProvider":"AWSSSO_\#(hex: Token(0x736F, account.index), 16)"}"#,
      source: "sso.amazonaws.com", agent: "sso.amazonaws.com", role: reserved, path: path, session: person.email,
      key: key,
      account, region: "ap-northeast-1", at + 0.4, &random,
      extra: #","principalArn":"arn:aws:iam::\#(account.id):saml-provider/AWSSSO_DO_NOT_DELETE""#)
    var caller = AWSCaller.session(
      role: reserved, path: path, session: person.email, key: key, account, created: at, .directory(person.directory),
      source: "\(origin.address)", agent: origin.agent, region: "ap-northeast-1", focus: person.index)
    caller.isConsole = console
    if console { consoleLogin(caller, at + 1.5, &random) }
    return caller
  }

  private func consoleLogin(_ caller: AWSCaller, _ at: Moment, _ random: inout Random) {
    let id = random.token()
    emit(
      .aws, at, id,
      #"{"eventVersion":"1.08","userIdentity":\#(caller.identity),"eventTime":"\#(at)","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"ap-northeast-1","sourceIPAddress":"\#(caller.source)","userAgent":"\#(caller.agent)","requestParameters":null,"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MobileVersion":"No","MFAUsed":"No"},"eventID":"\#(id)","readOnly":false,"eventType":"AwsConsoleSignIn","managementEvent":true,"recipientAccountId":"\#(caller.account.id)","eventCategory":"Management"}"#
    )
  }
}
