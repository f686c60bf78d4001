import Activity
import JSONTape

/// A value of a record that an indicator names.
public struct IndicatorMatch: Sendable, Hashable {
  public let indicator: Indicator
  /// `nil` where a text was looked up that is of no record.
  public let field: ObservedField?
  /// The value as the record has it.
  public let value: String

  public init(indicator: Indicator, field: ObservedField?, value: String) {
    self.indicator = indicator
    self.field = field
    self.value = value
  }

  /// A sentence, e.g. `The caller's address 203.0.113.7 is in threat intelligence: …`.
  public var en: String {
    let subject = field.map { "\($0.name.en) \(shown)" } ?? shown
    var text = "\(subject) is in threat intelligence as \(Self.article(indicator.type))"
    if indicator.value != value { text += " (\(indicator.value))" }
    if let name = indicator.name { text += ": “\(name)”" }
    if !indicator.indicates.isEmpty { text += ", which indicates \(indicator.indicates.joined(separator: ", "))" }
    var facts = ["source \(indicator.author.map { "\($0), " } ?? "")\(indicator.source)"]
    if let confidence = indicator.confidence { facts.append("confidence \(confidence) of 100") }
    if let until = indicator.validUntil { facts.append("valid until \(Self.day(until))") }
    if let tlp = indicator.tlp { facts.append("TLP:\(tlp.word.uppercased())") }
    return text + " (\(facts.joined(separator: "; ")))."
  }

  public var ja: String {
    let subject = field.map { "\($0.name.ja) \(shown) " } ?? "\(shown) "
    var text = "\(subject) は、脅威インテリジェンスに\(indicator.type.name.ja)として載っています"
    if indicator.value != value { text += "（\(indicator.value)）" }
    if let name = indicator.name { text += "。名称：「\(name)」" }
    if !indicator.indicates.isEmpty { text += "。関連する脅威：\(indicator.indicates.joined(separator: "、"))" }
    var facts = ["出所：\(indicator.author.map { "\($0)、" } ?? "")\(indicator.source)"]
    if let confidence = indicator.confidence { facts.append("確度：100 点中 \(confidence)") }
    if let until = indicator.validUntil { facts.append("有効期限：\(Self.day(until))") }
    if let tlp = indicator.tlp { facts.append("TLP:\(tlp.word.uppercased())") }
    return text + "（\(facts.joined(separator: "、"))）。"
  }

  private var shown: String { value.count > 200 ? value.prefix(200) + "…" : value }

  private static func article(_ type: IndicatorType) -> String {
    switch type {
    case .address, .email, .arn, .account: "an \(type.name.en)"
    default: "a \(type.name.en)"
    }
  }

  /// The UTC date of a time in microseconds.
  private static func day(_ time: Int64) -> String {
    let seconds = time / 1_000_000
    return CalendarText.date(days: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }
}
