import YAMLTree

/// The documents of a file that are joined by `action: global`, `reset` and `repeat`.
struct RuleCollection {
  private var global: YAMLNode?
  private var previous: YAMLNode?
  /// Entries copied so far.
  private var copied = 0

  /// The document as it stands after the merges, or `nil` where it only sets others up.
  mutating func next(_ document: YAMLNode, file: String) throws(SigmaError) -> YAMLNode? {
    guard copied <= SigmaLimits.merged else {
      throw SigmaError(
        SourceLocation(file: file, line: document.line),
        "the collection's documents are too large together; split the file")
    }
    guard let action = document["action"] else { return emit(merge(global, document)) }
    let rest = without(document, "action")
    switch action.string {
    case "global":
      global = merge(global, rest)
      return nil
    case "reset":
      global = nil
      return nil
    case "repeat":
      guard let previous else {
        throw SigmaError(
          SourceLocation(file: file, line: action.line), "'action: repeat' has no document before it to repeat")
      }
      return emit(merge(previous, rest))
    default:
      throw SigmaError(
        SourceLocation(file: file, line: action.line),
        "unknown action '\(action.string?.prefix(40) ?? "")'; a collection has global, reset and repeat")
    }
  }

  private mutating func emit(_ document: YAMLNode) -> YAMLNode {
    previous = document
    return document
  }

  private func without(_ node: YAMLNode, _ key: String) -> YAMLNode {
    guard case .mapping(let entries) = node.content else { return node }
    var copy = node
    copy.content = .mapping(entries.filter { $0.key != key })
    return copy
  }

  /// Maps are merged key by key; of all else the later wins.
  private mutating func merge(_ base: YAMLNode?, _ over: YAMLNode) -> YAMLNode {
    guard let base else { return over }
    guard case .mapping(var entries) = base.content, case .mapping(let others) = over.content else { return over }
    copied += entries.count
    let places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
    for (key, value) in others {
      if let index = places[key] {
        entries[index].value = merge(entries[index].value, value)
      } else {
        entries.append((key, value))
      }
    }
    var merged = over
    merged.content = .mapping(entries)
    return merged
  }
}
