/// A change of an expectations file that is offered to quieten an alert.
public enum Quieting: Sendable, Hashable {
  /// New entries, under their keys.
  case entries(String)
  /// A line of an entry that is there.
  case line(QuietingLine)

  /// The file with the change; `nil` where the file is written in a way that text cannot be put into.
  public func applied(to text: String) -> String? {
    switch self {
    case .entries(let entries): QuietingEntries(entries).applied(to: text)
    case .line(let line): line.applied(to: text)
    }
  }
}

/// Entries to be put under the keys of a file, as text: what people wrote around them stays.
struct QuietingEntries {
  private let entries: String

  init(_ entries: String) { self.entries = entries }

  func applied(to text: String) -> String? {
    var lines = Self.lines(text)
    for section in sections {
      guard let place = lines.firstIndex(where: { $0.hasPrefix(section.key + ":") }) else {
        lines += [section.key + ":"] + section.lines
        continue
      }
      // What stands behind the key on its line is a list in brackets: nothing can be put under it.
      let rest = lines[place].dropFirst(section.key.utf8.count + 1).drop { $0 == " " }
      guard rest.isEmpty || rest.first == "#" else { return nil }
      let own = section.lines.first.map(Self.indent) ?? 0
      let theirs =
        lines[(place + 1)...].first { line in line.contains { $0 != " " } && line.drop { $0 == " " }.first != "#" }
        .map(Self.indent) ?? own
      lines.insert(
        contentsOf: section.lines.map { String(repeating: " ", count: theirs) + $0.dropFirst(own) }, at: place + 1)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var sections: [(key: String, lines: [String])] {
    var found: [(key: String, lines: [String])] = []
    for line in Self.lines(entries) {
      if Self.indent(line) == 0, line.hasSuffix(":") {
        found.append((String(line.dropLast()), []))
      } else if !found.isEmpty {
        found[found.count - 1].lines.append(line)
      }
    }
    return found
  }

  static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// What a line of an entry would have to say.
public struct QuietingLine: Sendable, Hashable {
  /// Where the entry begins, counted from 1.
  public var line: Int
  /// How it is called.
  public var entry: String
  /// The file in which it stands.
  public var file: String
  /// The line's key, and the whole line.
  public var key: String
  public var text: String

  /// The file with the line in the place of what the key said; `nil` where the entry is not written a key a line.
  func applied(to text: String) -> String? {
    var lines = QuietingEntries.lines(text)
    guard line >= 1, line <= lines.count else { return nil }
    let first = lines[line - 1]
    let before = QuietingEntries.indent(first)
    guard first.dropFirst(before).hasPrefix("- ") else { return nil }
    let indent = before + 1 + first.dropFirst(before + 1).prefix { $0 == " " }.count
    guard first.dropFirst(indent).first != "{" else { return nil }
    func content(_ place: Int) -> Substring {
      place == line - 1 ? first.dropFirst(indent) : lines[place].dropFirst(QuietingEntries.indent(lines[place]))
    }
    func isInside(_ place: Int) -> Bool {
      let content = content(place)
      return content.isEmpty || content.first == "#" || QuietingEntries.indent(lines[place]) >= indent
    }
    var end = line
    while end < lines.count, isInside(end) { end += 1 }
    let own = (line - 1..<end).first { place in
      (place == line - 1 || QuietingEntries.indent(lines[place]) == indent) && content(place).hasPrefix(key + ":")
    }
    guard let own else {
      lines.insert(String(repeating: " ", count: indent) + self.text, at: line)
      return lines.joined(separator: "\n") + "\n"
    }
    var rest = own + 1
    // What is indented deeper belongs to the key, and so does a list that begins below it.
    while rest < end,
      QuietingEntries.indent(lines[rest]) > indent
        || QuietingEntries.indent(lines[rest]) == indent && content(rest).hasPrefix("- ")
    {
      rest += 1
    }
    let head = own == line - 1 ? String(first.prefix(indent)) : String(repeating: " ", count: indent)
    lines.replaceSubrange(own..<rest, with: [head + self.text])
    return lines.joined(separator: "\n") + "\n"
  }
}
