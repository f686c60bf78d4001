import YAMLTree

extension ExpectationReader {
  /// A selector: a map, or a text or list of texts each of which is an identity (`aws:*:role:ci-*`), an e-mail
  /// (`*@example.com`), the name of a group, or `everyone`.
  mutating func selector(_ node: YAMLNode) -> Selector {
    var selector = Selector()
    if node.mapping != nil {
      check(node, known: ["identities", "emails", "groups", "providers", "kind"], in: "a selector")
      selector.identities = (texts(node, "identities") ?? []).compactMap { identity($0.text, $0.line) }
      selector.emails = (texts(node, "emails") ?? []).compactMap { email($0.text, $0.line) }
      for (name, line) in texts(node, "groups") ?? [] where isGroup(name, line) { selector.groups.append(name) }
      selector.providers = (texts(node, "providers") ?? []).map { $0.text.lowercased() }
      if let kind = node["kind"] {
        selector.kind = kind.string.flatMap(Selector.Kind.init(rawValue:))
        if selector.kind == nil { complain(kind.line, "'kind' is human or machine") }
      }
      if node.mapping?.isEmpty == true { complain(node.line, "the selector is empty; write 'everyone'") }
      return selector
    }
    let wrapped = YAMLNode(.mapping([(key: "who", value: node)]), line: node.line)
    var everyone = false
    for (text, line) in texts(wrapped, "who") ?? [] {
      if text == "everyone" {
        everyone = true
      } else if text.contains(":") {
        if let pattern = identity(text, line) { selector.identities.append(pattern) }
      } else if text.contains("@") {
        selector.emails.append(TextPattern(text))
      } else if isGroup(text, line) {
        selector.groups.append(text)
      }
    }
    return everyone ? Selector() : selector
  }

  private mutating func isGroup(_ name: String, _ line: Int) -> Bool {
    if groupNames.contains(name) { return true }
    let hint = NearestName.hint(name, among: groupNames.sorted())
    complain(
      line,
      "'\(name)' is no name under 'groups'"
        + (hint.isEmpty ? ", no e-mail and no identity (provider:tenant:kind:id)" : hint))
    return false
  }

  mutating func identity(_ text: String, _ line: Int) -> TextPattern? {
    guard text == "*" || text.filter({ $0 == ":" }).count >= 3 || (text.contains("*") && text.contains(":")) else {
      complain(line, "'\(text)' is no identity; write provider:tenant:kind:id, such as aws:111122223333:user:alice")
      return nil
    }
    return TextPattern(text)
  }

  private mutating func email(_ text: String, _ line: Int) -> TextPattern? {
    guard text.contains("@") || text == "*" else {
      complain(line, "'\(text)' is no e-mail address; write alice@example.com or *@example.com")
      return nil
    }
    return TextPattern(text)
  }

  mutating func groups(_ node: YAMLNode?) {
    for (name, value) in named(node, "groups", such: "admins: [alice@example.com]") {
      if name.contains(":") || name.contains("@") || name == "everyone" {
        complain(value.keyLine, "a group's name has neither ':' nor '@' and is not 'everyone'")
      }
      var members = value
      var arePeers = false
      if value.mapping != nil {
        check(value, known: ["members", "peers"], in: "a group")
        if let flag = value["peers"] {
          if let isOn = flag.bool { arePeers = isOn } else { complain(flag.line, "'peers' is true or false") }
        }
        guard let listed = value["members"] else {
          complain(value.line, "the group '\(name)' needs 'members'")
          continue
        }
        members = listed
      }
      var group = IdentityGroup(name: name, identities: [], emails: [], arePeers: arePeers, line: value.keyLine)
      let wrapped = YAMLNode(.mapping([(key: "members", value: members)]), line: members.line)
      for (text, line) in texts(wrapped, "members") ?? [] {
        if text.contains(":") {
          if let pattern = identity(text, line) { group.identities.append(pattern) }
        } else if let pattern = email(text, line) {
          group.emails.append(pattern)
        }
      }
      result.groups.append(group)
    }
  }
}
