/// The logic of a rule after normalisation: a tree of boolean operators over tests of fields.
public indirect enum Expression: Hashable, Sendable {
  /// True when all hold; true when empty.
  case and([Expression])
  /// True when one holds; false when empty.
  case or([Expression])
  case not(Expression)
  case test(FieldTest)
  /// The whole record is searched for the matcher (Sigma's keywords).
  case keyword(Matcher)
  /// `field[any|all|none]`: the elements of the array at `field` (a lone object counts as an array of one),
  /// each judged on its own by `each`, whose field paths start at the element.
  /// SigmaHQ/sigma-specification #212. An absent array: `any` and `all` false, `none` true.
  case elements(field: String, quantifier: Quantifier, each: Expression)

  /// Of several values, how many must fit.
  public enum Quantifier: String, Hashable, Sendable { case any, all, none }
}

/// One matcher against one field's values. True when any of the field's values matches (a field that crosses
/// arrays has several).
public struct FieldTest: Hashable, Sendable {
  /// A dotted path as the rule writes it. Pipelines and a source's aliases rename it; a backslash before a dot
  /// keeps the dot.
  public var field: String
  public var matcher: Matcher

  public init(field: String, matcher: Matcher) {
    self.field = field
    self.matcher = matcher
  }
}

/// What a single value must satisfy.
public enum Matcher: Hashable, Sendable {
  /// The whole value equals the pattern; `contains`, `startswith` and `endswith` have become wildcards.
  case string(StringPattern, cased: Bool)
  case regex(pattern: String, flags: RegexFlags)
  case cidr(IPNetwork)
  /// The value is a number, or a string that reads as one, and compares so.
  case number(Comparison, Double)
  /// The value is this integer, or a string of its digits; integers beyond 2^53 compare exactly.
  case integer(Int64)
  case bool(Bool)
  /// The field is absent or JSON null.
  case null
  /// `exists: true|false`: present, whatever its value, null included.
  case exists(Bool)
  /// The value equals a value of the other field (`fieldref`), or contains, starts or ends with it.
  case fieldReference(field: String, relation: Relation, cased: Bool)
  /// A part of a timestamp (`minute`, `hour`, `day`, `week`, `month`, `year`), UTC, compared with a number.
  case timePart(TimePart, Int)
  /// A placeholder of `expand` that no pipeline replaced: it never matches, and lint says so.
  case unresolved(placeholder: String)

  /// An order of numbers.
  public enum Comparison: String, Hashable, Sendable {
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  }
  /// Where one text stands in the other.
  public enum Relation: String, Hashable, Sendable { case equals, contains, startsWith, endsWith }
  /// What of a time is compared.
  public enum TimePart: String, Hashable, Sendable { case minute, hour, day, week, month, year }
}

/// Flags of the `re` modifier; a pattern without flags is case-sensitive.
public struct RegexFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let ignoreCase = RegexFlags(rawValue: 1)
  public static let multiline = RegexFlags(rawValue: 2)
  public static let dotAll = RegexFlags(rawValue: 4)
}

/// A Sigma string: literal bytes and wildcards, matched against the whole value.
public struct StringPattern: Hashable, Sendable {
  /// A piece of a pattern: text, or what stands for any.
  public enum Part: Hashable, Sendable {
    /// UTF-8 (or, after `wide`, UTF-16LE) bytes, never empty.
    case literal([UInt8])
    /// `*`: any run of characters, also none. Never twice in a row.
    case any
    /// `?`: one character.
    case one
  }

  /// Empty for the empty string.
  public var parts: [Part]

  public init(parts: [Part]) { self.parts = parts }
}

/// An IPv4 or IPv6 network. IPv4 is kept as IPv4-mapped IPv6 (::ffff:a.b.c.d), its prefix shifted by 96.
public struct IPNetwork: Hashable, Sendable {
  /// Network order; bits past the prefix are zero.
  public var high: UInt64
  public var low: UInt64
  /// 0...128.
  public var prefix: Int

  public init(high: UInt64, low: UInt64, prefix: Int) {
    self.high = high
    self.low = low
    self.prefix = prefix
  }
}
