/// Whoever calls AWS: the part of a record that names them, made once a session.
struct AWSCaller: Sendable {
  var identity: Line
  var account: Account
  var region: String
  var focus: Int
  var name: String
  /// The address, or the name of a service of AWS.
  var source: Line
  var agent: String
  var endpoint: Line?
  var isConsole = false
  var key: Line = ""

  /// An IAM user with a long-lived key.
  static func user(_ name: String, principal: Line, key: Line, _ account: Account, _ origin: Origin, focus: Int)
    -> AWSCaller
  {
    AWSCaller(
      identity:
        #"{"type":"IAMUser","principalId":"\#(principal)","arn":"arn:aws:iam::\#(account.id):user/\#(name)","accountId":"\#(account.id)","accessKeyId":"\#(key)","userName":"\#(name)"}"#,
      account: account, region: "ap-northeast-1", focus: focus, name: name, source: "\(origin.address)",
      agent: origin.agent, key: key)
  }

  /// What stands behind a session besides its role.
  enum Delivery: Sendable {
    case plain
    /// Through single sign-on, with the directory's user.
    case directory(Token)
    /// By an identity token: its provider and subject's issuer.
    case web(String)
    case instance
    case lambda(String)
  }

  /// A session of a role.
  static func session(
    role: String, path: String = "", session: String, key: Line, _ account: Account, created: Moment,
    _ delivery: Delivery, source: Line, agent: String, region: String, focus: Int
  ) -> AWSCaller {
    let principal: Line = "AROA\(letters: Token(0x726F, role.hashed, account.index), 17)"
    let extra: Line
    let scope: Line
    switch delivery {
    case .web(let provider):
      extra = #""webIdFederationData":{"federatedProvider":"\#(provider)","attributes":{}},"#
      scope = ""
    case .instance:
      extra = #""ec2RoleDelivery":"2.0","#
      scope = ""
    case .lambda(let function):
      extra = ""
      scope =
        #","inScopeOf":{"issuerType":"AWS::Lambda::Function","credentialsIssuedTo":"arn:aws:lambda:\#(region):\#(account.id):function:\#(function)"}"#
    case .directory(let user):
      extra = ""
      scope =
        #","onBehalfOf":{"userId":"\#(user)","identityStoreArn":"arn:aws:identitystore::\#(Account.management.id):identitystore/\#(Organisation.identityStore)"}"#
    case .plain:
      extra = ""
      scope = ""
    }
    return AWSCaller(
      identity:
        #"{"type":"AssumedRole","principalId":"\#(principal):\#(session)","arn":"arn:aws:sts::\#(account.id):assumed-role/\#(role)/\#(session)","accountId":"\#(account.id)","accessKeyId":"\#(key)","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"\#(principal)","arn":"arn:aws:iam::\#(account.id):role/\#(path)\#(role)","accountId":"\#(account.id)","userName":"\#(role)"},\#(extra)"attributes":{"creationDate":"\#(created)","mfaAuthenticated":"false"}}\#(scope)}"#,
      account: account, region: region, focus: focus, name: session, source: source, agent: agent, key: key)
  }

  /// A service of AWS.
  static func service(_ host: String, _ account: Account, region: String) -> AWSCaller {
    AWSCaller(
      identity: #"{"type":"AWSService","invokedBy":"\#(host)"}"#, account: account, region: region, focus: 0,
      name: host, source: Line(host), agent: host)
  }

  func from(_ origin: Origin) -> AWSCaller {
    var copy = self
    copy.source = "\(origin.address)"
    copy.agent = origin.agent
    return copy
  }

  func at(_ region: String) -> AWSCaller {
    var copy = self
    copy.region = region
    return copy
  }
}

extension String {
  /// FNV-1a, since `Hasher` gives other values in every run.
  var hashed: Int {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: value)
  }
}
