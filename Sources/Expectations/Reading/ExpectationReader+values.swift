import Activity
import Foundation
import JSONTape
import YAMLTree

extension ExpectationReader {
  /// The entries of a list of maps.
  mutating func list<Entry>(
    _ root: YAMLNode, _ key: String, _ read: (inout ExpectationReader, YAMLNode) -> Entry?
  ) -> [Entry] {
    guard let node = root[key], !node.isNull else { return [] }
    guard let items = node.sequence else {
      complain(node.line, "'\(key)' is a list, not \(node.kindName)")
      return []
    }
    guard items.count <= ExpectationLimits.entries else {
      complain(node.line, "'\(key)' has \(items.count) entries; \(ExpectationLimits.entries) are the most")
      return []
    }
    var entries: [Entry] = []
    for item in items {
      guard item.mapping != nil else {
        complain(item.line, "an entry of '\(key)' is a map, not \(item.kindName)")
        continue
      }
      if let entry = read(&self, item) { entries.append(entry) }
    }
    return entries
  }

  /// The entries of a map of names.
  mutating func named(_ node: YAMLNode?, _ key: String, such example: String) -> [(String, YAMLNode)] {
    guard let node, !node.isNull else { return [] }
    guard let entries = node.mapping else {
      complain(node.line, "'\(key)' is a map of names, such as '\(example)'")
      return []
    }
    guard entries.count <= ExpectationLimits.entries else {
      complain(node.line, "'\(key)' has \(entries.count) entries; \(ExpectationLimits.entries) are the most")
      return []
    }
    return entries.map { ($0, $1) }
  }

  /// A list of texts, or a lone text; `nil` where the key is absent.
  mutating func texts(_ node: YAMLNode, _ key: String) -> [(text: String, line: Int)]? {
    guard let value = node[key] else { return nil }
    let items = value.sequence ?? [value]
    guard items.count <= ExpectationLimits.patterns else {
      complain(value.line, "'\(key)' has \(items.count) items; \(ExpectationLimits.patterns) are the most")
      return []
    }
    if items.isEmpty { complain(value.line, "'\(key)' is empty; leave it out if nothing is meant") }
    return items.compactMap { item in text(of: item, key).map { ($0, item.line) } }
  }

  /// A scalar's text, bounded.
  mutating func text(of node: YAMLNode, _ key: String) -> String? {
    guard let text = node.string, !text.isEmpty else {
      complain(node.line, "'\(key)' takes a text, not \(node.kindName)")
      return nil
    }
    guard text.utf8.count <= ExpectationLimits.text else {
      complain(node.line, "a text of '\(key)' has more than \(ExpectationLimits.text) bytes")
      return nil
    }
    return text
  }

  mutating func required(_ node: YAMLNode, _ key: String, in place: String) -> String? {
    guard let value = node[key], !value.isNull else {
      complain(node.line, "\(place) needs '\(key)'")
      return nil
    }
    return text(of: value, key)
  }

  mutating func patterns(_ node: YAMLNode, _ key: String) -> [TextPattern]? {
    texts(node, key)?.map { TextPattern($0.text) }
  }

  /// Ids of rules, or patterns of them.
  mutating func rules(_ node: YAMLNode, _ key: String) -> [TextPattern]? {
    texts(node, key)?.map { text, line in
      let pattern = TextPattern(text)
      result.namedRules.append(NamedRule(pattern: pattern, line: line))
      return pattern
    }
  }

  mutating func level(_ node: YAMLNode, or fallback: Level) -> Level {
    guard let value = node["level"] else { return fallback }
    if let level = value.string.flatMap({ Level(name: $0) }) { return level }
    complain(value.line, "'level' is one of \(Level.allCases.map(\.name).joined(separator: ", "))")
    return fallback
  }

  mutating func flag(_ node: YAMLNode, _ key: String) -> Bool {
    if let flag = node.bool { return flag }
    complain(node.line, "'\(key)' is true or false")
    return true
  }

  /// Words of the vocabulary.
  mutating func words<Word: VocabularyWord>(_ node: YAMLNode, _ key: String, as type: Word.Type) -> [Word]? {
    guard let texts = texts(node, key) else { return nil }
    var found: [Word] = []
    for (text, line) in texts {
      if let word = Word(word: text) {
        found.append(word)
      } else {
        let known = Word.allCases.map(\.word)
        let hint = NearestName.hint(text, among: known)
        complain(
          line,
          "'\(text)' is no word of '\(key)'" + (hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint))
      }
    }
    return found
  }

  mutating func countries(_ node: YAMLNode, _ key: String) -> [String]? {
    guard let texts = texts(node, key) else { return nil }
    for (text, line) in texts where !Self.isCountry(text) {
      // YAML 1.1 reads a bare NO as a boolean, but its text is kept.
      complain(line, "'\(text)' is no country; write its two letters, such as JP")
    }
    return texts.map { $0.text.uppercased() }
  }

  static func isCountry(_ text: String) -> Bool {
    text.utf8.count == 2 && text.uppercased().utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
  }

  /// The end of a day in the file's zone, or a moment.
  ///
  /// - Returns: microseconds since 1970 of the first moment past the day, or of the moment.
  mutating func end(of text: String, line: Int, _ key: String, file other: String? = nil) -> Int64? {
    if let time = Self.moment(text, zone: zone) { return time }
    complain(line, "'\(key)' is a date such as 2026-12-31 or a time such as 2026-12-31T18:00:00+09:00", file: other)
    return nil
  }

  static func moment(_ text: String, zone: TimeZone) -> Int64? {
    var copy = text
    let parsed = copy.withUTF8 { Timestamp.parse(ByteSpan(UnsafeRawBufferPointer($0))) }
    guard text.utf8.contains(UInt8(ascii: "-")), let parsed else { return nil }
    guard text.utf8.count == 10 else { return parsed }
    let days = parsed / 86_400_000_000
    let date = Timestamp.date(days: days)
    // The parser takes 31 February for 3 March.
    guard text.hasSuffix(CalendarText.padded(date.day)) else { return nil }
    let midnight = Double((days + 1) * 86_400)
    let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: midnight))
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: midnight - Double(guess)))
    return (Int64(midnight) - Int64(offset)) * 1_000_000
  }
}
