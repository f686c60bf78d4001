import Foundation

/// Seven weeks of a small company's CloudTrail, Okta and GitHub logs in which every kind of behaviour is found once: for tests
/// of what becomes of findings, not of what is found.
struct OddWorld {
  private(set) var aws: [(time: Int, line: String)] = []
  private(set) var okta: [(time: Int, line: String)] = []
  private(set) var github: [(time: Int, line: String)] = []
  private var number = 0

  static let home = "52.95.4.10"
  private static let cli = "aws-cli/2.15.0 Python/3.11 Linux/6.1"
  private static let boto = "Boto3/1.28.0 Python/3.10"
  private static let browser =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
  private static let team = [
    "alice", "bob", "carol", "dora", "erin", "frank", "gina", "hugo", "iris", "jack", "kate", "liam",
  ]

  init() {
    work(days: 0..<46)
    counts(day: 45)
    people(day: 45)
    credentials(day: 46)
    signIns(day: 46)
    roles(day: 46)
    repositories(day: 46)
  }

  /// Writes the records and gives the files' paths.
  func write(to folder: URL) throws -> [String] {
    try [("aws", aws), ("okta", okta), ("github", github)].map { name, records in
      let file = folder.appendingPathComponent("\(name).ndjson")
      let text = records.sorted { ($0.time, $0.line) < ($1.time, $1.line) }.map(\.line).joined(separator: "\n") + "\n"
      try text.write(to: file, atomically: true, encoding: .utf8)
      return file.path
    }
  }

  // MARK: Normal life

