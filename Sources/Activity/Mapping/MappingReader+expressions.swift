import JSONTape
import YAMLTree

extension MappingReader {
  mutating func expression(_ node: YAMLNode?) -> ValueExpression? {
    guard let node else { return nil }
    return expression(node) as ValueExpression
  }

  mutating func expression(_ node: YAMLNode) -> ValueExpression {
    if let items = node.sequence { return .first(items.map { expression($0) }) }
    if let path = node.string {
      if path.isEmpty { complain(node, "a path is empty") }
      return .path(path)
    }
    guard let entries = node.mapping else {
      complain(node, "a path, a list or a map is expected, not \(node.kindName)")
      return .text("")
    }
    if let text = node["text"] { return .text(text.string ?? "") }
    if let when = node["when"] { return .conditional(condition(when), expression(node["value"]) ?? .text("")) }
    var base: ValueExpression
    if let path = node["path"] {
      base = expression(path)
    } else if let template = node["template"]?.string {
      base = .template(templateParts(template, node))
    } else {
      complain(node, "an expression has one of path, text, template, when")
      return .text("")
    }
    var transforms: [ValueExpression.Transform] = []
    for key in ["strip_prefix", "strip_suffix", "after", "before", "after_last", "before_last", "lower", "map"] {
      guard let value = node[key] else { continue }
      if let transform = transform(key, value, node) { transforms.append(transform) }
    }
    let known: Set<String> = [
      "path", "template", "strip_prefix", "strip_suffix", "after", "before", "after_last", "before_last", "lower",
      "map",
      "default",
    ]
    for entry in entries where !known.contains(entry.key) {
      complain(entry.value, "unknown key '\(entry.key)' in an expression")
    }
    if !transforms.isEmpty { base = .transformed(base, transforms) }
    return base
  }

  private mutating func transform(_ key: String, _ value: YAMLNode, _ node: YAMLNode) -> ValueExpression.Transform? {
    if key == "lower" { return value.bool == true ? .lower : nil }
    if key == "map" {
      return .map(
        (value.mapping ?? []).map { (ASCIIFold.fold($0.key.utf8), Array(($0.value.string ?? "").utf8)) },
        otherwise: node["default"]?.string.map { Array($0.utf8) })
    }
    guard let text = value.string, !text.isEmpty else {
      complain(value, "'\(key)' takes a text")
      return nil
    }
    let bytes = Array(text.utf8)
    switch key {
    case "strip_prefix": return .stripPrefix(bytes)
    case "strip_suffix": return .stripSuffix(bytes)
    case "after": return .after(bytes)
    case "before": return .before(bytes)
    case "after_last": return .afterLast(bytes)
    default: return .beforeLast(bytes)
    }
  }

  private mutating func templateParts(_ text: String, _ node: YAMLNode) -> [ValueExpression.TemplatePart] {
    var parts: [ValueExpression.TemplatePart] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        complain(node, "a '{' of the template is not closed")
        return parts
      }
      let name = String(rest[rest.index(after: open)..<close])
      parts.append(name == "$tenant" ? .tenant : .path(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }
}
