/// One line of a search while it is read: a field, and the values of which it must have one. Pipelines work on these; the
/// expression is made of them afterwards.
struct DetectionItem: Hashable, Sendable {
  /// `nil` for keywords.
  var field: String?
  var values: [ItemValue]
  /// No value may hold (`neq`).
  var isNegated = false
  var line: Int
  /// Ids of the pipeline items that have worked on it.
  var applied: Set<String> = []
}

/// A value after its modifiers.
enum ItemValue: Hashable, Sendable {
  case text(PatternTemplate, cased: Bool)
  /// Never `.string` and never `.unresolved`.
  case matcher(Matcher)
}

/// A search while it is read.
indirect enum DetectionNode: Hashable, Sendable {
  case all([DetectionNode])
  case any([DetectionNode])
  case not(DetectionNode)
  case item(DetectionItem)
  case elements(field: String, quantifier: Expression.Quantifier, each: DetectionNode)
}

extension DetectionNode {
  /// Replaces every item, from the outside in; an item that becomes `nil` goes, and what it leaves empty goes too.
  func mapItems(
    _ transform: (DetectionItem) throws(SigmaError) -> DetectionNode?
  ) throws(SigmaError) -> DetectionNode? {
    switch self {
    case .item(let item): return try transform(item)
    case .not(let node): return try node.mapItems(transform).map(DetectionNode.not)
    case .all(let nodes):
      let kept = try Self.map(nodes, transform)
      return kept.isEmpty ? nil : .all(kept)
    case .any(let nodes):
      let kept = try Self.map(nodes, transform)
      return kept.isEmpty ? nil : .any(kept)
    case .elements(let field, let quantifier, let each):
      return try each.mapItems(transform).map { .elements(field: field, quantifier: quantifier, each: $0) }
    }
  }

  private static func map(
    _ nodes: [DetectionNode], _ transform: (DetectionItem) throws(SigmaError) -> DetectionNode?
  ) throws(SigmaError) -> [DetectionNode] {
    var kept: [DetectionNode] = []
    kept.reserveCapacity(nodes.count)
    for node in nodes {
      if let node = try node.mapItems(transform) { kept.append(node) }
    }
    return kept
  }

  /// Every item below, in order.
  func forEachItem(_ body: (DetectionItem) -> Void) {
    switch self {
    case .item(let item): body(item)
    case .not(let node): node.forEachItem(body)
    case .all(let nodes), .any(let nodes): for node in nodes { node.forEachItem(body) }
    case .elements(_, _, let each): each.forEachItem(body)
    }
  }
}
