import Activity
import Behaviour
import Detection
import Expectations
import Incidents
import JSONTape
import Testing

/// Habits from records to incidents, and over a break between two runs.
@Suite("Habits in a scan")
struct HabitScanTests {
  private static let rule = """
    title: Instances were rebooted
    id: 22222222-2222-4222-8222-222222222222
    tags: [attack.execution]
    logsource: {product: aws, service: cloudtrail}
    detection:
      act: {eventName: RebootInstances}
      condition: act
    level: medium
    """

  private static func record(_ day: Int, from address: String = "203.0.113.9") -> String {
    """
    {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/mei",\
    "accountId":"111122223333","accessKeyId":"AKIAEXAMPLE","userName":"mei"},\
    "eventTime":"2026-01-\(day < 10 ? "0" : "")\(day)T03:00:00Z","eventSource":"ec2.amazonaws.com",\
    "eventName":"RebootInstances","awsRegion":"us-east-1","sourceIPAddress":"\(address)","eventID":"reboot-\(day)",\
    "userAgent":"aws-cli/2.17.9","recipientAccountId":"111122223333"}
    """
  }

  /// The days of which the alert is usual, all alerts, and what was learned.
  private static func run(_ records: [String], expectations: String? = nil, from state: WatchState? = nil) throws -> (
    alerts: [Alert], state: WatchState?
  ) {
    let engine = Project.engine(rules: rule)
    let worker = try Worker(engine)
    worker.begin(path: "test")
    for record in records {
      let bytes = Array(record.utf8) + Array(repeating: 0, count: Parser.padding)
      bytes.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
    }
    var watch = Watch()
    if let expectations {
      watch.expectations = Expectations(
        try ExpectationReader.read(Array(expectations.utf8), file: "expect.yml").get())
    }
    let second = SecondStage(engine, paths: ["test"], watch: watch, lateness: 3, keepsState: true)
    if let state { _ = try second.restore(state) }
    var found: [Alert] = []
    second.add(worker.take(), file: 0, base: 0) { found.append($0) }
    second.finish { found.append($0) }
    return (found.filter { $0.rule.kind == .sigma }, second.state)
  }

  private static let days = (1...20).map { record($0) }

  @Test("what is done every day stays an alert with a reason, and its incident is low")
  func usual() throws {
    let alerts = try Self.run(Self.days).alerts
    #expect(alerts.count == 20)
    let first = try #require(alerts.firstIndex { $0.habit != nil })
    #expect((4...7).contains(first))
    #expect(alerts[first...].allSatisfy { $0.habit != nil && $0.rule.level == .medium })
    #expect(alerts[first].reasons.last?.en.hasPrefix("It is usual") == true)
    var builder = IncidentBuilder()
    for alert in alerts.suffix(3) { builder.add(alert) }
    #expect(builder.finish().map(\.level) == [.low])
  }

  @Test("the same from elsewhere is an incident of medium level")
  func elsewhere() throws {
    let alerts = try Self.run(Self.days + [Self.record(21, from: "198.51.100.77")]).alerts
    let last = try #require(alerts.last)
    #expect(last.habit == nil)
    var builder = IncidentBuilder()
    builder.add(last)
    #expect(builder.finish().map(\.level) == [.medium])
  }

  @Test("a run taken up from a state knows the habits of the one before, at whatever record that ended")
  func state() throws {
    let whole = try Self.run(Self.days)
    #expect(whole.alerts.contains { $0.habit != nil })
    for cut in [1, 5, 6, 13] {
      let before = try Self.run(Array(Self.days[..<cut]))
      let after = try Self.run(Array(Self.days[cut...]), from: before.state)
      // What waited for its order is judged again by the run after, with the same result.
      var habits: [String?: Habit?] = [:]
      for alert in before.alerts + after.alerts {
        if let known = habits[alert.record.id] { #expect(known == alert.habit) }
        habits[alert.record.id] = alert.habit
      }
      #expect(after.alerts.count == Self.days.count - cut + min(cut, 3))
      #expect(habits == Dictionary(uniqueKeysWithValues: whole.alerts.map { ($0.record.id, $0.habit) }))
    }
  }

  @Test("an expectations file switches habits off, for all rules or for some", arguments: [0, 1, 2])
  func declared(which: Int) throws {
    let text = ["habits: off\n", "habits: {never: ['2222*']}\n", "habits: {never: ['3333*']}\n"][which]
    let alerts = try Self.run(Self.days, expectations: text).alerts
    #expect(alerts.contains { $0.habit != nil } == (which == 2))
  }
}
