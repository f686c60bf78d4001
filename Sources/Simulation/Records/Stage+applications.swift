extension Stage {
  /// Writes an event of Slack's audit log; `entity` is the JSON of what it was done to.
  func slack(
    _ action: String, by person: Person, entity: Line, _ origin: Origin, _ at: Moment, _ random: inout Random,
    details: Line = "{}"
  ) {
    let id = random.token()
    guard wants(.slack) else { return }
    emit(
      .slack, at, id,
      #"{"id":"\#(id)","date_create":\#(at.seconds),"action":"\#(action)","actor":{"type":"user","user":{"id":"\#(person.slack)","name":"\#(person.name)","email":"\#(person.email)","team":"T02HOSHIG"}},"entity":\#(entity),"context":{"location":{"type":"workspace","id":"T02HOSHIG","name":"Hoshigaoka","domain":"\#(Organisation.name)"},"ua":"\#(origin.agent)","ip_address":"\#(origin.address)","session_id":\#(Int(Token(person.index, 71, Int(at.milliseconds / 1_209_600_000), Int(truncatingIfNeeded: origin.device.high)).high >> 20))},"details":\#(details)}"#
    )
  }

  func slackUser(_ person: Person) -> Line {
    #"{"type":"user","user":{"id":"\#(person.slack)","name":"\#(person.name)","email":"\#(person.email)","team":"T02HOSHIG"}}"#
  }

  /// Writes a GitLab audit event.
  func gitlab(
    _ event: String, message: String, by person: Person, project: String, target: Line, _ origin: Origin, _ at: Moment,
    _ random: inout Random
  ) {
    let id = random.token()
    guard wants(.gitlab) else { return }
    emit(
      .gitlab, at, id,
      #"{"id":\#(Int64(id.high >> 12)),"author_id":\#(person.gitlab),"entity_id":\#(3000 + Int(UInt64(bitPattern: Int64(project.hashed)) % 900)),"entity_type":"Project","event_name":"\#(event)","details":{"author_name":"\#(person.name)","author_class":"User","author_email":"\#(person.email)",\#(target),"custom_message":"\#(message)","ip_address":"\#(origin.address)","entity_path":"\#(Organisation.name)/\#(project)"},"created_at":"\#(at, digits: 3)"}"#
    )
  }

  /// Writes an OpenAI audit event by somebody at the dashboard; `payload` is the event's own object, with its comma.
  func openai(
    _ type: String, by person: Person, _ origin: Origin, _ at: Moment, _ random: inout Random, _ payload: Line = ""
  ) {
    let id = random.token()
    guard wants(.openai) else { return }
    emit(
      .openai, at, id,
      #"{"object":"organization.audit_log","id":"audit_log-\#(letters: id, 24)","type":"\#(type)","effective_at":\#(at.seconds),"actor":{"type":"session","session":{"user":{"id":"\#(person.openai)","email":"\#(person.email)"},"ip_address":"\#(origin.address)","user_agent":"\#(origin.agent)","ja4":"t13d1516h2_\#(hex: origin.device, 12)","ip_address_details":{"country":"\#(origin.geo.country)","city":"\#(origin.geo.city)","region":"\#(origin.geo.state)","asn":"\#(origin.asn)"}}}\#(payload)}"#
    )
  }

  /// Writes an event of Anthropic's activity feed; `extra` begins with a comma.
  func anthropic(
    _ type: String, by person: Person, _ origin: Origin, _ at: Moment, _ random: inout Random, _ extra: Line = ""
  ) {
    let id = random.token()
    guard wants(.anthropic) else { return }
    emit(
      .anthropic, at, id,
      #"{"id":"activity_01\#(letters: id, 22)","created_at":"\#(at, digits: 6)","organization_id":"org_01\#(letters: Organisation.anthropicOrganisation, 22)","organization_uuid":"\#(Organisation.anthropicOrganisation)","actor":{"type":"user_actor","email_address":"\#(person.email)","user_id":"\#(person.anthropic)","ip_address":"\#(origin.address)","user_agent":"\#(origin.agent)"},"type":"\#(type)"\#(extra)}"#
    )
  }

  /// Writes a request that AWS WAF saw.
  func waf(
    _ origin: Origin, method: String, uri: String, query: String, host: String, isBlocked: Bool, rule: String,
    _ at: Moment, _ random: inout Random
  ) {
    let id = random.token()
    guard wants(.waf) else { return }
    emit(
      .waf, at, id,
      #"{"timestamp":\#(at.milliseconds),"formatVersion":1,"webaclId":"arn:aws:wafv2:ap-northeast-1:\#(Account.production.id):regional/webacl/shop/\#(Token(0x7761, 1))","terminatingRuleId":"\#(rule)","terminatingRuleType":"\#(isBlocked ? "MANAGED_RULE_GROUP" : "REGULAR")","action":"\#(isBlocked ? "BLOCK" : "ALLOW")","terminatingRuleMatchDetails":[],"httpSourceName":"ALB","httpSourceId":"\#(Account.production.id)-app/shop/50dc6c495c0c9188","ruleGroupList":[],"rateBasedRuleList":[],"nonTerminatingMatchingRules":[],"httpRequest":{"clientIp":"\#(origin.address)","country":"\#(origin.geo.country)","headers":[{"name":"Host","value":"\#(host)"},{"name":"User-Agent","value":"\#(origin.agent)"},{"name":"Accept","value":"*/*"}],"uri":"\#(uri)","args":"\#(query)","httpVersion":"HTTP/2.0","httpMethod":"\#(method)","requestId":"1-\#(hex: id, 8)-\#(hex: Token(high: id.low, low: id.high), 24)"}}"#
    )
  }
}
