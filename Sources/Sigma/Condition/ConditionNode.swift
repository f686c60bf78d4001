/// A condition as parsed, over names that are not looked up yet.
indirect enum ConditionNode: Hashable, Sendable {
  case name(String)
  /// `1 of`, `any of` (one must hold) or `all of`; the pattern may be `them`.
  case selector(all: Bool, pattern: String)
  case and([ConditionNode])
  case or([ConditionNode])
  case not(ConditionNode)
}

extension ConditionNode {
  /// Looks the names up and writes the selectors out.
  ///
  /// - Parameters:
  ///   - names: in the file's order.
  ///   - kind: what the names name, for messages.
  ///   - used: gains every name that the condition uses.
  ///   - leaf: the tree of the name at this index in `names`.
  func resolve<Tree: BooleanTree>(
    _ names: [String], kind: String, at location: SourceLocation, used: inout Set<String>, leaf: (Int) -> Tree
  ) throws(SigmaError) -> Tree {
    switch self {
    case .name(let name):
      guard let index = names.firstIndex(of: name) else {
        let known = names.isEmpty ? "there is none" : "there are \(Self.list(names))"
        throw SigmaError(location, "the condition names the \(kind) '\(Self.short(name))', but \(known)")
      }
      used.insert(name)
      return leaf(index)
    case .selector(let all, let pattern):
      let chosen = names.indices.filter { Self.matches(names[$0], pattern) }
      guard !chosen.isEmpty else {
        throw SigmaError(
          location, "no \(kind) matches '\(Self.short(pattern))' in the condition; there are \(Self.list(names))")
      }
      used.formUnion(chosen.map { names[$0] })
      let trees = chosen.map(leaf)
      return all ? .allOf(trees) : .anyOf(trees)
    case .and(let parts):
      return .and(try Self.resolve(parts, names, kind, location, &used, leaf))
    case .or(let parts):
      return .or(try Self.resolve(parts, names, kind, location, &used, leaf))
    case .not(let part):
      return .not(try part.resolve(names, kind: kind, at: location, used: &used, leaf: leaf))
    }
  }

  private static func resolve<Tree: BooleanTree>(
    _ parts: [ConditionNode], _ names: [String], _ kind: String, _ location: SourceLocation, _ used: inout Set<String>,
    _ leaf: (Int) -> Tree
  ) throws(SigmaError) -> [Tree] {
    var trees: [Tree] = []
    trees.reserveCapacity(parts.count)
    for part in parts { trees.append(try part.resolve(names, kind: kind, at: location, used: &used, leaf: leaf)) }
    return trees
  }

  /// `them` is every name that does not start with an underscore; `*` in a pattern is any run of characters.
  private static func matches(_ name: String, _ pattern: String) -> Bool {
    if pattern == "them" { return !name.hasPrefix("_") }
    return NamePattern.matches(Array(name.utf8), pattern: Array(pattern.utf8))
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.prefix(8).map(short).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  private static func short(_ name: String) -> String { name.count > 80 ? "\(name.prefix(80))…" : name }
}

/// Names against patterns with `*`.
enum NamePattern {
  static func matches(_ text: [UInt8], pattern: [UInt8]) -> Bool {
    var (at, star, resume, index) = (0, -1, 0, 0)
    while index < text.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        star = at
        resume = index
        at += 1
      } else if at < pattern.count, pattern[at] == text[index] {
        at += 1
        index += 1
      } else if star >= 0 {
        resume += 1
        (at, index) = (star + 1, resume)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
