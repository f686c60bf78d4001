import JSONTape

/// A value expression whose paths are slots of a plan: a tree in immortal memory without reference counts, because it is
/// read on every record.
// proof: the memory is written in `init` and never again, and never freed.
struct BoundExpression: @unchecked Sendable, BitwiseCopyable {
  let node: UnsafePointer<Node>

  enum Kind: UInt8 { case slot, text, first, transformed, template, conditional, activity, tenant }

  struct Node {
    var kind: Kind
    var slot: UInt32 = 0
    var text = ByteSpan.none
    var children = UnsafeBufferPointer<Node>(start: nil, count: 0)
    var transforms = UnsafeBufferPointer<Transform>(start: nil, count: 0)
    var condition: BoundCondition?
    var field = ActivityField.source
  }

  struct Transform {
    var kind: TransformKind
    var text = ByteSpan.none
    /// A map's keys and values in turn.
    var pairs = UnsafeBufferPointer<ByteSpan>(start: nil, count: 0)
    var otherwise: ByteSpan?
  }

  enum TransformKind: UInt8 { case stripPrefix, stripSuffix, after, before, afterLast, beforeLast, lower, map }

  init(_ expression: ValueExpression, _ builder: inout FieldPlan.Builder) {
    let nodes = Immortal.array([Self.node(expression, &builder)])
    node = nodes.address(of: 0)
  }

  init(node: UnsafePointer<Node>) { self.node = node }

  private static func node(_ expression: ValueExpression, _ builder: inout FieldPlan.Builder) -> Node {
    switch expression {
    case .path(let path): return Node(kind: .slot, slot: builder.slot(for: [path]))
    case .text(let text): return Node(kind: .text, text: Immortal.bytes(text.utf8))
    case .first(let parts):
      return Node(kind: .first, children: Immortal.array(parts.map { node($0, &builder) }))
    case .transformed(let inner, let transforms):
      return Node(
        kind: .transformed, children: Immortal.array([node(inner, &builder)]),
        transforms: Immortal.array(transforms.map(transform)))
    case .template(let parts):
      let nodes = parts.map { part in
        switch part {
        case .text(let text): Node(kind: .text, text: Immortal.bytes(text.utf8))
        case .path(let path): Node(kind: .slot, slot: builder.slot(for: [path]))
        case .tenant: Node(kind: .tenant)
        }
      }
      return Node(kind: .template, children: Immortal.array(nodes))
    case .conditional(let condition, let inner):
      return Node(
        kind: .conditional, children: Immortal.array([node(inner, &builder)]),
        condition: BoundCondition(condition, &builder))
    case .activity(let field): return Node(kind: .activity, field: field)
    }
  }

  private static func transform(_ transform: ValueExpression.Transform) -> Transform {
    switch transform {
    case .stripPrefix(let bytes): Transform(kind: .stripPrefix, text: Immortal.bytes(bytes))
    case .stripSuffix(let bytes): Transform(kind: .stripSuffix, text: Immortal.bytes(bytes))
    case .after(let bytes): Transform(kind: .after, text: Immortal.bytes(bytes))
    case .before(let bytes): Transform(kind: .before, text: Immortal.bytes(bytes))
    case .afterLast(let bytes): Transform(kind: .afterLast, text: Immortal.bytes(bytes))
    case .beforeLast(let bytes): Transform(kind: .beforeLast, text: Immortal.bytes(bytes))
    case .lower: Transform(kind: .lower)
    case .map(let pairs, let otherwise):
      Transform(
        kind: .map, pairs: Immortal.array(pairs.flatMap { [Immortal.bytes($0.key), Immortal.bytes($0.value)] }),
        otherwise: otherwise.map { Immortal.bytes($0) })
    }
  }
}
