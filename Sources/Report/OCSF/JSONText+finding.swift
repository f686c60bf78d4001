import Activity
import Detection
import Incidents

/// Classes and objects of https://schema.ocsf.io/1.5.0, with the profiles `cloud` and `host`.
extension JSONText {
  mutating func detectionFinding(_ alert: Alert, version: String) {
    let activity = alert.activity
    object { json in
      json.findingHead(OCSFClass.detection, .create, level: alert.rule.level, time: alert.time)
      json.field("message", alert.rule.title)
      json.field("count", alert.count)
      json.field("is_alert", alert.rule.level >= .medium)
      json.field("status_id", 1)
      json.field("status", "New")
      json.metadata(version: version, activity: activity, profiles: ["cloud", "host"])
      json.object("finding_info") { json in
        json.field("uid", alert.id)
        json.field("title", alert.rule.title)
        json.field("desc", Self.description(alert))
        json.times(first: alert.time, last: alert.time)
        json.analytic(alert.rule)
        json.strings("types", alert.rule.threats.map { "CSA \(CSA.tag($0))" })
        json.strings("data_sources", activity.source.isEmpty ? [] : [activity.source])
        json.attacks(tactics: alert.rule.tactics, techniques: alert.rule.techniques)
      }
      json.cloud(activity)
      json.ocsfActor(activity)
      json.evidences(alert, activity)
      if !activity.targets.isEmpty {
        json.array("resources", Array(activity.targets.prefix(16))) { json, target in
          json.field("uid", target.id.isEmpty ? "unknown" : target.id)
          json.field("type", target.kind)
        }
      }
      json.observables(activity)
    }
  }

  mutating func incidentFinding(_ incident: Incident, version: String) {
    let narrative = incident.narrative(in: .english)
    object { json in
      json.findingHead(
        OCSFClass.incident, incident.version > 1 ? .update : .create, level: incident.level, time: incident.end)
      json.field("message", narrative.title)
      json.field("desc", narrative.story)
      json.field("count", incident.alerts)
      if incident.start > 0 {
        json.field("start_time", Int(incident.start / 1000))
        json.field("end_time", Int(incident.end / 1000))
      }
      json.field("impact_score", incident.score)
      json.field("status_id", 1)
      json.field("status", "New")
      json.unassigned()
      json.metadata(version: version, activity: nil, profiles: ["cloud"])
      json.attacks(tactics: incident.tactics, techniques: incident.techniques)
      json.array("finding_info_list", incident.steps) { json, step in
        json.field("uid", step.alertID)
        json.field("title", step.rule.title)
        json.times(first: step.first, last: step.last)
        json.field("related_events_count", step.count)
        json.analytic(step.rule)
        json.attacks(tactics: step.rule.tactics, techniques: step.rule.techniques)
      }
      json.object("cloud") { json in
        json.field("provider", incident.providers.map(ProviderName.of).joined(separator: ", "))
      }
      json.object("unmapped") { json in
        json.field("incident_id", incident.id)
        json.field("version", incident.version)
        let japanese = incident.narrative(in: .japanese)
        json.field("title_ja", japanese.title)
        json.field("story_ja", japanese.story)
        json.field("detected_time", Int(incident.progress.detected / 1000))
        if let aftermath = incident.aftermath { json.field("aftermath_alerts", aftermath.alerts) }
        json.strings("explanations", incident.explanations.map(\.explanation.en))
        json.strings("playbooks", incident.playbooks)
        json.strings("identities", incident.identities.map(\.key))
        json.strings("actions", incident.actions.map(\.text))
      }
    }
  }

  // MARK: Parts

  /// What the rule means, and why it was raised here; the numbers of the reasons are in the evidence.
  private static func description(_ alert: Alert) -> String? {
    let texts = (alert.rule.summary.map { [$0] } ?? []) + alert.reasons.map(\.en)
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }

  /// - Parameter level: `nil` where it is of no matter any more.
  mutating func findingHead(_ kind: OCSFClass, _ activity: OCSFActivity, level: Level?, time: Int64) {
    field("activity_id", activity.rawValue)
    field("activity_name", activity.name)
    field("category_uid", 2)
    field("category_name", "Findings")
    field("class_uid", kind.uid)
    field("class_name", kind.name)
    field("type_uid", kind.uid * 100 + activity.rawValue)
    field("type_name", "\(kind.name): \(activity.name)")
    // A record without a time has time 0 here: the attribute is required.
    field("time", Int(time / 1000))
    field("severity_id", level.map { $0.rawValue + 1 } ?? 0)
    field("severity", level?.name.capitalizedFirst ?? "Unknown")
  }

  /// The class demands one of assignee and assignee_group.
  mutating func unassigned() { object("assignee_group") { $0.field("name", "unassigned") } }

