import JSONTape

/// Reads STIX 2.0 and 2.1: bundles, TAXII envelopes, lone objects.
enum STIXReader {
  static func reads(_ root: JSONValue) -> Bool {
    if root["type"]?.text == "bundle" { return true }
    if let first = root["objects"]?.first { return first["id"]?.text?.contains("--") ?? false }
    return root["id"]?.text?.contains("--") ?? false
  }

  static func read(_ root: JSONValue, _ reading: inout IntelReading) {
    reading.file.kind = .stix
    var context = reading.stix
    forEachObject(root) { gather($0, &context) }
    reading.stix = context
    forEachObject(root) { object in
      if object["type"]?.text == "indicator" { indicator(object, &reading) }
    }
  }

  private static func forEachObject(_ root: JSONValue, _ body: (JSONValue) -> Void) {
    if let objects = root["objects"], objects.isArray {
      objects.forEachElement { if $0.isObject { body($0) } }
    } else if root["type"]?.text != "bundle" {
      body(root)
    }
  }

  private static func gather(_ object: JSONValue, _ context: inout STIXContext) {
    guard let type = object["type"]?.text, let id = object["id"]?.text else { return }
    switch type {
    case "identity", "malware", "threat-actor", "intrusion-set", "campaign", "tool", "attack-pattern":
      if let name = object["name"]?.text { context.name(id, name) }
    case "relationship":
      guard object["relationship_type"]?.text == "indicates", let source = object["source_ref"]?.text,
        let target = object["target_ref"]?.text
      else { return }
      context.relate(source, target)
    case "marking-definition":
      let words = [object["definition"]?["tlp"]?.text, object["name"]?.text]
      if let tlp = words.compactMap({ $0.flatMap(TLP.init) }).first { context.mark(id, tlp) }
    default: break
    }
  }

  private static func indicator(_ object: JSONValue, _ reading: inout IntelReading) {
    guard let id = object["id"]?.text else { return reading.problem("an indicator has no id") }
    let modified = object["modified"]?.time ?? object["created"]?.time ?? 0
    let isRevoked = object["revoked"]?.bool ?? false
    reading.indicators.note(object: id, modified: modified, isRevoked: isRevoked)
    if isRevoked {
      reading.file.passedOver += 1
      return
    }
    let language = object["pattern_type"]?.text ?? "stix"
    guard language == "stix" else {
      return reading.problem(
        "indicators in the pattern language '\(language.prefix(40))' are not read; only STIX patterns")
    }
    guard let text = object["pattern"]?.text else { return reading.problem("an indicator has no pattern", example: id) }
    let translation: STIXTranslation
    do throws(STIXPatternError) {
      translation = STIXTranslation(try STIXPatternParser.parse(text))
    } catch {
      return reading.problem("a pattern cannot be read: \(error)", example: id)
    }
    for reason in translation.reasons {
      reading.problem("a pattern is left out, at least in part: \(reason)", example: id)
    }

    var indicator = Indicator(type: .address, value: "", source: reading.file.path)
    indicator.id = id
    indicator.name = object["name"]?.text
    indicator.description = object["description"]?.text
    indicator.author = object["created_by_ref"]?.text.flatMap { reading.stix.names[$0] }
    indicator.labels = (object["labels"]?.texts ?? []) + (object["indicator_types"]?.texts ?? [])
    indicator.indicates = (reading.stix.indicates[id] ?? []).compactMap { reading.stix.names[$0] }
    indicator.confidence = object["confidence"]?.integer
    indicator.tlp = reading.stix.tlp(object["object_marking_refs"]?.texts ?? [])
    let until = object["valid_until"]?.time
    for term in translation.terms {
      guard let lead = term.tests.first else { continue }
      indicator.type = lead.type
      indicator.value = lead.value
      indicator.matching = lead.matching
      indicator.requirements = Array(term.tests.dropFirst())
      // Not `valid_from`: publishers write the time of publishing there, and what was done before it counts too.
      indicator.validFrom = term.from
      indicator.validUntil = [until, term.until].compactMap { $0 }.min()
      reading.add(indicator, object: id, modified: modified)
    }
  }
}
