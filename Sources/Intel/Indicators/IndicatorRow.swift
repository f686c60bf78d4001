/// An indicator as it is kept: numbers of fixed size, with places in the arena for texts.
struct IndicatorRow: BitwiseCopyable, Sendable {
  /// Times at the bounds stand for none.
  var validFrom: Int64 = .min
  var validUntil: Int64 = .max
  var text: UInt32 = 0
  /// Where its detail begins in the arena; `none` without one.
  var detail: UInt32 = Self.none
  /// The next row with the same value, as a place; `none` at the end.
  var next: UInt32 = Self.none
  var source: UInt32 = 0
  var textCount: UInt16 = 0
  var detailCount: UInt16 = 0
  var type: IndicatorType = .address
  /// 0...100, or 255 for none.
  var confidence: UInt8 = 255
  /// `TLP.rawValue`, or 0.
  var tlp: UInt8 = 0
  var hasRequirements = false

  static let none = UInt32.max

  func isValid(at time: Int64) -> Bool { time == 0 || (time >= validFrom && time < validUntil) }
}

extension IndicatorType: BitwiseCopyable {}

/// The texts of an indicator beside its value, packed: fields with a unit separator between them, lists with a record
/// separator.
enum IndicatorDetail {
  /// Longer descriptions are cut, so that a feed of essays does not fill the memory; bytes.
  static let maxDescription = 400
  static let maxName = 200
  static let maxList = 8

  static func pack(_ indicator: Indicator) -> String {
    let fields = [
      clean(indicator.id, maxName), clean(indicator.name, maxName), clean(indicator.description, maxDescription),
      clean(indicator.author, maxName), list(indicator.labels), list(indicator.indicates),
    ]
    return fields.allSatisfy(\.isEmpty) ? "" : fields.joined(separator: "\u{1F}")
  }

  static func unpack(_ text: String, into indicator: inout Indicator) {
    let fields = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6 else { return }
    indicator.id = fields[0].isEmpty ? nil : fields[0]
    indicator.name = fields[1].isEmpty ? nil : fields[1]
    indicator.description = fields[2].isEmpty ? nil : fields[2]
    indicator.author = fields[3].isEmpty ? nil : fields[3]
    indicator.labels = fields[4].split(separator: "\u{1E}").map(String.init)
    indicator.indicates = fields[5].split(separator: "\u{1E}").map(String.init)
  }

  private static func list(_ texts: [String]) -> String {
    texts.prefix(maxList).map { clean($0, maxName) }.joined(separator: "\u{1E}")
  }

  /// Without control characters, cut at a whole character.
  private static func clean(_ text: String?, _ limit: Int) -> String {
    guard let text else { return "" }
    var result = ""
    for scalar in text.unicodeScalars {
      guard result.utf8.count + UTF8.width(scalar) <= limit else {
        result += "…"
        break
      }
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      result.unicodeScalars.append(isControl ? " " : scalar)
    }
    return result
  }
}