  mutating func metadata(version: String, activity: Activity?, profiles: [String]) {
    object("metadata") { json in
      json.field("version", OCSFReport.schema)
      json.strings("profiles", profiles)
      json.object("product") { json in
        json.field("name", "Yagura")
        json.field("vendor_name", "Yagura")
        json.field("version", version)
      }
      json.field("log_name", activity?.source)
      json.field("log_provider", activity.map { ProviderName.of($0.provider) })
      json.field("tenant_uid", activity?.tenant)
    }
  }

  private mutating func times(first: Int64, last: Int64) {
    guard first > 0 else { return }
    field("created_time", Int(first / 1000))
    field("first_seen_time", Int(first / 1000))
    field("last_seen_time", Int(last / 1000))
  }

  private mutating func analytic(_ rule: AlertRule) {
    object("analytic") { json in
      json.field("uid", rule.id)
      json.field("name", rule.title)
      json.field("type_id", rule.kind == .behaviour ? 2 : 1)
      json.field("type", rule.kind == .behaviour ? "Behavioral" : "Rule")
      json.field("category", rule.kind.rawValue)
      json.field("desc", rule.author.map { "Rule by \($0)" })
    }
  }

  private mutating func attacks(tactics: [Tactic], techniques: [String]) {
    guard !tactics.isEmpty || !techniques.isEmpty else { return }
    array("attacks") { json in
      for tactic in tactics {
        json.object { json in
          json.object("tactic") { json in
            json.field("uid", tactic.attackID)
            json.field("name", tactic.attackName)
          }
        }
      }
      for technique in techniques {
        let parts = technique.split(separator: ".")
        json.object { json in
          json.object("technique") { $0.field("uid", String(parts.first ?? "")) }
          if parts.count == 2 { json.object("sub_technique") { $0.field("uid", technique) } }
        }
      }
    }
  }

  private mutating func cloud(_ activity: Activity) {
    object("cloud") { json in
      json.field("provider", activity.provider.isEmpty ? "unknown" : ProviderName.of(activity.provider))
      json.field("region", activity.operation.region)
      if let tenant = activity.tenant { json.object("account") { $0.field("uid", tenant) } }
    }
  }

  private mutating func ocsfActor(_ activity: Activity) {
    let actor = activity.actor
    object("actor") { json in
      json.object("user") { json in
        json.field("uid", actor.key.isEmpty ? "unknown" : actor.key)
        json.field("name", actor.name)
        json.field("email_addr", actor.email.flatMap { OCSFText.isEmail($0) ? $0 : nil })
        json.field("type", actor.kind.cachedWord)
        json.field("type_id", OCSFText.userType(actor.kind))
        json.field("has_mfa", actor.mfa)
        json.field("credential_uid", activity.credential?.id)
      }
      if actor.session != nil || actor.issuer != nil {
        json.object("session") { json in
          json.field("uid", actor.session)
          json.field("issuer", actor.issuer)
          json.field("is_mfa", actor.mfa)
        }
      }
    }
  }

  private mutating func evidences(_ alert: Alert, _ activity: Activity) {
    array("evidences") { json in
      json.object { json in
        json.object("api") { json in
          json.field("operation", activity.operation.name.isEmpty ? "unknown" : activity.operation.name)
          if !activity.operation.service.isEmpty {
            json.object("service") { $0.field("name", activity.operation.service) }
          }
          if let id = alert.record.id { json.object("request") { $0.field("uid", id) } }
          if let reason = activity.reason { json.object("response") { $0.field("error", reason) } }
        }
        if let ip = activity.origin.ip, OCSFText.isAddress(ip) { json.object("src_endpoint") { $0.field("ip", ip) } }
        if let agent = activity.origin.agent { json.object("http_request") { $0.field("user_agent", agent) } }
        json.object("data") { json in
          json.object("record") { $0.record(alert.record) }
          json.object("action") { $0.action(activity) }
          if !alert.related.isEmpty { json.array("related", alert.related) { $0.record($1) } }
          let reasons = alert.reasons
          if !reasons.isEmpty { json.reasons(reasons) }
        }
      }
    }
  }

  private mutating func observables(_ activity: Activity) {
    array("observables") { json in
      func observable(_ name: String, _ type: Int, _ typeName: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        json.object { json in
          json.field("name", name)
          json.field("type_id", type)
          json.field("type", typeName)
          json.field("value", value)
        }
      }
      let ip = activity.origin.ip.flatMap { OCSFText.isAddress($0) ? $0 : nil }
      observable("evidences[0].src_endpoint.ip", 2, "IP Address", ip)
      observable("actor.user.name", 4, "User Name", activity.actor.name)
      observable("actor.user.credential_uid", 19, "User Credential ID", activity.credential?.id)
      for (index, target) in activity.targets.prefix(16).enumerated() {
        observable("resources[\(index)].uid", 10, "Resource UID", target.id)
      }
    }
  }
}
