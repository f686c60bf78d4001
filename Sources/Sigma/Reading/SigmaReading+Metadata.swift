import YAMLTree

extension SigmaReading {
  func metadata(_ document: YAMLNode) throws(SigmaError) -> SigmaMetadata {
    var metadata = SigmaMetadata(location: location(document["title"]?.keyLine ?? document.line))
    metadata.title = try text(document, "title") ?? ""
    metadata.id = try text(document, "id")
    metadata.name = try text(document, "name")
    metadata.status = try text(document, "status")
    metadata.description = try text(document, "description")
    metadata.license = try text(document, "license")
    metadata.author = try texts(document, "author").joined(separator: ", ").nonEmpty
    metadata.date = try text(document, "date")
    metadata.modified = try text(document, "modified")
    metadata.references = lenient(document, "references")
    metadata.tags = lenient(document, "tags")
    metadata.falsePositives = lenient(document, "falsepositives")
    metadata.fields = lenient(document, "fields")
    if let level = try text(document, "level") {
      guard let known = SigmaLevel(name: level) else {
        throw SigmaError(
          location(document["level"]?.line ?? document.line),
          "unknown level '\(level.prefix(40))'; Sigma has informational, low, medium, high and critical")
      }
      metadata.level = known
    }
    if let extras = document["yagura"] { metadata.extras = try self.extras(extras) }
    return metadata
  }

  /// Texts that only people read: what is not one is passed over.
  private func lenient(_ document: YAMLNode, _ key: String) -> [String] {
    guard let value = document[key] else { return [] }
    if let text = value.string { return [text] }
    return value.sequence?.compactMap(\.string) ?? []
  }

  private func extras(_ node: YAMLNode) throws(SigmaError) -> RuleExtras {
    guard let entries = node.mapping else { throw error(node, "'yagura' must be a map, not \(node.kindName)") }
    var extras = RuleExtras()
    for (key, value) in entries {
      switch key {
      case "entities":
        guard let entities = value.mapping else { throw error(value, "'entities' must be a map from role to field") }
        for (role, _) in entities { extras.entities[role] = try texts(value, role) }
      case "response": extras.response = try texts(node, key)
      case "ja":
        guard value.mapping != nil else { throw error(value, "'ja' must be a map of 'title' and 'description'") }
        extras.titleJa = try text(value, "title")
        extras.descriptionJa = try text(value, "description")
      default:
        throw SigmaError(
          location(value.keyLine), "unknown key '\(key.prefix(40))' under 'yagura'; it has entities, response and ja")
      }
    }
    return extras
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
