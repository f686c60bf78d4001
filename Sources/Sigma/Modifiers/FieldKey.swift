/// The key of a search's line: `field[quantifier]|modifier|modifier`.
struct FieldKey {
  /// `nil` for keywords (`'|all'`, or a key of null or nothing).
  var field: String?
  var block: Block?
  var modifiers: [Modifier] = []

  struct Block {
    var quantifier: Expression.Quantifier
    /// `[all_or_empty]`: also where there is no element.
    var orEmpty = false
    /// What follows the bracket, as in `a[any].b`.
    var rest: String?
  }

  init(_ key: String, at location: SourceLocation) throws(SigmaError) {
    guard key.utf8.count <= SigmaLimits.text else { throw SigmaError(location, "a field's name is too long") }
    var pieces = key.split(separator: "|", omittingEmptySubsequences: false)[...]
    let name = pieces.popFirst() ?? ""
    for piece in pieces {
      guard let modifier = Modifier(rawValue: String(piece)) else { throw Self.unknown(piece, location) }
      modifiers.append(modifier)
    }
    guard !name.isEmpty else { return }
    (field, block) = try Self.brackets(String(name), location)
  }

  private static func unknown(_ piece: Substring, _ location: SourceLocation) -> SigmaError {
    let known = Modifier.allCases.map(\.rawValue)
    if let match = known.first(where: { $0 == piece.lowercased() }) {
      return SigmaError(location, "modifiers are written in lower case: '\(match)', not '\(piece)'")
    }
    return SigmaError(
      location, "unknown modifier '\(piece.prefix(40))'; Sigma 2.1 has \(known.joined(separator: ", "))")
  }

  private static func brackets(_ name: String, _ location: SourceLocation) throws(SigmaError) -> (String, Block?) {
    let hasBracket = name.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
    guard hasBracket else { return (name, nil) }
    guard let open = name.firstIndex(of: "["), open == name.startIndex || name[name.index(before: open)] != "\\",
      let close = name[open...].firstIndex(of: "]")
    else { return (name.replacing("\\[", with: "[").replacing("\\]", with: "]"), nil) }
    let word = name[name.index(after: open)..<close]
    let after = name[name.index(after: close)...]
    guard !word.isEmpty, after.isEmpty || after.first == "." else { return (name, nil) }
    let block: Block
    switch word {
    case "any": block = Block(quantifier: .any)
    case "all": block = Block(quantifier: .all)
    case "all_or_empty": block = Block(quantifier: .all, orEmpty: true)
    case "none": block = Block(quantifier: .none)
    default:
      throw SigmaError(
        location,
        "'[\(word.prefix(40))]' is not known; a field may have [any], [all], [all_or_empty] or [none] "
          + "(write \\[ for a bracket that belongs to the name)")
    }
    guard open > name.startIndex else { throw SigmaError(location, "'[\(word)]' has no field before it") }
    var result = block
    result.rest = after.isEmpty ? nil : String(after.dropFirst())
    return (String(name[..<open]), result)
  }
}
