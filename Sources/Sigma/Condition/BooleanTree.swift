/// What a condition can be resolved to.
protocol BooleanTree {
  static func and(_ parts: [Self]) -> Self
  static func or(_ parts: [Self]) -> Self
  static func not(_ part: Self) -> Self
}

extension BooleanTree {
  /// A lone part stands for itself.
  static func allOf(_ parts: [Self]) -> Self { parts.count == 1 ? parts[0] : and(parts) }
  static func anyOf(_ parts: [Self]) -> Self { parts.count == 1 ? parts[0] : or(parts) }
}

extension Expression: BooleanTree {}
extension SigmaCorrelation.RuleCondition: BooleanTree {}
extension DetectionNode: BooleanTree {
  static func and(_ parts: [DetectionNode]) -> DetectionNode { .all(parts) }
  static func or(_ parts: [DetectionNode]) -> DetectionNode { .any(parts) }
}
