import Activity
import YAMLTree

extension ExpectationReader {
  mutating func person(_ node: YAMLNode) -> Person? {
    check(node, known: ["email", "also", "accounts"], in: "a person")
    guard let email = required(node, "email", in: "a person") else { return nil }
    let emails = [(text: email, line: node["email"]?.line ?? node.line)] + (texts(node, "also") ?? [])
    for (text, line) in emails where !text.contains("@") || text.contains("*") {
      complain(line, "'\(text)' is no e-mail address")
    }
    let accounts = (texts(node, "accounts") ?? []).compactMap { identity($0.text, $0.line) }
    if accounts.contains(where: { $0.text == "*" }) { complain(node.line, "a person does not hold every account") }
    return Person(emails: emails.map(\.text), accounts: accounts, line: node.line)
  }

  mutating func leaver(_ node: YAMLNode) -> Leaver? {
    check(node, known: ["email", "identities", "left", "note"], in: "a leaver")
    let email = node["email"].flatMap { text(of: $0, "email") }
    let identities = (texts(node, "identities") ?? []).compactMap { identity($0.text, $0.line) }
    if email == nil, identities.isEmpty { complain(node.line, "a leaver needs 'email' or 'identities'") }
    if identities.contains(where: { $0.text == "*" }) { complain(node.line, "'*' would make leavers of everyone") }
    let note = node["note"].flatMap { text(of: $0, "note") }
    guard let text = required(node, "left", in: "a leaver"),
      let left = end(of: text, line: node["left"]?.line ?? node.line, "left")
    else { return nil }
    return Leaver(email: email, identities: identities, left: left, note: note, file: file, line: node.line)
  }

  /// Reads the CSV beside the file: a header with `email` or `identity` and `left`, `note` if wanted.
  mutating func leaversFile(_ node: YAMLNode) {
    guard let name = text(of: node, "leavers_file") else { return }
    guard !name.contains("/"), !name.hasPrefix(".") else {
      complain(node.line, "'leavers_file' is the name of a file in the same folder")
      return
    }
    guard let bytes = beside(name) else {
      complain(node.line, "the leavers file '\(name)' cannot be read; it stands beside this file")
      return
    }
    guard bytes.count <= ExpectationLimits.leaverBytes else {
      complain(1, "has more than \(ExpectationLimits.leaverBytes) bytes", file: name)
      return
    }
    var header: [String: Int]?
    var count = 0
    var rows = CSVRecords(bytes[...], fieldsMaySpanLines: false)
    while let (line, fields) = rows.next() {
      guard let columns = header else {
        header = readHeader(fields, name, line)
        if header == nil { return }
        continue
      }
      count += 1
      guard count <= ExpectationLimits.leavers else {
        complain(line, "more than \(ExpectationLimits.leavers) leavers; the rest is not read", file: name)
        return
      }
      func field(_ key: String) -> String? {
        columns[key].flatMap { $0 < fields.count && !fields[$0].isEmpty ? fields[$0] : nil }
      }
      let email = field("email")
      let identity = field("identity")
      guard email != nil || identity != nil, let leftText = field("left") else {
        complain(line, "a leaver needs 'email' or 'identity', and 'left'", file: name)
        continue
      }
      let pattern = identity.flatMap { self.identity($0, line, of: name) }
      guard let left = end(of: leftText, line: line, "left", file: name) else { continue }
      result.leavers.append(
        Leaver(
          email: email, identities: pattern.map { [$0] } ?? [], left: left, note: field("note"), file: name, line: line)
      )
    }
  }

  private mutating func readHeader(_ fields: [String], _ name: String, _ line: Int) -> [String: Int]? {
    let known = ["email", "identity", "left", "note"]
    var columns: [String: Int] = [:]
    for (place, field) in fields.enumerated() {
      let key = field.lowercased()
      if known.contains(key), columns[key] == nil {
        columns[key] = place
      } else {
        complain(
          line, "unknown or repeated column '\(field.prefix(80))'; known are email, identity, left, note", file: name)
      }
    }
    guard columns["left"] != nil, columns["email"] != nil || columns["identity"] != nil else {
      complain(line, "the first line names the columns: email or identity, and left", file: name)
      return nil
    }
    return columns
  }

  private mutating func identity(_ text: String, _ line: Int, of name: String) -> TextPattern? {
    guard text.filter({ $0 == ":" }).count >= 3, !text.contains("*"), text.utf8.count <= ExpectationLimits.text else {
      complain(line, "'\(text.prefix(80))' is no identity; write provider:tenant:kind:id", file: name)
      return nil
    }
    return TextPattern(text)
  }
}
