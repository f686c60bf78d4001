import JSONTape

/// Reads MISP's JSON: an event, lists of events, answers of its API, and the manifest of a feed.
enum MISPReader {
  static func reads(_ root: JSONValue) -> Bool {
    if root["Event"] != nil || root["response"] != nil || root["Attribute"] != nil { return true }
    if root.isArray, let first = root.first { return first["Event"] != nil }
    return isManifest(root)
  }

  /// `{"<uuid>": {"info": …, "Orgc": …, "timestamp": …}, …}`
  private static func isManifest(_ root: JSONValue) -> Bool {
    guard root["Event"] == nil else { return false }
    var entries = 0
    var fits = 0
    root.forEachMember { _, value in
      entries += 1
      if value["info"] != nil, value["Orgc"] != nil { fits += 1 }
    }
    return entries > 0 && entries == fits
  }

  static func read(_ root: JSONValue, _ reading: inout IntelReading) {
    reading.file.kind = .misp
    if isManifest(root) {
      // Events stand in files of their own beside it.
      reading.file.kind = .mispManifest
      root.forEachMember { _, _ in reading.file.passedOver += 1 }
      return
    }
    visit(root, &reading, depth: 0)
  }

  private static func visit(_ value: JSONValue, _ reading: inout IntelReading, depth: Int) {
    guard depth < 4 else { return }
    if value.isArray {
      value.forEachElement { visit($0, &reading, depth: depth + 1) }
      return
    }
    if let event = value["Event"] { self.event(event, &reading) }
    if let response = value["response"] { visit(response, &reading, depth: depth + 1) }
    if let attributes = value["Attribute"] { self.attributes(attributes, Event(), &reading) }
  }

  private struct Event {
    var name: String?
    var author: String?
    var tags: [String] = []
  }

  private static func event(_ value: JSONValue, _ reading: inout IntelReading) {
    var event = Event()
    event.name = value["info"]?.text
    event.author = value["Orgc"]?["name"]?.text ?? value["Org"]?["name"]?.text
    event.tags = tags(value)
    if let list = value["Attribute"] { attributes(list, event, &reading) }
    value["Object"]?.forEachElement { object in
      if let list = object["Attribute"] { attributes(list, event, &reading) }
    }
  }

  private static func tags(_ value: JSONValue) -> [String] {
    var tags: [String] = []
    value["Tag"]?.forEachElement { if let name = $0["name"]?.text, tags.count < 64 { tags.append(name) } }
    return tags
  }

  private static func attributes(_ list: JSONValue, _ event: Event, _ reading: inout IntelReading) {
    if list.isObject { return attribute(list, event, &reading) }
    list.forEachElement { attribute($0, event, &reading) }
  }

  private static func attribute(_ value: JSONValue, _ event: Event, _ reading: inout IntelReading) {
    guard let type = value["type"]?.text, let text = value["value"]?.text else { return }
    let uuid = value["uuid"]?.text
    let modified = value["timestamp"]?.text.flatMap(Int64.init) ?? 0
    let isDeleted = value["deleted"]?.bool ?? false
    if let uuid { reading.indicators.note(object: uuid, modified: modified, isRevoked: isDeleted) }
    guard !isDeleted, value["to_ids"]?.bool ?? false else {
      reading.file.passedOver += 1
      return
    }
    var indicator = Indicator(type: .address, value: "", source: reading.file.path)
    indicator.id = uuid
    indicator.name = event.name
    indicator.author = event.author
    indicator.description = value["comment"]?.text
    let tags = event.tags + tags(value)
    indicator.tlp = tags.compactMap(TLP.init).max { $0.rawValue < $1.rawValue }
    indicator.labels = tags.filter { TLP($0) == nil }
    indicator.confidence = tags.compactMap(confidence).first
    let values = Self.values(type, text)
    if values.isEmpty {
      return reading.problem("MISP attributes of type '\(type.prefix(40))' are nothing that an audit record shows")
    }
    for (type, text) in values {
      guard let (type, text) = IndicatorText.read(text, as: type) else {
        reading.problem("a value is no \(type?.word ?? "indicator")", example: text)
        continue
      }
      indicator.type = type
      indicator.value = text
      reading.add(indicator, object: uuid, modified: modified)
    }
  }

  /// MISP's estimative language and its own taxonomy.
  private static func confidence(_ tag: String) -> Int? {
    guard tag.hasPrefix("misp:confidence-level") else { return nil }
    if tag.contains("completely-confident") { return 100 }
    if tag.contains("usually-confident") { return 75 }
    if tag.contains("fairly-confident") { return 50 }
    if tag.contains("rarely-confident") { return 25 }
    return tag.contains("unconfident") ? 0 : nil
  }

  private static func values(_ type: String, _ text: String) -> [(IndicatorType?, String)] {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch type {
    case "ip-src", "ip-dst": return [(.address, text)]
    case "ip-src|port", "ip-dst|port": return [(.address, parts[0])]
    case "domain", "hostname": return [(.domain, text)]
    case "hostname|port": return [(.domain, parts[0])]
    case "domain|ip": return parts.count == 2 ? [(.domain, parts[0]), (.address, parts[1])] : [(.domain, text)]
    case "url", "uri", "link": return [(.url, text)]
    case "email", "email-src", "email-dst", "target-email", "email-reply-to": return [(.email, text)]
    case "user-agent", "http-user-agent": return [(.userAgent, text)]
    case "github-username", "target-user", "username": return [(.account, text)]
    case "md5", "sha1", "sha224", "sha256", "sha384", "sha512": return [(.fileHash, text)]
    case "aws-access-key-id", "access-key-id": return [(.credential, text)]
    case "arn", "aws-arn": return [(.arn, text)]
    default:
      if type.hasPrefix("filename|"), parts.count == 2, type.contains("md5") || type.contains("sha") {
        return [(.fileHash, parts[1])]
      }
      return []
    }
  }
}
