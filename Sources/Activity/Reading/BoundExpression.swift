import JSONTape

/// A value expression whose paths are slots of a plan.
// proof: spans point to memory of `Immortal`, which nobody writes after it was made.
indirect enum BoundExpression: @unchecked Sendable {
  case slot(UInt32)
  case text(ByteSpan)
  case first([BoundExpression])
  case transformed(BoundExpression, [ValueExpression.Transform])
  case template([Part])
  case conditional(BoundCondition, BoundExpression)
  case activity(ActivityField)

  enum Part {
    case text(ByteSpan)
    case slot(UInt32)
    case tenant
  }

  init(_ expression: ValueExpression, _ builder: inout FieldPlan.Builder) {
    switch expression {
    case .path(let path): self = .slot(builder.slot(for: [path]))
    case .text(let text): self = .text(Immortal.bytes(text.utf8))
    case .first(let parts): self = .first(parts.map { BoundExpression($0, &builder) })
    case .transformed(let inner, let transforms): self = .transformed(BoundExpression(inner, &builder), transforms)
    case .template(let parts):
      self = .template(
        parts.map { part in
          switch part {
          case .text(let text): .text(Immortal.bytes(text.utf8))
          case .path(let path): .slot(builder.slot(for: [path]))
          case .tenant: .tenant
          }
        })
    case .conditional(let condition, let inner):
      self = .conditional(BoundCondition(condition, &builder), BoundExpression(inner, &builder))
    case .activity(let field): self = .activity(field)
    }
  }
}

/// A condition whose paths are slots of a plan.
public struct BoundCondition: Sendable {
  var alternatives: [[(slot: UInt32, test: Condition.Test)]]

  public init(_ condition: Condition, _ builder: inout FieldPlan.Builder) {
    alternatives = []
    for alternative in condition.alternatives {
      alternatives.append(alternative.map { (builder.slot(for: [$0.path]), $0.test) })
    }
  }

  public func holds(_ view: RecordView) -> Bool {
    for alternative in alternatives where Self.all(alternative, view) { return true }
    return alternatives.isEmpty
  }

  @inline(__always)
  private static func all(_ tests: [(slot: UInt32, test: Condition.Test)], _ view: RecordView) -> Bool {
    for (slot, test) in tests where !Self.passes(test, slot, view) { return false }
    return true
  }

  private static func passes(_ test: Condition.Test, _ slot: UInt32, _ view: RecordView) -> Bool {
    switch test {
    case .exists(let wanted):
      guard view.slots.isPresent(slot) else { return !wanted }
      return view.slots.contains(slot) { view.kind($0) != .null } == wanted
    case .equals(let texts):
      return any(texts, slot, view) { $0.equalsFolded($1) }
    case .prefix(let texts): return any(texts, slot, view) { $0.hasFoldedPrefix($1) }
    case .suffix(let texts): return any(texts, slot, view) { $0.hasFoldedSuffix($1) }
    case .contains(let texts): return any(texts, slot, view) { $0.containsFolded($1) }
    case .not(let inner): return !passes(inner, slot, view)
    case .all(let tests): return tests.allSatisfy { passes($0, slot, view) }
    }
  }

  @inline(__always)
  private static func any(
    _ texts: [[UInt8]], _ slot: UInt32, _ view: RecordView, _ test: (ByteSpan, UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    guard view.slots.isPresent(slot) else { return false }
    return view.slots.contains(slot) { value in
      func holds(_ span: ByteSpan) -> Bool {
        for text in texts where text.withUnsafeBytes({ test(span, $0) }) { return true }
        return false
      }
      if let span = view.string(value) { return holds(span) }
      if view.kind(value) == .null { return false }
      var rendered: [UInt8] = []
      view.appendText(of: value, to: &rendered)
      return rendered.withUnsafeBytes { holds(ByteSpan($0)) }
    }
  }
}
