import YAMLTree

extension PipelineRun {
  func transform(
    _ value: ItemValue, _ item: PipelineItem, _ line: DetectionItem, _ draft: RuleDraft
  ) throws(SigmaError) -> [ItemValue] {
    switch item.transformation {
    case .setValue(let scalar):
      let place = SourceLocation(file: draft.metadata.location.file, line: line.line)
      return try ModifierChain([]).values(of: scalar, at: place)
    case .convertType(let type): return [value.converted(to: type)]
    default: break
    }
    guard case .text(let template, let cased) = value else { return [value] }
    switch item.transformation {
    case .replaceString(let pattern, let replacement, let skipsWildcards):
      return [.text(Self.replace(template, pattern, replacement, skipsWildcards), cased: cased)]
    case .mapString(let mapping):
      guard let plain = template.plain, let texts = mapping[String(decoding: plain, as: UTF8.self)] else {
        return [value]
      }
      return texts.map { .text(PatternTemplate(sigma: $0), cased: cased) }
    case .changeCase(let letters):
      return [
        .text(template.mapLiterals { Array(letters.apply(String(decoding: $0, as: UTF8.self)).utf8) }, cased: cased)
      ]
    case .wildcardPlaceholders(let choice):
      let parts = template.parts.map { part -> PatternTemplate.Part in
        guard case .placeholder(let name) = part, choice.contains(name) else { return part }
        return .any
      }
      return [.text(PatternTemplate(parts: parts), cased: cased)]
    case .valuePlaceholders(let choice):
      return try fill(template, choice, item, draft).map { .text($0, cased: cased) }
    default: return [value]
    }
  }

  /// Every combination of the values that the placeholders stand for.
  private func fill(
    _ template: PatternTemplate, _ choice: Transformation.NameChoice, _ item: PipelineItem, _ draft: RuleDraft
  ) throws(SigmaError) -> [PatternTemplate] {
    var variants: [[PatternTemplate.Part]] = [[]]
    for part in template.parts {
      guard case .placeholder(let name) = part, choice.contains(name) else {
        for index in variants.indices { variants[index].append(part) }
        continue
      }
      guard let values = vars[name], !values.isEmpty else {
        throw SigmaError(
          draft.metadata.location,
          "no pipeline has a value for the placeholder %\(name)%; add it to 'vars' of \(item.location.file)")
      }
      guard variants.count * values.count <= SigmaLimits.values else {
        throw SigmaError(draft.metadata.location, "the placeholder %\(name)% makes too many values")
      }
      variants = variants.flatMap { head in values.map { head + PatternTemplate(sigma: $0).parts } }
    }
    return variants.map { PatternTemplate(parts: $0) }
  }

  private static func replace(
    _ template: PatternTemplate, _ pattern: String, _ replacement: String, _ skipsWildcards: Bool
  ) -> PatternTemplate {
    guard let regex = try? Regex<AnyRegexOutput>(pattern) else { return template }
    func substitute(_ text: String) -> String {
      text.replacing(regex) { match in expand(replacement, match) }
    }
    if skipsWildcards || template.firstPlaceholder != nil {
      return template.mapLiterals { Array(substitute(String(decoding: $0, as: UTF8.self)).utf8) }
    }
    guard let pattern = template.pattern else { return template }
    return PatternTemplate(sigma: substitute(pattern.sigmaText))
  }

  /// `\1` and `\g<1>` are groups; `\\` is a backslash.
  private static func expand(_ replacement: String, _ match: Regex<AnyRegexOutput>.Match) -> String {
    var result = ""
    var rest = Substring(replacement)
    while let character = rest.popFirst() {
      guard character == "\\", let next = rest.first else {
        result.append(character)
        continue
      }
      rest.removeFirst()
      var digits = next.isASCII && next.isNumber ? String(next) : ""
      if next == "g", rest.first == "<", let end = rest.firstIndex(of: ">") {
        digits = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      }
      if let group = Int(digits) {
        if group < match.output.count { result += match.output[group].substring ?? "" }
      } else {
        result += next == "\\" ? "\\" : "\\\(next)"
      }
    }
    return result
  }
}

extension ItemValue {
  fileprivate func converted(to type: Transformation.TargetType) -> ItemValue {
    switch (type, self) {
    case (.num, .text(let template, _)):
      guard let plain = template.plain else { return self }
      switch YAMLValue(plain: String(decoding: plain, as: UTF8.self)) {
      case .integer(let integer): return .matcher(.integer(integer))
      case .double(let double): return .matcher(.number(.equal, double))
      default: return self
      }
    case (.str, .matcher(.integer(let integer))):
      return .text(PatternTemplate(plain: String(integer).utf8), cased: false)
    case (.str, .matcher(.number(.equal, let double))):
      return .text(PatternTemplate(plain: DecimalText.text(double).utf8), cased: false)
    case (.str, .matcher(.bool(let bool))):
      return .text(PatternTemplate(plain: (bool ? "true" : "false").utf8), cased: false)
    default: return self
    }
  }
}

extension Transformation.LetterCase {
  fileprivate func apply(_ text: String) -> String {
    switch self {
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    case .snakeCase:
      var result = ""
      var previous: Character?
      for character in text {
        if character.isUppercase, let previous, previous.isLowercase || previous.isNumber { result.append("_") }
        result += character.lowercased()
        previous = character
      }
      return result
    }
  }
}
