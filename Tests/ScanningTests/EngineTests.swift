import Activity
import Detection
import JSONTape
import Scanning
import Testing

/// Runs records through both stages.
private func alerts(_ engine: Engine, _ records: [String]) throws -> [Alert] {
  let worker = try Worker(engine)
  worker.begin(path: "test")
  for record in records {
    let bytes = Array(record.utf8) + Array(repeating: 0, count: Parser.padding)
    bytes.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
  }
  let second = SecondStage(engine, paths: ["test"])
  var found: [Alert] = []
  second.add(worker.take(), file: 0, base: 0) { found.append($0) }
  second.finish { found.append($0) }
  return found
}

private func trail(_ name: String, user: String = "mei", minute: Int = 0, extra: String = "") -> String {
  """
  {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/\(user)",\
  "accountId":"111122223333","accessKeyId":"AKIAEXAMPLE","userName":"\(user)"},\
  "eventTime":"2026-01-02T03:\(minute < 10 ? "0" : "")\(minute):00Z","eventSource":"iam.amazonaws.com",\
  "eventName":"\(name)","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.9","eventID":"\(name)-\(minute)",\
  "recipientAccountId":"111122223333"\(extra)}
  """
}

@Suite struct EngineTests {
  static let rule = """
    title: A user was deleted
    id: 11111111-1111-4111-8111-111111111111
    logsource: {product: aws, service: cloudtrail}
    detection:
      act: {eventName: DeleteUser}
      condition: act
    level: high
    """

  @Test("a rule is tried on records of its log source and on no others")
  func routing() throws {
    let engine = Project.engine(rules: Self.rule)
    #expect(try alerts(engine, [trail("DeleteUser")]).count == 1)
    #expect(try alerts(engine, [trail("CreateUser")]).isEmpty)
    let okta =
      #"{"eventType":"user.session.start","eventName":"DeleteUser","published":"2026-01-02T03:04:05Z","actor":{"alternateId":"a@example.com","id":"1","type":"User"},"uuid":"u"}"#
    #expect(try alerts(engine, [okta]).isEmpty)
  }

  @Test(
    "records are found inside what wraps them",
    arguments: [
      ("{\"Records\":[%,%]}", 2), ("[%,%,%]", 3),
      ("{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.iam\",\"detail\":%}", 1),
    ])
  func envelopes(template: String, count: Int) throws {
    let document = template.replacing("%", with: trail("DeleteUser"))
    #expect(try alerts(Project.engine(rules: Self.rule), [document]).count == count)
  }

  @Test("a record as text inside a record is read")
  func textEnvelope() throws {
    let text = trail("DeleteUser").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let document = "{\"Events\":[{\"EventId\":\"x\",\"EventName\":\"DeleteUser\",\"CloudTrailEvent\":\"\(text)\"}]}"
    #expect(try alerts(Project.engine(rules: Self.rule), [document]).count == 1)
  }

  @Test("a broken record is counted and spoils nothing else")
  func brokenRecord() throws {
    let worker = try Worker(Project.engine(rules: Self.rule))
    for record in [trail("DeleteUser"), "{\"a\":", trail("DeleteUser")] {
      let bytes = Array(record.utf8) + Array(repeating: 0, count: Parser.padding)
      bytes.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
    }
    let result = worker.take()
    #expect(result.records == 2)
    #expect(result.bad.count == 1)
    #expect(result.observations.indices.map { result.observations[$0].record } == [0, 1])
  }

  @Test("activity fields are read over every source")
  func activityFields() throws {
    let engine = Project.engine(
      rules: """
        title: A delete
        id: 22222222-2222-4222-8222-222222222222
        logsource: {category: activity}
        detection:
          act: {activity.class: delete, activity.resource: identity, activity.sensitivity|gte: 2, activity.actor.kind: user}
          condition: act
        level: low
        """)
    let found = try alerts(
      engine, [trail("DeleteUser"), trail("ListUsers"), trail("DeleteUser", extra: ",\"errorCode\":\"AccessDenied\"")])
    #expect(found.map(\.activity.outcome) == [.success, .denied])
    #expect(found.first?.activity.actor.key == "aws:111122223333:user:mei")
    #expect(found.first?.activity.credential?.kind == .longLivedKey)
  }

  @Test("the same alert has the same id in every run, and another record another")
  func ids() throws {
    let engine = Project.engine(rules: Self.rule)
    let first = try alerts(engine, [trail("DeleteUser"), trail("DeleteUser", minute: 1)]).map(\.id)
    let again = try alerts(engine, [trail("DeleteUser", minute: 1), trail("DeleteUser")]).map(\.id)
    #expect(Set(first).count == 2)
    #expect(first == again)
  }
}

