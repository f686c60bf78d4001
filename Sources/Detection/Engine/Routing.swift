import Activity
import JSONTape
import Sigma

extension Mapping {
  /// Whether a rule of this log source concerns the records of the source, and on what condition.
  ///
  /// - Returns: `nil` where it does not; otherwise a condition, or none where every record is concerned.
  func route(_ logSource: LogSource) -> RouteCondition? {
    let product = logSource.product?.lowercased()
    let service = logSource.service?.lowercased()
    let category = logSource.category?.lowercased()
    if category == "activity" {
      let known = product == nil || product == provider || logSources.contains { $0.product == product }
      let served = service == nil || logSources.contains { $0.service == service }
      return known && served ? .always : nil
    }
    if product == nil, service == nil, category == nil { return .always }
    let matching = logSources.filter { entry in
      (product == nil || entry.product == product) && (service == nil || entry.service == service)
        && (category == nil || entry.category == category)
    }
    guard !matching.isEmpty else { return nil }
    // A rule that names a product alone is about all of it.
    if service == nil, category == nil { return .always }
    let conditions = matching.compactMap(\.when)
    return conditions.count < matching.count ? .always : .when(.or(conditions.map(\.expression)))
  }
}

enum RouteCondition {
  case always
  case when(Expression)
}

extension Condition {
  /// The condition in the language of rules, over raw paths and the activity's own fields.
  var expression: Expression {
    .or(
      alternatives.map { tests in
        .and(
          tests.map { test in
            let isActivity = ActivityField(rawValue: test.path) != nil
            return test.test.expression(isActivity ? test.path : FieldResolver.rawMark + test.path)
          })
      })
  }
}

extension Condition.Test {
  fileprivate func expression(_ field: String) -> Expression {
    func any(_ texts: [[UInt8]], _ make: (StringPattern.Part) -> [StringPattern.Part]) -> Expression {
      .or(
        texts.map { text in
          let parts = text.isEmpty ? [] : make(.literal(text))
          return .test(FieldTest(field: field, matcher: .string(StringPattern(parts: parts), cased: false)))
        })
    }
    switch self {
    case .equals(let texts): return any(texts) { [$0] }
    case .prefix(let texts): return any(texts) { [$0, .any] }
    case .suffix(let texts): return any(texts) { [.any, $0] }
    case .contains(let texts): return any(texts) { [.any, $0, .any] }
    case .exists(let wanted):
      let null = Expression.test(FieldTest(field: field, matcher: .null))
      return wanted ? .not(null) : null
    case .not(let inner): return .not(inner.expression(field))
    case .all(let tests): return .and(tests.map { $0.expression(field) })
    }
  }
}
