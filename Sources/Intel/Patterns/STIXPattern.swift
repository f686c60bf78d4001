/// A pattern as STIX 2.1, section 9, defines it.
indirect enum STIXPattern: Equatable {
  case observation(STIXComparison)
  case and(STIXPattern, STIXPattern)
  case or(STIXPattern, STIXPattern)
  case followedBy(STIXPattern, STIXPattern)
  case qualified(STIXPattern, Qualifier)

  enum Qualifier: Equatable {
    /// Seconds.
    case within(Double)
    case repeats(Int)
    /// Texts of RFC 3339 times.
    case startStop(String, String)
  }
}

/// What stands between the brackets of an observation.
indirect enum STIXComparison: Equatable {
  case test(STIXTest)
  case and(STIXComparison, STIXComparison)
  case or(STIXComparison, STIXComparison)
}

/// One comparison, e.g. `file:hashes.'SHA-256' = '…'`.
struct STIXTest: Equatable {
  var path: STIXPath
  var isNegated: Bool
  var operation: Operation
  var values: [Value]

  enum Operation: String {
    case equal = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "IN"
    case like = "LIKE"
    case matches = "MATCHES"
    case isSubset = "ISSUBSET"
    case isSuperset = "ISSUPERSET"
    case exists = "EXISTS"
  }

  enum Value: Equatable {
    case string(String)
    case number(Double, text: String)
    case boolean(Bool)
    case timestamp(String)
    case hex(String)
    case binary(String)

    /// As it would stand in a record.
    var text: String {
      switch self {
      case .string(let text), .timestamp(let text), .hex(let text), .binary(let text), .number(_, let text): text
      case .boolean(let value): value ? "true" : "false"
      }
    }
  }
}

/// `type:property.'quoted key'.list[*].property`.
struct STIXPath: Equatable, CustomStringConvertible {
  var type: String
  var steps: [Step]

  enum Step: Equatable {
    case key(String)
    case index(String)
  }

  /// The keys joined with dots, in lower case, indexes left out.
  var keys: String {
    steps.compactMap { if case .key(let key) = $0 { key.lowercased() } else { nil } }.joined(separator: ".")
  }

  var description: String {
    var text = type + ":"
    for (place, step) in steps.enumerated() {
      switch step {
      case .key(let key): text += (place == 0 ? "" : ".") + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
