import Activity
import Detection
import Incidents

extension JSONText {
  /// An alert as the output contract has it; `docs/output.md`.
  mutating func alert(_ alert: Alert) {
    let activity = alert.activity
    object { json in
      json.field("type", "alert")
      json.field("id", alert.id)
      json.field("time", alert.time == 0 ? nil : UTCTime(microseconds: alert.time).rfc3339)
      json.rule(alert.rule)
      json.object("record") { $0.record(alert.record) }
      json.field("source", activity.source)
      json.field("provider", activity.provider)
      json.field("tenant", activity.tenant)
      json.actor(activity.actor)
      json.object("origin") { $0.origin(activity.origin) }
      json.object("action") { $0.action(activity) }
      json.credential(activity.credential)
      if !activity.targets.isEmpty { json.targets(activity.targets) }
      json.strings("attack", alert.rule.techniques)
      json.strings("tactics", alert.rule.tactics.map(\.tag))
      json.strings("csa", alert.rule.threats.map(CSA.tag))
      if alert.count > 1 || !alert.related.isEmpty {
        json.field("count", alert.count)
        json.array("related", alert.related) { $0.record($1) }
        json.strings("group", alert.group)
      }
      // Put into words at each asking.
      let reasons = alert.reasons
      if !reasons.isEmpty { json.reasons(reasons) }
    }
  }

  mutating func reasons(_ reasons: [Alert.Reason]) {
    array("reasons", reasons) { json, reason in
      json.field("en", reason.en)
      json.field("ja", reason.ja)
      if let bits = reason.bits { json.field("bits", bits) }
    }
  }

  mutating func rule(_ rule: AlertRule) {
    object("rule") { json in
      json.field("id", rule.id)
      json.field("title", rule.title)
      json.field("level", rule.level.name)
      json.field("author", rule.author)
      json.field("source", rule.kind.rawValue)
      if let adjustment = rule.adjustment {
        json.object("adjusted") { json in
          json.field("kind", adjustment.kind.rawValue)
          json.field("from", adjustment.from.name)
          json.field("name", adjustment.name)
          json.field("en", adjustment.en)
          json.field("ja", adjustment.ja)
        }
      }
    }
  }

  mutating func record(_ record: RecordReference) {
    field("path", record.path)
    field("index", record.index)
    field("id", record.id)
  }

  mutating func actor(_ actor: Activity.Actor) {
    object("actor") { json in
      json.field("key", actor.key)
      json.field("kind", actor.kind.cachedWord)
      json.field("name", actor.name)
      json.field("email", actor.email)
      json.field("session", actor.session)
      json.field("issuer", actor.issuer)
      json.field("human", actor.human)
      json.field("mfa", actor.mfa)
    }
  }

  mutating func origin(_ origin: Activity.Origin) {
    field("ip", origin.ip)
    field("agent", origin.agent)
    field("country", origin.country)
    field("service", origin.service)
    field("device", origin.device)
  }

  mutating func action(_ activity: Activity) {
    let operation = activity.operation
    field("service", operation.service.isEmpty ? nil : operation.service)
    field("operation", operation.name)
    field("class", operation.actClass.cachedWord)
    field("resource", operation.resource.cachedWord)
    field("sensitivity", operation.sensitivity.cachedWord)
    field("region", operation.region)
    field("outcome", activity.outcome.cachedWord)
    field("reason", activity.reason)
  }

  mutating func credential(_ credential: Activity.Credential?) {
    guard let credential else { return }
    object("credential") { json in
      json.field("id", credential.id)
      json.field("kind", credential.kind.cachedWord)
    }
  }

  mutating func targets(_ targets: [Activity.Target]) {
    array("targets", Array(targets.prefix(64))) { json, target in
      json.field("kind", target.kind)
      json.field("id", target.id)
      json.field("key", target.key)
    }
  }
}

/// CSA's top threats of 2022, as tags write them.
public enum CSA {
  /// 7 → `TT2022.07`.
  public static func tag(_ threat: Int) -> String { "TT2022." + (threat < 10 ? "0" : "") + String(threat) }
}
