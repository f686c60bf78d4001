import YAMLTree

/// What a pipeline does to a rule.
indirect enum Transformation: Sendable {
  /// A field's name → the names to use for it; several mean that any of them may hold the value.
  case mapFields([String: [String]])
  case mapPrefixes([(prefix: String, to: [String])])
  case addPrefix(String)
  case addSuffix(String)
  case dropItem
  /// The searches to add, as YAML, and whether their negation is meant.
  case addCondition(YAMLNode, name: String?, isNegated: Bool, isTemplate: Bool)
  case changeLogSource(LogSource)
  case replaceString(pattern: String, replacement: String, skipsWildcards: Bool)
  case mapString([String: [String]])
  case setValue(YAMLScalar)
  case convertType(TargetType)
  case valuePlaceholders(NameChoice)
  case wildcardPlaceholders(NameChoice)
  case setState(key: String, value: String)
  case changeCase(LetterCase)
  case hashFields(algorithms: [String], prefix: String, dropsAlgorithm: Bool)
  case failRule(String)
  case failItem(String)
  case addFields([String])
  case removeFields([String])
  case setFields([String])
  case setAttribute(String, YAMLNode)
  case nest([PipelineItem])

  enum TargetType: String, Sendable, CaseIterable { case str, num }
  enum LetterCase: String, Sendable, CaseIterable {
    case lower, upper
    case snakeCase = "snake_case"
  }

  /// The placeholders that a transformation is for.
  struct NameChoice: Sendable {
    /// All where `nil`.
    var included: Set<String>?
    var excluded: Set<String> = []

    func contains(_ name: String) -> Bool {
      included.map { $0.contains(name) } ?? !excluded.contains(name)
    }
  }
}
