import JSONTape

/// A matcher ready to run against one value's text.
enum CompiledMatcher: Sendable {
  case exact(ByteText)
  case prefix(ByteText)
  case suffix(ByteText)
  case contains(ByteText)
  case glob(Glob)
  case regex(BoundedRegex)
  case network(IPNetwork)
  case number(Matcher.Comparison, Double)
  case time(Matcher.TimePart, Int)
  case never

  /// Literal bytes, folded unless `cased`.
  struct ByteText: Sendable {
    var bytes: [UInt8]
    var cased: Bool

    init(_ bytes: [UInt8], cased: Bool) {
      self.bytes = cased ? bytes : ASCIIFold.fold(bytes)
      self.cased = cased
    }
  }

  init(_ pattern: StringPattern, cased: Bool) {
    switch pattern.parts.count {
    case 0: self = .exact(ByteText([], cased: cased))
    case 1:
      if case .literal(let bytes) = pattern.parts[0] {
        self = .exact(ByteText(bytes, cased: cased))
        return
      }
      self = .glob(Glob(pattern, cased: cased))
    case 2:
      switch (pattern.parts[0], pattern.parts[1]) {
      case (.literal(let bytes), .any): self = .prefix(ByteText(bytes, cased: cased))
      case (.any, .literal(let bytes)): self = .suffix(ByteText(bytes, cased: cased))
      default: self = .glob(Glob(pattern, cased: cased))
      }
    case 3:
      if case (.any, .literal(let bytes), .any) = (pattern.parts[0], pattern.parts[1], pattern.parts[2]) {
        self = .contains(ByteText(bytes, cased: cased))
      } else {
        self = .glob(Glob(pattern, cased: cased))
      }
    default: self = .glob(Glob(pattern, cased: cased))
    }
  }

  /// About how long a match takes, in the time of a look at one value.
  var cost: Int {
    switch self {
    case .exact, .prefix, .suffix, .never: 2
    case .contains, .number: 5
    case .glob, .network, .time: 20
    case .regex: 400
    }
  }

  func matches(_ value: ByteSpan) -> Bool {
    switch self {
    case .exact(let text): value.count == text.bytes.count && text.isPrefix(of: value)
    case .prefix(let text): text.isPrefix(of: value)
    case .suffix(let text): value.count >= text.bytes.count && text.isPrefix(of: value.suffix(text.bytes.count))
    case .contains(let text): text.isInside(value)
    case .glob(let glob): glob.matches(value)
    case .regex(let regex): regex.matches(value)
    case .network(let network): IPAddressText.address(value).map(network.contains) ?? false
    case .number(let comparison, let bound): NumberText.parse(value).map { comparison.holds($0, bound) } ?? false
    case .time(let part, let wanted): TimeText.part(part, of: value) == wanted
    case .never: false
    }
  }
}

extension CompiledMatcher.ByteText {
  @inline(__always)
  func isPrefix(of value: ByteSpan) -> Bool {
    bytes.withUnsafeBytes { mine in
      if !cased { return value.hasFoldedPrefix(mine) }
      return value.count >= mine.count && value.prefix(mine.count) == ByteSpan(mine)
    }
  }

  func isInside(_ value: ByteSpan) -> Bool {
    bytes.withUnsafeBytes { mine in
      if !cased { return value.containsFolded(mine) }
      guard value.count >= mine.count else { return false }
      return (0...(value.count - mine.count)).contains { value.dropFirst($0).prefix(mine.count) == ByteSpan(mine) }
    }
  }
}

extension Matcher.Comparison {
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .equal: left == right
    case .notEqual: left != right
    }
  }
}

extension IPNetwork {
  func contains(_ address: (high: UInt64, low: UInt64)) -> Bool {
    func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits)) }
    return address.high & mask(prefix) == high && address.low & mask(prefix - 64) == low
  }
}