@Suite struct CorrelationTests {
  static func rules(_ correlation: String) -> String {
    """
    title: A refused call
    name: refused
    id: 33333333-3333-4333-8333-333333333333
    logsource: {product: aws, service: cloudtrail}
    detection:
      act: {eventName|startswith: Get}
      condition: act
    level: low
    ---
    title: A deletion
    name: deletion
    id: 44444444-4444-4444-8444-444444444444
    logsource: {product: aws, service: cloudtrail}
    detection:
      act: {eventName|startswith: Delete}
      condition: act
    level: low
    ---
    title: Together
    id: 55555555-5555-4555-8555-555555555555
    level: high
    correlation:
    \(correlation.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
    """
  }

  /// Chained: what raises once raises something of its own when it comes twice.
  ///
  /// - Parameter generates: whether the second says that what it counts raises alerts, too.
  static func chained(_ correlation: String, generates: Bool = false) -> String {
    rules(correlation).replacing("title: Together\n", with: "title: Together\nname: together\n") + """

      ---
      title: Twice
      id: 66666666-6666-4666-8666-666666666666
      level: critical
      correlation:
        type: event_count
        rules: [together]
        group-by: [userIdentity.userName]
        timespan: 1h
        generate: \(generates)
        condition: {gte: 2}
      """
  }

  @Test("event_count fires at its bound within its timespan, by group")
  func eventCount() throws {
    let engine = Project.engine(
      rules: Self.rules(
        "type: event_count\nrules: [refused]\ngroup-by: [userIdentity.userName]\ntimespan: 10m\ncondition: {gte: 3}"))
    let near = try alerts(engine, [0, 4, 8].map { trail("GetUser", minute: $0) })
    #expect(near.map(\.rule.title) == ["Together"])
    #expect(near.first?.count == 3)
    #expect(near.first?.group == ["userIdentity.userName=mei"])
    #expect(try alerts(engine, [0, 8, 16].map { trail("GetUser", minute: $0) }).isEmpty)
    #expect(
      try alerts(engine, [trail("GetUser"), trail("GetUser", user: "ravi"), trail("GetUser", minute: 2)]).isEmpty)
  }

  @Test("the order in which records arrive changes nothing")
  func order() throws {
    let engine = Project.engine(
      rules: Self.rules(
        "type: event_count\nrules: [refused]\ngroup-by: [userIdentity.userName]\ntimespan: 10m\ncondition: {gte: 3}"))
    let records = (0..<6).map { trail("GetUser", minute: $0 * 3) }
    let wanted = try alerts(engine, records).map(\.id)
    #expect(!wanted.isEmpty)
    #expect(try alerts(engine, records.reversed()).map(\.id) == wanted)
  }

  @Test("value_count counts different values")
  func valueCount() throws {
    let engine = Project.engine(
      rules: Self.rules(
        "type: value_count\nrules: [refused]\ngroup-by: [userIdentity.userName]\ntimespan: 10m\ncondition: {gte: 2, field: eventName}"
      ))
    #expect(try alerts(engine, [trail("GetUser"), trail("GetUser", minute: 1)]).isEmpty)
    #expect(try alerts(engine, [trail("GetUser"), trail("GetRole", minute: 1)]).count == 1)
  }

  @Test("temporal needs all rules, temporal_ordered in their order")
  func temporal() throws {
    let both = "rules: [refused, deletion]\ngroup-by: [userIdentity.userName]\ntimespan: 5m"
    let free = Project.engine(rules: Self.rules("type: temporal\n\(both)"))
    let ordered = Project.engine(rules: Self.rules("type: temporal_ordered\n\(both)"))
    let forth = [trail("GetUser"), trail("DeleteUser", minute: 2)]
    let back = [trail("DeleteUser"), trail("GetUser", minute: 2)]
    #expect(try alerts(free, forth).count == 1)
    #expect(try alerts(free, back).count == 1)
    #expect(try alerts(ordered, forth).count == 1)
    #expect(try alerts(ordered, back).isEmpty)
    #expect(try alerts(free, [trail("GetUser"), trail("DeleteUser", minute: 9)]).isEmpty)
  }

  @Test("a sum is judged when its timespan has passed")
  func sum() throws {
    let engine = Project.engine(
      rules: Self.rules(
        "type: value_sum\nrules: [refused]\ngroup-by: [userIdentity.userName]\ntimespan: 5m\ncondition: {gt: 10, field: additionalEventData.bytes}"
      ))
    let small = ",\"additionalEventData\":{\"bytes\":6}"
    #expect(try alerts(engine, [trail("GetUser", extra: small)]).isEmpty)
    #expect(try alerts(engine, [trail("GetUser", extra: small), trail("GetUser", minute: 1, extra: small)]).count == 1)
  }

  @Test("a correlation of correlations fires")
  func chained() throws {
    let engine = Project.engine(
      rules: Self.chained(
        "type: event_count\nrules: [refused]\ngroup-by: [userIdentity.userName]\ntimespan: 5m\ncondition: {gte: 2}"))
    let found = try alerts(engine, (0..<4).map { trail("GetUser", minute: $0) })
    #expect(found.map(\.rule.title) == ["Twice"])
  }
}
