import Activity
import ArgumentParser
import Incidents
import Intel

struct IntelLookup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "Tells what is known of an address or another value.",
    usage: "yagura intel lookup <value> [--intel <path> ...] [<options>]")

  @Argument(help: ArgumentHelp("An address, domain, URL, hash, key id, ARN, e-mail address or user agent."))
  var value: String

  @Option(
    name: .customLong("intel"),
    help: ArgumentHelp("A file or folder of intelligence; may be given more than once.", valueName: "path"))
  var paths: [String] = []

  @Option(help: "text or json.")
  var format = IntelFormat.text

  @OptionGroup var telling: LanguageOption

  func run() throws {
    for path in paths { try Paths.require(path, option: "--intel") }
    if paths.isEmpty { Terminal.printError("yagura: no --intel is given, so that next to nothing can be known") }
    let contents = IntelLoader.load(paths: paths)
    let facts = contents.addresses.facts(of: IndicatorText.refanged(value))
    let matches = contents.indicators.match(text: value)
    if format == .json { return printJSON(facts, matches) }
    if facts.network != 0 {
      for (name, text) in rows(facts) { print("\(name): \(IntelText.safe(text))") }
    }
    let isJapanese = telling.language == .japanese
    for match in matches { print(IntelText.safe(isJapanese ? match.ja : match.en)) }
    if matches.isEmpty { print(isJapanese ? "脅威インテリジェンスには載っていません。" : "No indicator names it.") }
    for problem in contents.problems { Terminal.printError(IntelText.safe("problem: \(problem)")) }
  }

  private func rows(_ facts: AddressFacts) -> [(String, String)] {
    let network = AddressNetwork.name(of: IndicatorText.refanged(value), asn: facts.asn)
    let position = facts.latitude.flatMap { latitude in facts.longitude.map { "\(latitude), \($0)" } }
    let provider = facts.provider.map { [$0, facts.providerService].compactMap { $0 }.joined(separator: " ") }
    let rows: [(String, String?)] = [
      ("network", network), ("organisation", facts.organization), ("country", facts.country), ("city", facts.city),
      ("position", position), ("accuracy", facts.accuracyRadius.map { "\($0) km" }), ("provider", provider),
      ("kinds", facts.kinds.isEmpty ? nil : Self.words(facts.kinds).joined(separator: ", ")),
    ]
    return rows.compactMap { name, text in text.map { (name, $0) } }
  }

  private static func words(_ kinds: AddressFacts.Kinds) -> [String] {
    let all: [(AddressFacts.Kinds, String)] = [
      (.local, "local"), (.hosting, "hosting"), (.tor, "tor"), (.vpn, "vpn"), (.proxy, "proxy"),
      (.residentialProxy, "residential-proxy"), (.provider, "provider"), (.mobile, "mobile"),
      (.sharedEgress, "shared-egress"),
    ]
    return all.filter { kinds.contains($0.0) }.map(\.1)
  }

  private func printJSON(_ facts: AddressFacts, _ matches: [IndicatorMatch]) {
    var object: [String: Any] = ["value": value]
    if facts.network != 0 {
      var address: [String: Any] = ["kinds": Self.words(facts.kinds)]
      address["network"] = AddressNetwork.name(of: IndicatorText.refanged(value), asn: facts.asn)
      address["asn"] = facts.asn.map { Int($0) }
      address["organization"] = facts.organization
      address["country"] = facts.country
      address["city"] = facts.city
      address["latitude"] = facts.latitude
      address["longitude"] = facts.longitude
      address["accuracyRadius"] = facts.accuracyRadius
      address["provider"] = facts.provider
      address["service"] = facts.providerService
      object["address"] = address
    }
    object["indicators"] = matches.map { match in
      let indicator = match.indicator
      var entry: [String: Any] = [
        "type": indicator.type.word, "value": indicator.value, "source": indicator.source, "labels": indicator.labels,
        "indicates": indicator.indicates, "en": match.en, "ja": match.ja,
      ]
      entry["author"] = indicator.author
      entry["id"] = indicator.id
      entry["name"] = indicator.name
      entry["description"] = indicator.description
      entry["confidence"] = indicator.confidence
      entry["tlp"] = indicator.tlp?.word
      return entry
    }
    IntelText.printJSON(object)
  }
}
