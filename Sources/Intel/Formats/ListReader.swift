import Activity

/// What a list of networks says of them, as its name or a line in it (`# yagura: hosting`) tells.
enum ListKind {
  static let words: [(word: String, kinds: AddressFacts.Kinds)] = [
    ("residential", .residentialProxy), ("tor", .tor), ("vpn", .vpn), ("proxy", .proxy), ("proxies", .proxy),
    ("hosting", .hosting), ("datacenter", .hosting), ("datacentre", .hosting), ("mobile", .mobile),
    ("egress", .sharedEgress), ("relay", .sharedEgress), ("satellite", .sharedEgress), ("cgnat", .sharedEgress),
  ]

  /// By the words of the file's name and of the folder's that it is in; `nil` for a list of indicators.
  static func of(path: String) -> AddressFacts.Kinds? {
    let components = path.split(separator: "/").suffix(2).reversed()
    for component in components {
      let words = component.lowercased().split { !$0.isLetter }.map(String.init)
      for entry in Self.words where words.contains(entry.word) { return entry.kinds }
      if components.first == component,
        words.contains(where: { $0.hasPrefix("torbulkexit") || $0.hasPrefix("torexit") })
      {
        return .tor
      }
    }
    return nil
  }

  /// By a comment `# yagura: WORD` within the first lines.
  static func of(head bytes: ArraySlice<UInt8>) -> AddressFacts.Kinds? {
    for line in bytes.prefix(4096).split(separator: 0x0A).prefix(20) {
      let text = String(decoding: line, as: UTF8.self).lowercased()
      guard text.hasPrefix("#"), let mark = text.firstRange(of: "yagura:") else { continue }
      let word = text[mark.upperBound...].trimmed
      return words.first { $0.word == word }?.kinds
    }
    return nil
  }
}

/// Reads lists of one value a line; `#`, `;` and `//` begin comments. Also hosts files, and Tor's `exit-addresses`.
enum ListReader {
  static func isExitAddresses(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("ExitNode ".utf8)) }

  static func read(_ bytes: [UInt8], _ reading: inout IntelReading) {
    let kinds = ListKind.of(head: bytes[...]) ?? ListKind.of(path: reading.file.path)
    let isExits = isExitAddresses(bytes)
    if kinds == nil, !isExits, isProse(bytes) {
      return reading.problem(
        "fewer than half of its first lines are values: it is no list of indicators and is left out")
    }
    reading.file.kind = isExits ? .torExits : kinds == nil ? .list : kinds == .tor ? .torExits : .networks
    var line = 0
    var start = bytes.startIndex
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      line += 1
      if let text = content(bytes[start..<end]) {
        if isExits {
          exit(text, &reading)
        } else if let kinds {
          network(text, kinds, line, &reading)
        } else {
          indicator(text, line, &reading)
        }
      }
      start = end + 1
    }
    let found = isExits ? .tor : kinds ?? []
    guard reading.file.networks > 0 else { return }
    if found.contains(.tor) { reading.coverage.insert(.tor) }
    if !found.isDisjoint(with: [.vpn, .proxy, .hosting, .residentialProxy]) { reading.coverage.insert(.anonymity) }
  }

  /// Whether most of the first lines have no shape that is known, as in a text for people.
  private static func isProse(_ bytes: [UInt8]) -> Bool {
    var values = 0
    var others = 0
    for line in bytes.prefix(1 << 16).split(separator: 0x0A) {
      guard values + others < 200 else { break }
      guard let text = content(line) else { continue }
      let isHosts = ["0.0.0.0", "127.0.0.1", "::1"].contains { text.hasPrefix($0) }
      if isHosts || IndicatorText.read(text) != nil {
        values += 1
      } else {
        others += 1
      }
    }
    return others > values
  }

  /// The line without blanks around it and without its comment.
  private static func content(_ line: ArraySlice<UInt8>) -> String? {
    var line = line
    while let last = line.last, last <= 0x20 { line.removeLast() }
    line = line.drop { $0 <= 0x20 }
    guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { return nil }
    if line.count > 1, first == UInt8(ascii: "/"), line[line.startIndex + 1] == first { return nil }
    guard line.count <= IndicatorText.maxBytes * 2 else { return String(repeating: "?", count: 1) }
    // A comment after a value stands off from it, so that fragments of URLs stay whole.
    var end = line.startIndex
    while end < line.endIndex {
      if line[end] <= 0x20, line[(end + 1)...].first(where: { $0 > 0x20 }).map({ $0 == 0x23 || $0 == 0x3B }) ?? false {
        break
      }
      end += 1
    }
    return String(decoding: line[..<end], as: UTF8.self)
  }

  private static func exit(_ text: String, _ reading: inout IntelReading) {
    let words = text.split(separator: " ")
    guard words.count >= 2, words[0] == "ExitAddress" else { return }
    if !reading.addRange(words[1], AddressRanges.Entry(kinds: .tor)) {
      reading.problem("an exit has no address", example: String(words[1]))
    }
  }

  private static func network(
    _ text: String, _ kinds: AddressFacts.Kinds, _ line: Int, _ reading: inout IntelReading
  ) {
    // Of CSV (geofeeds, AS lists with names), the first column.
    let first = text.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "\t" || $0 == " " }).first ?? ""
    let word = first.filter { $0 != "\"" }
    if reading.addRange(word, AddressRanges.Entry(kinds: kinds)) { return }
    let digits = word.lowercased().hasPrefix("as") ? word.dropFirst(2) : word[...]
    if let number = UInt32(digits), number > 0 {
      reading.ranges.add(autonomousSystem: number, kinds)
      reading.file.networks += 1
    } else if line > 1 {
      reading.problem("a line is neither a network nor an AS number", example: text, line: line)
    }
  }

  private static func indicator(_ text: String, _ line: Int, _ reading: inout IntelReading) {
    var value = text[...]
    // A hosts file blocks names by giving them an address that leads nowhere.
    for sink in ["0.0.0.0 ", "127.0.0.1 ", "0.0.0.0\t", "127.0.0.1\t", "::1 "] where text.hasPrefix(sink) {
      value = text.dropFirst(sink.count)
      if ["localhost", "0.0.0.0", "localhost.localdomain", "broadcasthost", "local"].contains(value.trimmed) { return }
    }
    guard let (type, canonical) = IndicatorText.read(value) else {
      return reading.problem("a line has no shape that is known", example: text, line: line)
    }
    var indicator = Indicator(type: type, value: canonical, source: reading.file.path)
    indicator.type = type
    reading.add(indicator)
  }
}
