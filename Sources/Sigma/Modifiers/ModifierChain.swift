import YAMLTree

/// The modifiers of one item, applied in their order to each value.
struct ModifierChain {
  let modifiers: [Modifier]
  private let cased: Bool

  var isAll: Bool { modifiers.contains(.all) }
  var isNegated: Bool { modifiers.contains(.neq) }

  init(_ modifiers: [Modifier]) {
    self.modifiers = modifiers
    cased = modifiers.contains(.cased)
  }

  /// A value on its way through the chain.
  private enum Stage {
    case text(PatternTemplate)
    case regex(String, RegexFlags)
    case reference(String, Matcher.Relation)
    case part(Matcher.TimePart, Matcher.Comparison)
    case done([Matcher])
  }

  /// - Returns: the values that the scalar stands for; several where a modifier multiplies it.
  func values(of scalar: YAMLScalar, at location: SourceLocation) throws(SigmaError) -> [ItemValue] {
    guard scalar.text.utf8.count <= SigmaLimits.text else {
      throw SigmaError(location, "a value has more than \(SigmaLimits.text) bytes")
    }
    if modifiers.allSatisfy({ $0 == .all || $0 == .neq || $0 == .cased }) { return [unmodified(scalar)] }
    if scalar.value == .null {
      throw SigmaError(location, "null takes no modifier but 'neq'; write '' for the empty text")
    }
    let (before, after) = split()
    var stages: [Stage] = [.text(PatternTemplate(sigma: scalar.text))]
    for modifier in before + after {
      var next: [Stage] = []
      for stage in stages { next += try apply(modifier, to: stage, scalar, location) }
      stages = next
      guard stages.count <= SigmaLimits.values else {
        throw SigmaError(location, "'\(modifier)' makes more than \(SigmaLimits.values) values of one; split the rule")
      }
    }
    var values: [ItemValue] = []
    for stage in stages { values += try finish(stage, scalar, location) }
    return values
  }

  /// A time part is taken before it is compared, whatever the order in which the two are written.
  private func split() -> ([Modifier], [Modifier]) {
    let parts = modifiers.filter { $0.timePart != nil }
    return (parts, modifiers.filter { $0.timePart == nil })
  }

  private func unmodified(_ scalar: YAMLScalar) -> ItemValue {
    switch scalar.value {
    case .null: .matcher(.null)
    case .bool(let bool): .matcher(.bool(bool))
    case .integer(let integer): .matcher(.integer(integer))
    case .double(let double): .matcher(.number(.equal, double))
    case .string(let text): .text(PatternTemplate(sigma: text), cased: cased)
    }
  }

