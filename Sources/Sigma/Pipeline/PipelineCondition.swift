import YAMLTree

/// A condition of a pipeline on a whole rule.
enum RuleTest: Sendable {
  case logSource(LogSource)
  case containsItem(field: String?, value: YAMLScalar)
  case containsField(String)
  case itemApplied(String)
  case state(key: String, value: String, isEqual: Bool)
  case isRule
  case isCorrelation
  case attribute(name: String, value: YAMLScalar, comparison: Comparison)
  case tag(String)

  enum Comparison: String, Sendable, CaseIterable { case eq, ne, gt, gte, lt, lte }
}

/// A condition of a pipeline on one line of a search.
enum ItemTest: Sendable {
  case matchString(pattern: String, all: Bool, isNegated: Bool)
  case matchValue(YAMLScalar, all: Bool)
  case containsWildcard(all: Bool)
  case isNull(all: Bool)
  case itemApplied(String)
  case state(key: String, value: String, isEqual: Bool)
}

/// A condition of a pipeline on a field's name.
enum FieldNameTest: Sendable {
  case include([String], isRegex: Bool)
  case exclude([String], isRegex: Bool)
  case itemApplied(String)
  case state(key: String, value: String, isEqual: Bool)
}
