extension PipelineRun {
  /// Gives the fields of a correlation the names that its rules' fields have got.
  ///
  /// - Parameter sources: the log sources of the rules that it correlates.
  static func apply(
    _ pipelines: [Pipeline], to correlation: inout SigmaCorrelation, sources: [LogSource]
  ) throws(SigmaError) {
    var run = PipelineRun()
    for pipeline in ordered(pipelines) {
      for item in pipeline.items { try run.apply(item, to: &correlation, sources) }
    }
  }

  private mutating func apply(
    _ item: PipelineItem, to correlation: inout SigmaCorrelation, _ sources: [LogSource]
  ) throws(SigmaError) {
    let run = self
    let metadata = correlation.metadata
    let isMeant = try item.ruleConditions.holds { (test) throws(SigmaError) in
      switch test {
      case .logSource(let source): sources.contains { source.covers($0) }
      case .isCorrelation: true
      case .state(let key, let value, let isEqual): (run.state[key] == value) == isEqual
      case .tag(let tag): metadata.tags.contains { $0.lowercased() == tag.lowercased() }
      case .isRule, .containsItem, .containsField, .itemApplied, .attribute: false
      }
    }
    guard isMeant else { return }
    switch item.transformation {
    case .setState(let key, let value): state[key] = value
    case .failRule(let message):
      throw SigmaError(metadata.location, "the pipeline (\(item.location)) refuses the correlation: \(message)")
    case .nest(let items): for inner in items { try apply(inner, to: &correlation, sources) }
    case .mapFields, .mapPrefixes, .addPrefix, .addSuffix:
      // A name of an alias is the correlation's own, no field.
      let aliases = correlation.aliases
      func name(_ field: String) throws(SigmaError) -> String {
        guard aliases[field] == nil, let names = run.names(of: field, item, nil, nil) else { return field }
        guard names.count == 1, let name = names.first else {
          throw SigmaError(
            metadata.location,
            "the pipeline (\(item.location)) maps '\(field)' to several fields, but a correlation needs one")
        }
        return name
      }
      try correlation.mapFields(name)
      for (alias, fields) in aliases {
        for (rule, field) in fields {
          correlation.aliases[alias]?[rule] = run.names(of: field, item, nil, nil)?.first ?? field
        }
      }
    default: break
    }
  }
}

extension SigmaCorrelation {
  fileprivate mutating func mapFields(_ name: (String) throws(SigmaError) -> String) throws(SigmaError) {
    for index in groupBy.indices { groupBy[index] = try name(groupBy[index]) }
    switch kind {
    case .valueCount(let fields):
      var mapped: [String] = []
      for field in fields { mapped.append(try name(field)) }
      kind = .valueCount(fields: mapped)
    case .valueSum(let field): kind = .valueSum(field: try name(field))
    case .valueAverage(let field): kind = .valueAverage(field: try name(field))
    case .valuePercentile(let field, let percentile):
      kind = .valuePercentile(field: try name(field), percentile: percentile)
    case .eventCount, .temporal, .temporalOrdered: break
    }
  }
}
