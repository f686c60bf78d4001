import Activity
import Detection
import Incidents

extension JSONText {
  /// An incident as the output contract has it; `docs/output.md`.
  mutating func incident(_ incident: Incident) {
    let narrative = incident.narrative(in: .english)
    object { json in
      json.field("type", "incident")
      json.field("id", incident.id)
      json.field("version", incident.version)
      json.field("title", narrative.title)
      json.field("score", incident.score)
      json.field("level", incident.level.name)
      json.array("identities", incident.identities) { $0.identity($1) }
      json.field("start", Self.time(incident.start))
      json.field("end", Self.time(incident.end))
      json.field("alerts", incident.alerts)
      json.field("story", narrative.story)
      json.object("narrative") { json in
        for told in [narrative, incident.narrative(in: .japanese)] {
          json.key(text: told.language.rawValue)
          json.narrative(told)
        }
      }
      json.object("progress") { $0.progress(incident.progress) }
      json.object("scoring") { $0.scoring(incident.scoring) }
      if !incident.explanations.isEmpty { json.array("explanations", incident.explanations) { $0.explanation($1) } }
      if let aftermath = incident.aftermath { json.object("aftermath") { $0.aftermath(aftermath) } }
      json.object("alertsByLevel") { $0.levels(incident.alertsByLevel) }
      json.strings("providers", incident.providers)
      json.strings("tenants", incident.tenants)
      json.strings("tactics", incident.tactics.map(\.tag))
      json.strings("attack", incident.techniques)
      json.strings("csa", incident.threats.map(CSA.tag))
      json.entities(incident)
      json.array("steps", incident.steps) { $0.step($1) }
      if incident.stepsOmitted > 0 { json.field("stepsOmitted", incident.stepsOmitted) }
      json.array("actions", incident.actions) { json, action in
        json.field("act", action.act.rawValue)
        json.strings("subjects", action.subjects)
        if action.more > 0 { json.field("more", action.more) }
        json.field("holder", action.holder)
        json.field("provider", action.provider.isEmpty ? nil : action.provider)
        json.field("text", action.text)
        json.field("textJa", action.text(in: .japanese))
      }
      json.strings("playbooks", incident.playbooks)
    }
  }

  /// What was used, from where, and on what.
  private mutating func entities(_ incident: Incident) {
    array("credentials", incident.credentials) { json, credential in
      json.field("id", credential.id)
      json.field("kind", credential.kind.cachedWord)
      json.field("holder", credential.holder)
      json.field("alerts", credential.alerts)
    }
    array("addresses", incident.addresses) { json, address in
      json.field("ip", address.ip)
      json.field("country", address.country)
      json.field("agent", address.agent)
      json.field("alerts", address.alerts)
    }
    array("resources", incident.resources) { json, resource in
      json.field("kind", resource.kind)
      json.field("id", resource.id)
      json.field("provider", resource.provider)
      json.field("class", resource.actClass.cachedWord)
      json.field("refused", resource.refused)
    }
  }

  private mutating func identity(_ identity: IncidentIdentity) {
    field("key", identity.key)
    field("kind", identity.kind.cachedWord)
    field("name", identity.name)
    field("email", identity.email)
    field("provider", identity.provider)
    field("tenant", identity.tenant)
    field("human", identity.human)
    field("mfa", identity.mfa)
    field("part", identity.part.rawValue)
    field("issuer", identity.issuer)
    field("alerts", identity.alerts)
  }

  private mutating func step(_ step: IncidentStep) {
    field("first", Self.time(step.first))
    field("last", Self.time(step.last))
    field("count", step.count)
    field("alert", step.alertID)
    rule(step.rule)
    field("tactic", step.tactic?.tag)
    field("actor", step.activity.actor.key)
    field("provider", step.activity.provider)
    field("tenant", step.activity.tenant)
    object("origin") { $0.origin(step.activity.origin) }
    object("action") { $0.action(step.activity) }
    if !step.targets.isEmpty {
      targets(step.targets)
      field("targetCount", step.targetCount)
    }
    array("records", step.records) { $0.record($1) }
    if !step.reasons.isEmpty { reasons(step.reasons) }
    if step.explained > 0 { field("explained", step.explained) }
  }

  /// `steps` are places in the incident's `steps`.
  private mutating func narrative(_ narrative: Narrative) {
    object { json in
      json.field("title", narrative.title)
      json.array("sentences", narrative.sentences) { json, sentence in
        json.field("text", sentence.text)
        json.array("steps") { json in for step in sentence.steps { json.value(step) } }
        json.array("records", sentence.records) { $0.record($1) }
      }
    }
  }

  private mutating func progress(_ progress: IncidentProgress) {
    field("furthest", progress.furthest?.tag)
    field("detected", Self.time(progress.detected))
    field("firstLoss", progress.firstLoss.flatMap(Self.time))
    field("dwellSeconds", Double(progress.dwell) / 1e6)
    field("secondsToDetect", Double(progress.timeToDetect) / 1e6)
  }

  private mutating func scoring(_ score: IncidentScore) {
    field("severity", score.severity)
    field("context", score.context)
    field("prior", score.prior)
    field("chain", score.chain)
    field("ending", score.ending)
    field("actor", score.actor)
    field("convincing", score.convincing)
    field("risen", score.risen)
  }

  private mutating func explanation(_ found: IncidentExplanation) {
    field("kind", found.explanation.kind.rawValue)
    field("en", found.explanation.en)
    field("ja", found.explanation.ja)
    field("strength", found.explanation.strength)
    field("alerts", found.alerts)
    array("records", found.records) { $0.record($1) }
  }

  private mutating func aftermath(_ aftermath: Aftermath) {
    field("start", Self.time(aftermath.start))
    field("end", Self.time(aftermath.end))
    field("alerts", aftermath.alerts)
    strings("names", aftermath.names)
    strings("addresses", aftermath.addresses)
    array("steps", aftermath.steps) { $0.step($1) }
    if aftermath.stepsOmitted > 0 { field("stepsOmitted", aftermath.stepsOmitted) }
  }

  mutating func levels(_ counts: [Level: Int]) {
    for level in Level.allCases.reversed() {
      guard let count = counts[level], count > 0 else { continue }
      key(text: level.name)
      value(count)
    }
  }

  private static func time(_ microseconds: Int64) -> String? {
    microseconds == 0 ? nil : UTCTime(microseconds: microseconds).rfc3339
  }
}