  private mutating func work(days: Range<Int>) {
    for day in days {
      for (place, user) in Self.team.enumerated() {
        for hour in 9..<17 { trail(day, hour, place, user, "ec2", "DescribeInstances") }
        for hour in 9..<14 where day < 20 { trail(day, hour, place + 20, user, "s3", "GetBucketLocation") }
        trail(day, 10, 45 + place, user, "s3", "PutObject", #"{"bucketName":"reports","key":"\#(user)"}"#)
        system(day, 8, 50, "user.session.start", user)
      }
      for hour in stride(from: 0, to: 24, by: 2) {
        trail(day, hour, 2, "robot", "s3", "PutObject", #"{"bucketName":"backup","key":"k"}"#, agent: Self.boto)
        instance(day, hour, 1, Self.home, "s3", "GetBucketLocation", Self.boto)
        instance(day, hour, 3, Self.home, "s3", "GetBucketLocation", Self.boto, role: "batch")
      }
      system(day, 8, 50, "user.session.start", "mona", from: "49.36.129.83")
      guard day < 8 else { continue }
      for hour in 9..<17 {
        trail(day, hour, 5, "sleeper", "ec2", "DescribeInstances")
        trail(day, hour, 25, "sleeper", "s3", "GetBucketLocation")
      }
    }
  }

  // MARK: Counts

  private mutating func counts(day: Int) {
    trail(day, 10, 0, "sleeper", "ec2", "DescribeInstances")
    burst(300, day, 11, "alice", "ec2", "DescribeVolumes", error: "Client.UnauthorizedOperation") { _ in "null" }
    burst(1500, day, 12, "bob", "s3", "ListObjects") { #"{"bucketName":"b\#($0)"}"# }
    burst(300, day, 13, "carol", "s3", "DeleteObject") { #"{"bucketName":"reports","key":"k\#($0)"}"# }
    burst(300, day, 14, "dora", "iam", "AttachUserPolicy") {
      #"{"userName":"u\#($0)","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}"#
    }
    burst(300, day, 15, "erin", "ec2", "ModifySnapshotAttribute") {
      #"""
      {"snapshotId":"snap-\#($0)","attributeType":"CREATE_VOLUME_PERMISSION",\#
      "createVolumePermission":{"add":{"items":[{"userId":"999988887777"}]}}}
      """#
    }
    burst(300, day + 1, 9, "gina", "ec2", "DeleteVolume") { #"{"volumeId":"vol-\#($0)"}"# }
    burst(1500, day + 1, 10, "hugo", "s3", "GetObject") { #"{"bucketName":"reports","key":"k\#($0)"}"# }
    burst(300, day + 1, 11, "iris", "secretsmanager", "GetSecretValue") { #"{"secretId":"s\#($0)"}"# }
    burst(900, day + 1, 12, "jack", "kms", "Encrypt") { #"{"keyId":"k\#($0)"}"# }
  }

  private mutating func burst(
    _ count: Int, _ day: Int, _ hour: Int, _ user: String, _ service: String, _ name: String, error: String? = nil,
    _ parameters: (Int) -> String
  ) {
    for place in 0..<count {
      trail(
        day, hour, place / 60, user, service, name, parameters(place), second: place % 60, error: error)
    }
  }

  // MARK: Chains of acts

  private mutating func people(day: Int) {
    trail(day, 16, 30, "kate", "iam", "CreateLoginProfile", #"{"userName":"robot"}"#)
    trail(day, 17, 0, "robot", "signin", "ConsoleLogin", from: "185.220.101.5", agent: Self.browser, isLogin: true)
    trail(
      day, 18, 0, "frank", "iam", "AttachUserPolicy",
      #"{"userName":"frank","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#)
    trail(
      day, 18, 20, "frank", "iam", "CreateAccessKey", #"{"userName":"alice"}"#,
      #"{"accessKey":{"accessKeyId":"AKIANEWKEY7777777777","userName":"alice"}}"#)
    trail(day, 18, 40, "frank", "cloudtrail", "StopLogging", #"{"name":"main"}"#)
    trail(
      day, 9, 30, "alice", "iam", "DeleteAccessKey", #"{"userName":"carol","accessKeyId":"\#(Self.key("carol"))"}"#)
    trail(day, 20, 0, "carol", "s3", "GetBucketLocation")
    let next = day + 1
    trail(next, 14, 0, "dora", "cloudtrail", "StopLogging", #"{"name":"main"}"#)
    for place in 0..<12 {
      trail(next, 14, 5, "dora", "ec2", "DeleteSnapshot", #"{"snapshotId":"snap-\#(place)"}"#, second: place)
      trail(next, 14, 6, "dora", "s3", "DeleteBucket", #"{"bucketName":"bk\#(place)"}"#, second: place)
      trail(next, 14, 7, "dora", "dynamodb", "DeleteTable", #"{"tableName":"t\#(place)"}"#, second: place)
    }
    trail(next, 20, 0, "stranger", "cloudtrail", "DeleteTrail", #"{"name":"main"}"#, from: "185.220.101.60")
  }

  private mutating func credentials(day: Int) {
    trail(day, 13, 0, "liam", "ec2", "DescribeInstances")
    trail(day, 13, 5, "liam", "secretsmanager", "GetSecretValue", #"{"secretId":"x"}"#, from: "185.220.101.20")
    trail(day, 13, 8, "liam", "ec2", "DescribeInstances")
    let made = #"{"accessKey":{"accessKeyId":"AKIAFRESH77777777777","userName":"fresh","status":"Active"}}"#
    trail(
      day, 16, 0, "alice", "iam", "CreateUser", #"{"userName":"fresh"}"#,
      #"{"user":{"userName":"fresh","arn":"arn:aws:iam::111122223333:user/fresh"}}"#)
    trail(
      day, 16, 2, "alice", "iam", "AttachUserPolicy",
      #"{"userName":"fresh","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#)
    trail(day, 16, 4, "alice", "iam", "CreateAccessKey", #"{"userName":"fresh"}"#, made)
    trail(
      day, 16, 10, "fresh", "iam", "CreateAccessKey", #"{"userName":"bob"}"#, from: "185.220.101.30",
      key: "AKIAFRESH77777777777")
  }

  private mutating func roles(day: Int) {
    let role = #"{"roleArn":"arn:aws:iam::111122223333:role/admin","roleSessionName":"bob"}"#
    let issued = """
      {"credentials":{"accessKeyId":"ASIABOBADMIN77777777"},"assumedRoleUser":{"assumedRoleId":"AROAADMIN:bob",\
      "arn":"arn:aws:sts::111122223333:assumed-role/admin/bob"}}
      """
    let usual = #"{"roleArn":"arn:aws:iam::111122223333:role/dev","roleSessionName":"bob"}"#
    trail(30, 17, 0, "bob", "sts", "AssumeRole", usual)
    trail(day, 17, 0, "bob", "sts", "AssumeRole", role, issued)
    session(day, 17, 5, Self.home, "iam", "CreateAccessKey", Self.cli, "admin", "bob", "ASIABOBADMIN77777777")
    instance(day - 1, 23, 0, Self.home, "ec2", "DescribeInstances", Self.browser, role: "batch")
    instance(day - 1, 23, 10, "185.220.101.70", "s3", "GetObject", "aws-cli/1.16")
    instance(day - 1, 23, 12, Self.home, "s3", "GetBucketLocation", Self.boto)
    let questions = [
      ("iam", "ListUsers"), ("iam", "ListRoles"), ("iam", "ListAccessKeys"), ("ec2", "DescribeRegions"),
      ("ec2", "DescribeSecurityGroups"), ("rds", "DescribeDBInstances"), ("lambda", "ListFunctions20150331"),
    ]
    for (minute, question) in questions.enumerated() {
      trail(day, 21, minute, "robot", question.0, question.1, from: "95.25.49.200")
    }
  }

  // MARK: Signing in

  private mutating func signIns(day: Int) {
    system(day - 1, 9, 0, "user.lifecycle.deactivate", "hr", target: "bob")
    system(day - 1, 19, 0, "user.session.start", "bob", from: "185.220.101.6")
    for minute in 0..<20 {
      system(day - 1, 20, minute, "user.session.start", "dora", from: "185.220.101.9", failure: "INVALID_CREDENTIALS")
    }
    system(day - 1, 20, 25, "user.session.start", "dora", from: "185.220.101.9")
    for minute in 0..<5 {
      system(day, 15, minute, "user.authentication.auth_via_mfa", "erin", failure: "USER_REJECTED_OKTA_PUSH")
    }
    system(day, 15, 7, "user.authentication.auth_via_mfa", "erin")
    for minute in 0..<14 {
      system(
        day, 18, minute, "user.session.start", "user\(minute)", from: "185.220.101.40", failure: "INVALID_CREDENTIALS")
    }
    system(day, 19, 0, "user.mfa.factor.reset_all", "hr", target: "frank")
    system(day, 19, 20, "user.session.start", "frank", from: "185.220.101.50")
    system(day - 1, 8, 55, "user.session.start", "mona", from: "95.25.49.154")
    for (minute, user) in ["gina", "hugo", "iris"].enumerated() {
      system(day, 20, minute, "app.oauth2.as.consent.grant", user, target: "viewer", targetType: "AppInstance")
    }
  }

  private mutating func repositories(day: Int) {
    for past in 0..<day { git(past, 9, 5, "fetch", "shop") }
    for place in 0..<6 { git(day, 22, place, "clone", "service-\(place)", from: "185.220.101.80", token: "taken") }
  }

  // MARK: Records

  private mutating func git(
    _ day: Int, _ hour: Int, _ minute: Int, _ verb: String, _ repository: String, from address: String = OddWorld.home,
    token: String? = nil
  ) {
    number += 1
    let time = Self.time(day, hour, minute, 0)
    let milliseconds = (1_767_571_200 + time.number) * 1_000
    let credential =
      token.map { #""transport_protocol_name":"http","hashed_token":"\#($0)""# }
      ?? #""transport_protocol_name":"ssh","public_key_fingerprint":"SHA256:kate""#
    github.append(
      (
        time.number,
        """
        {"@timestamp":\(milliseconds),"_document_id":"git\(number)","action":"git.\(verb)","actor":"kate","actor_id":7,\
        "actor_is_bot":false,"actor_ip":"\(address)","user_agent":"git/2.43.0","created_at":\(milliseconds),\
        "org":"acme","repo":"acme/\(repository)",\(credential)}
        """
      ))
  }

  private static func key(_ user: String) -> String {
    String(("AKIA" + user.uppercased() + "7777777777777777").prefix(20))
  }

  private static func time(_ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> (number: Int, text: String) {
    let seconds = ((day * 24 + hour) * 60 + minute) * 60 + second
    let date = Date(timeIntervalSince1970: 1_767_571_200 + Double(seconds))
    return (seconds, date.formatted(.iso8601))
  }

  private mutating func trail(
    _ day: Int, _ hour: Int, _ minute: Int, _ user: String, _ service: String, _ name: String,
    _ parameters: String = "null", _ response: String = "null", from address: String = OddWorld.home,
    agent: String = OddWorld.cli, second: Int = 0, error: String? = nil, key: String? = nil, isLogin: Bool = false
  ) {
    let credential = isLogin ? "" : #","accessKeyId":"\#(key ?? Self.key(user))""#
    let identity = """
      {"type":"IAMUser","principalId":"AIDA\(user.uppercased())","arn":"arn:aws:iam::111122223333:user/\(user)",\
      "accountId":"111122223333","userName":"\(user)"\(credential)}
      """
    let answer = isLogin ? #"{"ConsoleLogin":"Success"}"# : response
    record(
      day, hour, minute, second, identity, service, name, address, agent, parameters, answer,
      error: error, type: isLogin ? "AwsConsoleSignIn" : "AwsApiCall")
  }

  private mutating func instance(
    _ day: Int, _ hour: Int, _ minute: Int, _ address: String, _ service: String, _ name: String, _ agent: String,
    role: String = "web"
  ) {
    session(
      day, hour, minute, address, service, name, agent, role, "i-0\(role.count)bc1234567890abc",
      "ASIA\(role.uppercased())\(1000 + day)77777777",
      delivery: #","ec2RoleDelivery":"2.0""#)
  }

  private mutating func session(
    _ day: Int, _ hour: Int, _ minute: Int, _ address: String, _ service: String, _ name: String, _ agent: String,
    _ role: String, _ session: String, _ key: String, delivery: String = ""
  ) {
    let principal = "AROA" + role.uppercased()
    let identity = """
      {"type":"AssumedRole","principalId":"\(principal):\(session)","accountId":"111122223333","accessKeyId":"\(key)",\
      "arn":"arn:aws:sts::111122223333:assumed-role/\(role)/\(session)","sessionContext":{"sessionIssuer":{"type":"Role",\
      "principalId":"\(principal)","arn":"arn:aws:iam::111122223333:role/\(role)","accountId":"111122223333",\
      "userName":"\(role)"},"attributes":{"mfaAuthenticated":"false"}\(delivery)}}
      """
    record(
      day, hour, minute, 0, identity, service, name, address, agent,
      service == "iam" ? #"{"userName":"alice"}"# : #"{"bucketName":"reports","key":"k"}"#, "null", error: nil,
      type: "AwsApiCall")
  }

  private mutating func record(
    _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ identity: String, _ service: String, _ name: String,
    _ address: String, _ agent: String, _ parameters: String, _ response: String, error: String?, type: String
  ) {
    number += 1
    let time = Self.time(day, hour, minute, second)
    let failure = error.map { #","errorCode":"\#($0)""# } ?? ""
    aws.append(
      (
        time.number,
        """
        {"eventVersion":"1.08","userIdentity":\(identity),"eventTime":"\(time.text)",\
        "eventSource":"\(service).amazonaws.com","eventName":"\(name)","awsRegion":"us-east-1",\
        "sourceIPAddress":"\(address)","userAgent":"\(agent)","requestParameters":\(parameters),\
        "responseElements":\(response),"eventID":"00000000-0000-4000-8000-\(String(100_000_000_000 + number))",\
        "eventType":"\(type)","recipientAccountId":"111122223333"\(failure)}
        """
      ))
  }

  private mutating func system(
    _ day: Int, _ hour: Int, _ minute: Int, _ event: String, _ user: String, from address: String = OddWorld.home,
    failure: String? = nil, target: String? = nil, targetType: String = "User"
  ) {
    number += 1
    let time = Self.time(day, hour, minute, 0)
    let targets =
      target.map {
        #"[{"id":"00u\#($0)","type":"\#(targetType)","alternateId":"\#($0)@example.com","displayName":"\#($0)"}]"#
      } ?? "null"
    let reason = failure.map { #""FAILURE","reason":"\#($0)""# } ?? #""SUCCESS""#
    okta.append(
      (
        time.number,
        """
        {"actor":{"id":"00u\(user)","type":"User","alternateId":"\(user)@example.com","displayName":"\(user)"},\
        "client":{"userAgent":{"rawUserAgent":"\(Self.browser)"},"ipAddress":"\(address)"},\
        "eventType":"\(event)","outcome":{"result":\(reason)},"published":"\(time.text)","severity":"INFO",\
        "uuid":"00000000-0000-4000-9000-\(String(100_000_000_000 + number))","version":"0","displayMessage":"\(event)",\
        "target":\(targets)}
        """
      ))
  }
}
