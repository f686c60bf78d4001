import JSONTape

extension IndicatorSet {
  /// At most this many entries are told of one value.
  static let maxFound = 32

  /// Rows whose value is the text, holds it (a network, a domain above it) or fits it (a pattern), of the types given,
  /// in the order of rows. Times and requirements are not looked at.
  func find(_ text: String, types: [IndicatorType]) -> [UInt32] {
    guard text.utf8.count <= IndicatorText.maxBytes else { return [] }
    var found: Set<UInt32> = []
    exact(text, types, &found)
    if types.contains(.address) || types.contains(.network) { address(text, types, &found) }
    if types.contains(.domain) { domains(of: text, &found) }
    if types.contains(.url) { url(text, types, &found) }
    if types.contains(.fileHash), let colon = text.lastIndex(of: ":") {
      exact(text[text.index(after: colon)...], [.fileHash], &found)
    }
    if types.contains(.account) || types.contains(.arn) { parts(of: text, types, &found) }
    for pattern in patterns where types.contains(rows[Int(pattern.row)].type) && found.count < Self.maxFound {
      if pattern.matches(text) { found.insert(pattern.row) }
    }
    return found.sorted()
  }

  /// Rows whose exact value has this hash, of the types given; where the text is not known.
  func find(hash: UInt64, types: [IndicatorType]) -> [UInt32] {
    guard let head = table.row(hash, where: { _ in true }) else { return [] }
    var found: Set<UInt32> = []
    collect(head, types, &found)
    return found.sorted()
  }

  private func exact(_ text: some StringProtocol, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    let bytes = Array(text.utf8)
    let hash = bytes.withUnsafeBytes { ByteSpan($0).foldedHash }
    exact(bytes, hash, types, &found)
  }

  private func exact(_ bytes: [UInt8], _ hash: UInt64, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    let head = table.row(hash) { arena.equals(rows[Int($0)].text, Int(rows[Int($0)].textCount), bytes) }
    if let head { collect(head, types, &found) }
  }

  private func collect(_ head: UInt32, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    var at = head
    while at != IndicatorRow.none, found.count < Self.maxFound {
      let row = rows[Int(at)]
      if types.contains(row.type) { found.insert(at) }
      at = row.next
    }
  }

  private func address(_ text: String, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    guard let address = IPAddress(text) else { return }
    let canonical = address.text
    if canonical != text { exact(canonical, types, &found) }
    networks.forEach(holding: address) { place in
      if found.count < Self.maxFound { found.insert(networkRows[place]) }
    }
  }

  /// The domain itself and those above it; of an e-mail address, its domain's.
  private func domains(of text: String, _ found: inout Set<UInt32>) {
    let name = text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text[...]
    var bytes = Array(name.utf8)
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    guard (4...253).contains(bytes.count), bytes.contains(UInt8(ascii: ".")),
      !bytes.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") })
    else { return }
    var start = 0
    while true {
      let suffix = Array(bytes[start...])
      exact(suffix, suffix.withUnsafeBytes { ByteSpan($0).foldedHash }, [.domain], &found)
      guard let dot = bytes[start...].firstIndex(of: UInt8(ascii: ".")) else { return }
      start = dot + 1
    }
  }

  /// The URL's host, as a domain or an address.
  private func url(_ text: String, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    guard text.contains("://") || text.contains("/"), let host = IndicatorText.host(of: text) else { return }
    if types.contains(.domain) { domains(of: host, &found) }
    if types.contains(.address) { address(host, types, &found) }
  }

  /// The tenant and the id of an identity's key, and the ARN of an AWS identity; the account of an ARN.
  private func parts(of text: String, _ types: [IndicatorType], _ found: inout Set<UInt32>) {
    if text.hasPrefix("arn:") {
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      if parts.count == 6, parts[4].utf8.count == 12 { exact(parts[4], [.account], &found) }
      return
    }
    let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return }
    exact(parts[1], [.account], &found)
    exact(parts[3], types, &found)
    if types.contains(.domain), parts[3].contains("@") { domains(of: String(parts[3]), &found) }
    guard parts[0] == "aws", types.contains(.arn) else { return }
    switch parts[2] {
    case "root": exact("arn:aws:iam::\(parts[1]):root", [.arn], &found)
    case "user", "role": exact("arn:aws:iam::\(parts[1]):\(parts[2])/\(parts[3])", [.arn], &found)
    default: break
    }
  }
}
