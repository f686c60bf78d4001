/// The value modifiers of specification 2.1.
enum Modifier: String, CaseIterable, Sendable {
  case contains, startswith, endswith, all, exists, cased, neq
  case re, i, m, s
  case base64, base64offset, wide, utf16le, utf16be, utf16, windash
  case lt, lte, gt, gte
  case minute, hour, day, week, month, year
  case cidr, expand, fieldref

  var comparison: Matcher.Comparison? {
    switch self {
    case .lt: .less
    case .lte: .lessOrEqual
    case .gt: .greater
    case .gte: .greaterOrEqual
    default: nil
    }
  }

  var timePart: Matcher.TimePart? { Matcher.TimePart(rawValue: rawValue) }

  var relation: Matcher.Relation? {
    switch self {
    case .contains: .contains
    case .startswith: .startsWith
    case .endswith: .endsWith
    default: nil
    }
  }
}
