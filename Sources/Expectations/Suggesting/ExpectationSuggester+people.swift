extension ExpectationSuggester {
  func peopleLines() -> [String] {
    let several = accounts.filter { $0.value.count > 1 }.compactMap { email, keys -> (String, [String])? in
      guard let email = names.text(email), email.contains("@"), !email.contains("*") else { return nil }
      let keys = keys.compactMap { names.text($0) }.filter { $0.filter { $0 == ":" }.count >= 3 }.sorted()
      return keys.count > 1 ? (email, keys) : nil
    }.sorted { $0.0 < $1.0 }
    guard !several.isEmpty else { return [] }
    var lines = ["# \(several.count) e-mail addresses are used by several accounts: one person each.", "people:"]
    for (email, keys) in several.prefix(1000) {
      lines.append("  - email: \(YAMLText.quoted(email))  # the address stands in the records of all \(keys.count)")
      lines.append("    accounts: [\(keys.prefix(20).map(YAMLText.quoted).joined(separator: ", "))]")
    }
    if several.count > 1000 { lines.append("  # and \(several.count - 1000) more") }
    return lines + [""]
  }
}
