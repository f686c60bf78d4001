import Activity
import Detection

/// Alerts as detection would raise them, made from few words.
struct AlertFixture {
  static let hour: Int64 = 3_600_000_000
  static let start: Int64 = 1_748_000_000_000_000

  var rule: AlertRule
  /// Seconds after `start`.
  var at: Double
  var actor = "aws:111122223333:user:alice"
  var issuer: String?
  var email: String?
  var session: String?
  var device: String?
  var human: Bool?
  var credential: Activity.Credential?
  var ip: String?
  var targets: [Activity.Target] = []
  var operation = "DoThing"
  var service = "ec2"
  var actClass = ActClass.change
  var resource = ResourceKind.other
  var sensitivity = Sensitivity.medium
  var outcome = Outcome.success
  var index = 0
  var path = "logs/cloudtrail.json"

  static func rule(
    _ id: String, _ level: Level, _ tags: [String] = ["attack.impact", "attack.t1485"], title: String? = nil,
    author: String? = nil, kind: AlertRule.Kind = .builtin, response: [String] = []
  ) -> AlertRule {
    AlertRule(
      id: id, title: title ?? "Rule \(id)", level: level, author: author, kind: kind, tags: tags, response: response)
  }

  var alert: Alert {
    let parts = actor.split(separator: ":", maxSplits: 3).map(String.init)
    let kind = parts.count == 4 ? ActorKind(word: parts[2]) ?? .unknown : .unknown
    let time = Self.start + Int64(at * 1_000_000)
    let activity = Activity(
      time: time, source: parts.first == "github" ? "github.audit" : "aws.cloudtrail", provider: parts.first ?? "",
      tenant: parts.count == 4 ? parts[1] : nil, recordID: "r\(index)",
      operation: .init(
        service: service, name: operation, actClass: actClass, resource: resource, sensitivity: sensitivity, region: nil
      ),
      actor: .init(
        key: actor, kind: kind, name: parts.count == 4 ? parts[3] : "", email: email, session: session, issuer: issuer,
        human: human),
      credential: credential, origin: .init(ip: ip, agent: ip == nil ? nil : "aws-cli/2.15", device: device),
      targets: targets,
      outcome: outcome, reason: outcome == .denied ? "AccessDenied" : nil)
    var keys = EntityKeys()
    keys.actor = Self.hash(actor)
    keys.issuer = Self.hash(issuer)
    keys.credential = Self.hash(credential?.id)
    keys.address = Self.hash(ip)
    keys.target = Self.hash(targets.first?.id)
    keys.targetIdentity = Self.hash(targets.first { $0.key != nil }?.key)
    keys.operation = Self.hash(service + "/" + operation)
    return Alert(
      rule: rule, time: time, record: RecordReference(path: path, index: index, id: "r\(index)"), keys: keys,
      packed: PackedActivity(activity))
  }

  static func hash(_ text: String?) -> UInt64 {
    guard let text, !text.isEmpty else { return 0 }
    return text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
