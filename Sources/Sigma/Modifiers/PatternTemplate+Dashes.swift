extension PatternTemplate {
  private static let dashes: [[Unicode.Scalar]] = [["-"], ["/"], ["\u{2013}"], ["\u{2014}"], ["\u{2015}"]]

  /// Each dash that introduces a parameter (a dash before a word, not after one) in all five shapes: `-`, `/`, en
  /// dash, em dash, horizontal bar, in every combination.
  func dashVariants(at location: SourceLocation) throws(SigmaError) -> [PatternTemplate] {
    var variants: [[Part]] = [[]]
    for part in parts {
      guard case .literal(let bytes) = part else {
        for index in variants.indices { variants[index].append(part) }
        continue
      }
      let shapes = try Self.variants(of: bytes, at: location)
      guard shapes.count * variants.count <= 3125 else { throw Self.tooMany(location) }
      variants = shapes.flatMap { shape in variants.map { $0 + [.literal(shape)] } }
    }
    return variants.map { PatternTemplate(parts: $0) }
  }

  private static func tooMany(_ location: SourceLocation) -> SigmaError {
    SigmaError(location, "'windash' takes at most five dashes in one value, two in a long one; split the value")
  }

  private static func variants(of bytes: [UInt8], at location: SourceLocation) throws(SigmaError) -> [[UInt8]] {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    let places = scalars.indices.filter { index in
      dashes.contains([scalars[index]]) && (index == 0 || !isWord(scalars[index - 1]))
        && index + 1 < scalars.count && isWord(scalars[index + 1])
    }
    guard !places.isEmpty else { return [bytes] }
    // The second bound is on memory: 3,125 shapes of a long text.
    guard places.count <= 5, places.count < 3 || bytes.count <= 1024 else { throw tooMany(location) }
    var variants: [[Unicode.Scalar]] = [[]]
    var from = 0
    for place in places {
      variants = variants.flatMap { head in dashes.map { head + scalars[from..<place] + $0 } }
      from = place + 1
    }
    return variants.map { variant in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: variant + scalars[from...])
      return Array(String(text).utf8)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
