/// Reads values as people and feeds write them.
public enum IndicatorText {
  /// A longer value is no indicator.
  public static let maxBytes = 2048

  /// `hxxps[://]evil[.]example` as it was before it was made unclickable.
  public static func refanged(_ text: some StringProtocol) -> String {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    var result = String(text)
    guard
      result.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "{") })
        || result.lowercased().hasPrefix("hxx") || result.lowercased().hasPrefix("fxp")
    else { return result }
    for (from, to) in Self.fangs {
      guard let first = from.first, result.contains(first) else { continue }
      result = replace(in: result, from, to)
    }
    let lower = result.lowercased()
    for (from, to) in [("hxxps", "https"), ("hxxp", "http"), ("fxp", "ftp")] where lower.hasPrefix(from + ":") {
      return to + result.dropFirst(from.count)
    }
    return result
  }

  private static let fangs = [
    ("[://]", "://"), ("[:]//", "://"), ("[:]", ":"), ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."),
    ("(dot)", "."), ("{dot}", "."), ("[DOT]", "."), ("[.", "."), (".]", "."), ("[@]", "@"), ("(@)", "@"), ("[at]", "@"),
    ("(at)", "@"), ("[AT]", "@"), ("[/]", "/"),
  ]

  private static func replace(in text: String, _ from: String, _ to: String) -> String {
    let bytes = Array(text.utf8)
    let (old, new) = (Array(from.utf8), Array(to.utf8))
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if index + old.count <= bytes.count, bytes[index..<index + old.count].elementsEqual(old) {
        output.append(contentsOf: new)
        index += old.count
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The value in canonical form with its type; `nil` where the text is no value of the type, or, without one, has no
  /// shape that is known.
  public static func read(_ text: some StringProtocol, as type: IndicatorType? = nil) -> (IndicatorType, String)? {
    guard text.utf8.count <= maxBytes else { return nil }
    let value = refanged(text)
    guard !value.isEmpty, value.utf8.count <= maxBytes, !value.utf8.contains(where: { $0 < 0x20 }) else { return nil }
    guard let type else { return infer(value) }
    switch type {
    case .address, .network: return network(value) ?? address(value)
    case .domain: return domain(value).map { (.domain, $0) } ?? network(value) ?? address(value)
    case .url: return value.contains(".") || value.contains("://") ? (.url, value) : nil
    case .fileHash: return hash(value)
    case .email: return isEmail(value) ? (.email, value.lowercased()) : nil
    case .arn: return value.hasPrefix("arn:") ? (.arn, value) : nil
    case .userAgent, .credential, .account: return (type, value)
    }
  }

  private static func infer(_ value: String) -> (IndicatorType, String)? {
    if let found = network(value) ?? address(value) { return found }
    let lower = value.lowercased()
    if lower.hasPrefix("arn:") { return (.arn, value) }
    if let scheme = lower.split(separator: ":", maxSplits: 1).first, lower.hasPrefix(scheme + "://") {
      return (.url, value)
    }
    if let found = hash(value) { return found }
    if isKeyID(value) { return (.credential, value) }
    if isAccountNumber(value) || isIdentityKey(value) { return (.account, value) }
    if isEmail(value) { return (.email, lower) }
    if let slash = value.firstIndex(of: "/"), domain(String(value[..<slash])) != nil { return (.url, value) }
    return domain(value).map { (.domain, $0) }
  }

  /// An address, also with a port; or a network.
  private static func network(_ value: String) -> (IndicatorType, String)? {
    guard let prefix = IPPrefix(value) else { return nil }
    return prefix.isSingle ? (.address, prefix.address.text) : (.network, prefix.text)
  }

  private static func address(_ value: String) -> (IndicatorType, String)? {
    var host = value[...]
    if value.hasPrefix("["), let end = value.firstIndex(of: "]") {
      host = value[value.index(after: value.startIndex)..<end]
    } else if let colon = value.lastIndex(of: ":"), value.firstIndex(of: ":") == colon {
      guard value[colon...].dropFirst().allSatisfy(\.isNumber) else { return nil }
      host = value[..<colon]
    }
    return IPAddress(host).map { (.address, $0.text) }
  }

  /// In lower case, without the leading `*.` and the last dot.
  static func domain(_ value: String) -> String? {
    var name = value.lowercased()[...]
    if name.hasPrefix("*.") { name = name.dropFirst(2) }
    if name.hasPrefix(".") { name = name.dropFirst() }
    if name.hasSuffix(".") { name = name.dropLast() }
    guard (4...253).contains(name.utf8.count) else { return nil }
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, top.count >= 2, !top.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    for label in labels {
      guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"),
        label.allSatisfy({
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            || $0 >= 0x80
        })
      else { return nil }
    }
    return String(name)
  }

  /// MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512 in hexadecimal, also with the algorithm before a colon.
  private static func hash(_ value: String) -> (IndicatorType, String)? {
    let digits = value.utf8.split(separator: UInt8(ascii: ":")).last ?? Substring(value).utf8
    guard [32, 40, 56, 64, 96, 128].contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0) })
    else { return nil }
    return (.fileHash, String(decoding: digits, as: UTF8.self).lowercased())
  }

  /// AWS's key ids (`AKIA`, `ASIA` and their kin) and Google's API keys.
  private static func isKeyID(_ value: String) -> Bool {
    if value.utf8.count == 39, value.hasPrefix("AIza") { return true }
    guard (16...128).contains(value.utf8.count),
      ["AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA"].contains(value.prefix(4))
    else { return false }
    return value.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }

  private static func isAccountNumber(_ value: String) -> Bool {
    value.utf8.count == 12 && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `provider:tenant:kind:id`.
  private static func isIdentityKey(_ value: String) -> Bool {
    let parts = value.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.count == 4 && !parts.contains(where: \.isEmpty) && !value.contains("//")
      && parts[0].utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
      }
  }

  static func isEmail(_ value: String) -> Bool {
    let parts = value.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !value.contains(" ") && !value.contains("/")
      && domain(String(parts[1])) != nil
  }

  /// The host of a URL, without user and port; of `host/path` too.
  public static func host(of url: String) -> String? {
    var rest = url[...]
    if let scheme = url.firstRange(of: "://") { rest = url[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      return String(rest[rest.index(after: rest.startIndex)..<end])
    }
    if let colon = rest.lastIndex(of: ":") { rest = rest[..<colon] }
    return rest.isEmpty ? nil : String(rest)
  }
}
