import JSONTape

/// Many patterns, asked at once: literals by hash, the others one by one.
struct PatternSet: Sendable {
  private var literals: Set<[UInt8]> = []
  /// Of the literals: what an observation's hash is compared with where its text was not kept.
  private(set) var literalHashes: Set<UInt64> = []
  private var globs: [TextPattern] = []

  init(_ patterns: [TextPattern]) {
    for pattern in patterns {
      if pattern.isLiteral {
        literals.insert(pattern.bytes)
        literalHashes.insert(pattern.hash)
      } else {
        globs.append(pattern)
      }
    }
  }

  var isEmpty: Bool { literals.isEmpty && globs.isEmpty }
  var hasGlobs: Bool { !globs.isEmpty }

  /// - Parameter value: folded.
  func contains(_ value: [UInt8]) -> Bool { literals.contains(value) || globs.contains { $0.matches(value) } }
  func contains(_ value: String) -> Bool { contains(ASCIIFold.fold(value.utf8)) }
}
