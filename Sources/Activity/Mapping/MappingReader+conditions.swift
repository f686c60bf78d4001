import JSONTape
import YAMLTree

extension MappingReader {
  mutating func condition(_ node: YAMLNode) -> Condition {
    Condition((node.sequence ?? [node]).map { alternative($0) })
  }

  private mutating func alternative(_ node: YAMLNode) -> [Condition.PathTest] {
    guard let entries = node.mapping else {
      complain(node, "a condition is a map from path to test, not \(node.kindName)")
      return []
    }
    return entries.map { Condition.PathTest(path: $0.key, test: test($0.value)) }
  }

  private mutating func test(_ node: YAMLNode) -> Condition.Test {
    guard let entries = node.mapping else { return .equals(texts(node)) }
    if entries.isEmpty { complain(node, "a test is empty") }
    let tests = entries.map { test($0.key, $0.value) }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  private mutating func test(_ key: String, _ value: YAMLNode) -> Condition.Test {
    switch key {
    case "exists":
      if value.bool == nil { complain(value, "'exists' takes true or false") }
      return .exists(value.bool ?? true)
    case "prefix": return .prefix(texts(value))
    case "suffix": return .suffix(texts(value))
    case "contains": return .contains(texts(value))
    case "not":
      let inner = test(value)
      if case .all = inner { complain(value, "'not' takes one test; write several 'not' conditions instead") }
      return .not(inner)
    default:
      complain(value, "unknown test '\(key)'; known are exists, prefix, suffix, contains, not")
      return .exists(true)
    }
  }

  private mutating func texts(_ node: YAMLNode) -> [[UInt8]] {
    guard let texts = node.strings else {
      complain(node, "a text or a list of texts is expected, not \(node.kindName)")
      return []
    }
    return texts.map { ASCIIFold.fold($0.utf8) }
  }
}