  private func apply(
    _ modifier: Modifier, to stage: Stage, _ scalar: YAMLScalar, _ location: SourceLocation
  ) throws(SigmaError) -> [Stage] {
    switch (modifier, stage) {
    case (.all, _), (.neq, _), (.cased, _): return [stage]
    case (.i, .regex(let pattern, let flags)): return [.regex(pattern, flags.union(.ignoreCase))]
    case (.m, .regex(let pattern, let flags)): return [.regex(pattern, flags.union(.multiline))]
    case (.s, .regex(let pattern, let flags)): return [.regex(pattern, flags.union(.dotAll))]
    case (.i, _), (.m, _), (.s, _):
      throw SigmaError(location, "'\(modifier)' belongs after 're', as in 're|\(modifier)'")
    case (.re, .text):
      guard modifiers.first(where: { $0 != .all && $0 != .neq && $0 != .cased }) == .re else {
        throw SigmaError(location, "'re' must be the first modifier, since it changes what the value means")
      }
      return [.regex(scalar.text, [])]
    case (.contains, .regex(let pattern, let flags)): return [.regex(pattern, flags)]
    case (.startswith, .regex(let pattern, let flags)): return [.regex("^(?:\(pattern))", flags)]
    case (.endswith, .regex(let pattern, let flags)): return [.regex("(?:\(pattern))$", flags)]
    case (.contains, .reference(let field, _)), (.startswith, .reference(let field, _)),
      (.endswith, .reference(let field, _)):
      return [.reference(field, modifier.relation ?? .equals)]
    case (.fieldref, .text): return [.reference(scalar.text, relation)]
    case (.contains, .text(let text)): return [.text(text.startsWithAny.endsWithAny)]
    case (.startswith, .text(let text)): return [.text(text.endsWithAny)]
    case (.endswith, .text(let text)): return [.text(text.startsWithAny)]
    case (.expand, .text(let text)): return [.text(text.expanded)]
    case (.windash, .text(let text)): return try text.dashVariants(at: location).map(Stage.text)
    case (.wide, .text(let text)), (.utf16le, .text(let text)): return [.text(text.mapLiterals(Encoding.utf16le))]
    case (.utf16be, .text(let text)): return [.text(text.mapLiterals(Encoding.utf16be))]
    case (.utf16, .text(let text)):
      return [.text(PatternTemplate(parts: [.literal([0xFF, 0xFE])] + text.mapLiterals(Encoding.utf16le).parts))]
    case (.base64, .text(let text)):
      return [.text(PatternTemplate(plain: Encoding.base64(try plain(text, modifier, location))))]
    case (.base64offset, .text(let text)):
      return Encoding.base64Offsets(try plain(text, modifier, location)).map { .text(PatternTemplate(plain: $0)) }
    case (.exists, .text):
      guard case .bool(let wanted) = YAMLValue(plain: scalar.text) else {
        throw SigmaError(location, "'exists' takes true or false")
      }
      return [.done([.exists(wanted)])]
    case (.cidr, .text):
      guard let network = IPNetwork(scalar.text) else {
        throw SigmaError(
          location, "'\(scalar.text.prefix(60))' is no network; 'cidr' takes e.g. 10.0.0.0/8 or fe80::/10")
      }
      return [.done([.cidr(network)])]
    case (.lt, .text), (.lte, .text), (.gt, .text), (.gte, .text):
      guard let comparison = modifier.comparison, let number = number(scalar) else {
        throw SigmaError(location, "'\(modifier)' takes a number, not '\(scalar.text.prefix(60))'")
      }
      return [.done([.number(comparison, number)])]
    case (.lt, .part(let part, _)), (.lte, .part(let part, _)), (.gt, .part(let part, _)), (.gte, .part(let part, _)):
      return [.part(part, modifier.comparison ?? .equal)]
    case (_, .text) where modifier.timePart != nil:
      return [.part(modifier.timePart ?? .year, .equal)]
    default:
      let names = modifiers.map(\.rawValue).joined(separator: "|")
      throw SigmaError(location, "'\(modifier)' cannot follow what stands before it in '\(names)'")
    }
  }

  /// `fieldref` may stand before or after the modifier that says how the two values relate.
  private var relation: Matcher.Relation {
    modifiers.lazy.compactMap(\.relation).first ?? .equals
  }

  private func finish(
    _ stage: Stage, _ scalar: YAMLScalar, _ location: SourceLocation
  ) throws(SigmaError) -> [ItemValue] {
    switch stage {
    case .text(let template): return [.text(template, cased: cased)]
    case .regex(let pattern, let flags):
      if let problem = RegexSyntax.problem(pattern) {
        throw SigmaError(location, "the regular expression '\(pattern.prefix(60))' is broken: \(problem)")
      }
      return [.matcher(.regex(pattern: pattern, flags: flags))]
    case .reference(let field, let relation):
      guard !field.isEmpty else { throw SigmaError(location, "'fieldref' takes the name of another field") }
      return [.matcher(.fieldReference(field: field, relation: relation, cased: cased))]
    case .part(let part, let comparison):
      guard let number = number(scalar), let wanted = Int(exactly: number) else {
        throw SigmaError(location, "'\(part)' takes a whole number, not '\(scalar.text.prefix(60))'")
      }
      return part.values(comparison, wanted).map { .matcher(.timePart(part, $0)) }
    case .done(let matchers): return matchers.map(ItemValue.matcher)
    }
  }

  private func plain(
    _ text: PatternTemplate, _ modifier: Modifier, _ location: SourceLocation
  ) throws(SigmaError) -> [UInt8] {
    guard let bytes = text.plain, !bytes.isEmpty else {
      throw SigmaError(
        location, "'\(modifier)' takes a text without wildcards or placeholders; put 'contains' and the like after it")
    }
    return bytes
  }

  private func number(_ scalar: YAMLScalar) -> Double? {
    switch scalar.value {
    case .integer(let integer): Double(integer)
    case .double(let double): double.isFinite ? double : nil
    case .string(let text): DecimalText.number(text)
    default: nil
    }
  }
}
