/// What one comparison of a pattern means on an audit record.
enum STIXFinding: Hashable {
  case test(IndicatorTest)
  /// True of every record that the rest of the pattern fits, e.g. `dst_ref.type = 'ipv4-addr'`.
  case holds
  /// Said of a file whose hash is what matters.
  case ofFile(String)
  /// Nothing that an audit record shows.
  case unseen(String)

  /// Alternatives of lists of findings that must all hold.
  static func alternatives(_ test: STIXTest) -> [[STIXFinding]] {
    if test.operation == .exists { return [[.unseen("EXISTS \(test.path) names no value")]] }
    switch meaning(of: test.path) {
    case .value(let type): return values(test, type)
    case .trivial: return [[.holds]]
    case .file: return [[.ofFile("'\(test.path)' is nothing that an audit record shows")]]
    case .unseen(let reason): return [[.unseen(reason)]]
    }
  }

  private static func values(_ test: STIXTest, _ type: IndicatorType?) -> [[STIXFinding]] {
    switch test.operation {
    case .equal, .isIn, .isSubset:
      let findings = test.values.map { value -> STIXFinding in
        guard let (type, text) = IndicatorText.read(value.text, as: type) else {
          return .unseen("'\(value.text.prefix(60))' is no value of \(test.path)")
        }
        if test.operation == .isSubset, type != .network, type != .address {
          return .unseen("ISSUBSET is for networks, not for \(test.path)")
        }
        return .test(IndicatorTest(type: type, value: text, isNegated: test.isNegated))
      }
      // NOT IN: none of them.
      return test.isNegated ? [findings] : findings.map { [$0] }
    case .isSuperset:
      // The value observed is one address, so that only a network of one address lies within it.
      guard let value = test.values.first, let prefix = IPPrefix(value.text), prefix.isSingle else {
        return [[.unseen("ISSUPERSET of a network: a record shows single addresses")]]
      }
      return [[.test(IndicatorTest(type: .address, value: prefix.address.text, isNegated: test.isNegated))]]
    case .like: return [[like(test, type)]]
    case .matches:
      let pattern = test.values.first?.text ?? ""
      guard TextPattern(pattern, .regex, row: 0) != nil else {
        return [[.unseen("'\(pattern.prefix(60))' is no regular expression that PCRE2 reads")]]
      }
      return [
        [.test(IndicatorTest(type: type ?? .account, value: pattern, matching: .regex, isNegated: test.isNegated))]
      ]
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return [[.unseen("\(test.path) \(test.operation.rawValue) … compares an order, which these values have none of")]]
    case .exists: return [[.holds]]
    }
  }

  private static func like(_ test: STIXTest, _ type: IndicatorType?) -> STIXFinding {
    let pattern = test.values.first?.text ?? ""
    let wildcards = pattern.utf8.filter { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") }.count
    if wildcards == 0 || (type == .domain && wildcards == 1 && pattern.hasPrefix("%.")) {
      let plain = wildcards == 0 ? pattern : String(pattern.dropFirst(2))
      if let (type, text) = IndicatorText.read(plain, as: type) {
        return .test(IndicatorTest(type: type, value: text, isNegated: test.isNegated))
      }
    }
    guard pattern.utf8.count - wildcards >= 3, TextPattern(pattern, .like, row: 0) != nil else {
      return .unseen("LIKE '\(pattern.prefix(60))' fits nearly everything")
    }
    return .test(IndicatorTest(type: type ?? .account, value: pattern, matching: .like, isNegated: test.isNegated))
  }

  private enum Meaning {
    /// `nil`: told by the value's shape.
    case value(IndicatorType?)
    case trivial
    case file
    case unseen(String)
  }

  private static func meaning(of path: STIXPath) -> Meaning {
    let keys = path.keys
    switch path.type {
    case "ipv4-addr", "ipv6-addr": if keys == "value" { return .value(.address) }
    case "domain-name":
      if keys == "value" { return .value(.domain) }
      if keys.hasSuffix("resolves_to_refs.value") { return .value(nil) }
    case "url": if keys == "value" { return .value(.url) }
    case "file", "artifact", "x509-certificate":
      return keys.hasPrefix("hashes.") || keys.contains(".hashes.") ? .value(.fileHash) : .file
    case "email-addr": if keys == "value" { return .value(.email) }
    case "email-message":
      if ["from_ref.value", "sender_ref.value", "to_refs.value", "cc_refs.value"].contains(keys) {
        return .value(.email)
      }
    case "network-traffic":
      if keys.hasSuffix("_ref.type") { return .trivial }
      if keys == "src_ref.value" || keys == "dst_ref.value" { return .value(nil) }
      if keys.hasPrefix("extensions.http-request-ext.request_header"), keys.hasSuffix(".user-agent") {
        return .value(.userAgent)
      }
    case "user-account":
      if ["user_id", "account_login", "display_name"].contains(keys) { return .value(.account) }
      if keys == "credential" { return .value(.credential) }
      if keys == "account_type" { return .trivial }
    case "autonomous-system":
      return .unseen("AS numbers: put them in a list whose name says what they are, e.g. hosting-asn.txt")
    default: if path.type.hasPrefix("x-") { return custom(keys) }
    }
    return .unseen("'\(path)' is nothing that an audit record shows")
  }

  /// Objects of a publisher's own, by the names of their properties.
  private static func custom(_ keys: String) -> Meaning {
    let key = keys.split(separator: ".").last.map(String.init) ?? ""
    if key == "type" { return .trivial }
    if key.contains("arn") { return .value(.arn) }
    if key.contains("key_id") || key.contains("access_key") || key.contains("credential") { return .value(.credential) }
    if key.contains("agent") { return .value(.userAgent) }
    if key.contains("mail") { return .value(.email) }
    if key.contains("account") || key.contains("user") || key.contains("login") { return .value(.account) }
    if ["value", "ip", "address", "ip_address", "domain", "host", "hostname", "url", "hash", "indicator"].contains(key)
    {
      return .value(nil)
    }
    return .unseen("the property '\(keys)' of a custom object has no meaning that Yagura knows")
  }
}
