extension DetectionNode {
  /// The search as the AST has it.
  var expression: Expression {
    switch self {
    case .all(let nodes): .allOf(nodes.map(\.expression))
    case .any(let nodes): .anyOf(nodes.map(\.expression))
    case .not(let node): .not(node.expression)
    case .item(let item): item.expression
    case .elements(let field, let quantifier, let each):
      .elements(field: field, quantifier: quantifier, each: each.expression)
    }
  }
}

extension DetectionItem {
  var expression: Expression {
    let tests = values.map { value -> Expression in
      let matcher = value.matcher(isKeyword: field == nil)
      guard let field else { return .keyword(matcher) }
      return .test(FieldTest(field: field, matcher: matcher))
    }
    return isNegated ? .not(.anyOf(tests)) : .anyOf(tests)
  }
}

extension ItemValue {
  /// A keyword may stand anywhere within a value, so its pattern is opened on both sides.
  func matcher(isKeyword: Bool) -> Matcher {
    switch self {
    case .matcher(let matcher): return matcher
    case .text(let template, let cased):
      let opened = isKeyword ? template.startsWithAny.endsWithAny : template
      guard let pattern = opened.pattern else {
        return .unresolved(placeholder: template.firstPlaceholder ?? "")
      }
      return .string(pattern, cased: cased)
    }
  }
}
