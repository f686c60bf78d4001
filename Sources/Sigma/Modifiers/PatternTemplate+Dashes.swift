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
      var next: [[Part]] = []
      for pieces in try Self.variants(of: bytes, at: location) {
        for variant in variants { next.append(variant + [.literal(pieces)]) }
      }
      guard next.count <= 3125 else { throw Self.tooMany(location) }
      variants = next
    }
    return variants.map { PatternTemplate(parts: $0) }
  }

  private static func tooMany(_ location: SourceLocation) -> SigmaError {
    SigmaError(location, "'windash' takes at most five dashes in one value; split the value")
  }

  private static func variants(of bytes: [UInt8], at location: SourceLocation) throws(SigmaError) -> [[UInt8]] {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    let places = scalars.indices.filter { index in
      dashes.contains([scalars[index]]) && (index == 0 || !isWord(scalars[index - 1]))
        && index + 1 < scalars.count && isWord(scalars[index + 1])
    }
    guard !places.isEmpty else { return [bytes] }
    guard places.count <= 5 else { throw tooMany(location) }
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
