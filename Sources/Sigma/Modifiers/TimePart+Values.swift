extension Matcher.TimePart {
  /// The values that the part can have; years are those of logs.
  var range: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .day: 1...31
    case .week: 1...53
    case .month: 1...12
    case .year: 1970...2261
    }
  }

  /// A comparison written out as the values that satisfy it, since the AST compares parts for equality.
  func values(_ comparison: Matcher.Comparison, _ number: Int) -> [Int] {
    switch comparison {
    case .equal, .notEqual: [number]
    case .less: range.filter { $0 < number }
    case .lessOrEqual: range.filter { $0 <= number }
    case .greater: range.filter { $0 > number }
    case .greaterOrEqual: range.filter { $0 >= number }
    }
  }
}
