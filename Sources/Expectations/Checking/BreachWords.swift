import Activity
import JSONTape

/// Tells breaches: what was seen, what was declared, and where.
struct BreachWords {
  private let observation: Observation
  private let names: Names
  private let file: ExpectationFile
  private static let shown = 4

  init(_ observation: Observation, _ names: Names, _ file: ExpectationFile) {
    self.observation = observation
    self.names = names
    self.file = file
  }

  private var actor: String { names.text(observation.email) ?? names.text(observation.actor) ?? "?" }
  private var operation: String {
    let text = names.text(observation.operation) ?? "?"
    // An operation of a provider that has no services is `:operation`.
    return text.hasPrefix(":") ? String(text.dropFirst()) : text
  }

  private func place(_ line: Int) -> String { "\(file.file):\(line)" }

  /// The first few of a list, and how many more there are.
  private func list(_ items: [String]) -> (en: String, ja: String) {
    let head = items.prefix(Self.shown)
    let more = items.count - head.count
    return (
      head.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
      head.joined(separator: "、") + (more > 0 ? " ほか \(more) 件" : "")
    )
  }

  private func reason(_ en: String, _ ja: String) -> [Finding.Reason] { [.init(en: en, ja: ja)] }

  func entry(
    _ entry: DeclaredExpectation, _ aspect: ExpectedAspect, _ facts: AddressFacts?
  ) -> [Finding.Reason] {
    let seen = seen(aspect, facts)
    let declared = declared(entry, aspect)
    let place = place(entry.line)
    return reason(
      "\(actor) \(seen.en); declared is \(declared.en) (\"\(entry.name)\", \(place)).",
      "\(actor) は、\(seen.ja)。申告されているのは \(declared.ja) です（「\(entry.name)」、\(place)）。")
  }

  private func seen(_ aspect: ExpectedAspect, _ facts: AddressFacts?) -> (en: String, ja: String) {
    let address = names.text(observation.address) ?? "?"
    var about: [String] = []
    if let country = country(facts) { about.append(country) }
    if let organization = facts?.organization { about.append(organization) }
    let from = about.isEmpty ? address : "\(address) (\(about.joined(separator: ", ")))"
    switch aspect {
    case .network: return ("came from \(from)", "\(from) から接続しました")
    case .country:
      let country = country(facts) ?? "?"
      let suffix = observation.address == 0 ? "" : " (\(address))"
      return ("came from \(country)\(suffix)", "\(country)\(suffix) から接続しました")
    case .agent:
      let agent = names.text(observation.agent) ?? "?"
      return ("used \"\(agent.prefix(120))\"", "「\(agent.prefix(120))」を使用しました")
    case .device:
      let device = names.text(observation.device) ?? "?"
      return ("was on the device \(device)", "端末 \(device) を使用しました")
    case .hour: return ("acted at \(clock) UTC", "\(clock)（UTC）に活動しました")
    case .operation: return ("called \(operation)", "\(operation) を実行しました")
    case .resource:
      let target = names.text(observation.target) ?? "?"
      return ("called \(operation) on \(target)", "\(target) に対して \(operation) を実行しました")
    }
  }

  private func country(_ facts: AddressFacts?) -> String? {
    guard observation.country != 0 else { return facts?.country }
    let letters = [UInt8(truncatingIfNeeded: observation.country), UInt8(truncatingIfNeeded: observation.country >> 8)]
    return String(decoding: letters, as: UTF8.self)
  }

  private func declared(_ entry: DeclaredExpectation, _ aspect: ExpectedAspect) -> (en: String, ja: String) {
    switch aspect {
    case .network:
      return list(
        (entry.from ?? []).map { place in
          let network = file.networks[place]
          return network.name.isEmpty ? network.ranges.first?.text ?? "?" : network.name
        })
    case .country: return list(entry.countries ?? [])
    case .agent: return list((entry.agents ?? []).map(\.text))
    case .device: return list((entry.devices ?? []).map(\.text))
    case .hour:
      return list(
        (entry.hours ?? []).map { hours in
          let zone = hours.zone.identifier
          return hours.text.hasSuffix(zone) ? hours.text : "\(hours.text) \(zone)"
        })
    case .operation: return list((entry.operations ?? []).map(\.text))
    case .resource: return list((entry.resources ?? []).map(\.text))
    }
  }

  func leaver(_ leaver: Leaver) -> [Finding.Reason] {
    // The moment from which nothing may be used is the end of the last day.
    let left = Self.minute(leaver.left)
    let place = "\(leaver.file):\(leaver.line)"
    let through = names.text(observation.actor) ?? actor
    return reason(
      "\(leaver.name) left (nothing of theirs may be used from \(left) UTC on), but called \(operation) as \(through) "
        + "at \(clock) UTC (\(place)).",
      "\(leaver.name) は退職済みですが（\(left) UTC 以降は使用禁止）、\(clock)（UTC）に \(through) として "
        + "\(operation) を実行しました（\(place)）。")
  }

  func breakGlass() -> [Finding.Reason] {
    let place = place(file.breakGlassLine)
    return reason(
      "\(actor) is declared for emergencies only (\(place)), and called \(operation) at \(clock) UTC.",
      "\(actor) は緊急時専用と申告されていますが（\(place)）、\(clock)（UTC）に \(operation) を実行した。")
  }

  func byHand(_ pipeline: DeclaredPipeline) -> [Finding.Reason] {
    let place = place(pipeline.line)
    let target = names.text(observation.target).map { " on \($0)" } ?? ""
    let targetJa = names.text(observation.target).map { "\($0) に対して " } ?? ""
    return reason(
      "\(actor) called \(operation)\(target); only the pipeline \"\(pipeline.name)\" changes what is there (\(place)).",
      "\(actor) が\(targetJa)\(operation) を実行しました。ここを変更するのはパイプライン「\(pipeline.name)」だけと申告されています（\(place)）。")
  }

  func jewel(_ jewel: CrownJewel) -> [Finding.Reason] {
    let place = place(jewel.line)
    let target = names.text(observation.target) ?? jewel.name
    return reason(
      "\(actor) called \(operation) on \(target); \"\(jewel.name)\" is for those named under 'only' (\(place)).",
      "\(actor) が \(target) に対して \(operation) を実行しました。「\(jewel.name)」を操作できるのは only に挙げた者だけです（\(place)）。")
  }

  private var clock: String { Self.minute(observation.time) }

  /// `2026-03-31 14:05`.
  static func minute(_ microseconds: Int64) -> String {
    let minutes = microseconds >= 0 ? microseconds / 60_000_000 : (microseconds - 59_999_999) / 60_000_000
    let days = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
    let rest = minutes - days * 1440
    return "\(CalendarText.date(days: days)) \(CalendarText.padded(rest / 60)):\(CalendarText.padded(rest % 60))"
  }
}
