import Activity
import Expectations
import Incidents
import Report

/// What an expectations file says, a line a thing.
struct ExpectationDigest {
  private let file: ExpectationFile
  private let now: Int64
  private static let year: Int64 = 366 * 86_400_000_000

  init(_ file: ExpectationFile, now: Int64) {
    self.file = file
    self.now = now
  }

  var lines: [String] {
    var lines: [String] = []
    for network in file.namedNetworks {
      let country = network.country.map { " in \($0)" } ?? ""
      let who = network.who.isEveryone ? "" : ", for \(told(network.who))"
      lines.append(
        "network   \(network.name): \(network.kind.rawValue)\(country), \(list(network.ranges.map(\.text)))\(who)")
    }
    for group in file.groups {
      let members = group.emails.map(\.text) + group.identities.map(\.text)
      lines.append("group     \(group.name): \(list(members))\(group.arePeers ? "; compared as peers" : "")")
    }
    if !file.people.isEmpty { lines.append("people    \(file.people.count)") }
    for entry in file.expectations { lines += told(entry) }
    for pipeline in file.pipelines { lines.append(told(pipeline)) }
    if let who = file.breakGlass { lines.append("alert     any use of \(told(who)) (break-glass)") }
    if let who = file.protected { lines.append("protected \(told(who)): never contained without a person's word") }
    if !file.leavers.isEmpty {
      let first =
        file.leavers.map(\.left).min().map { ", the first on \(UTCTime(microseconds: $0 - 1).dateText)" } ?? ""
      lines.append("leavers   \(file.leavers.count)\(first)")
    }
    for jewel in file.crownJewels {
      let only = jewel.only.map { "; only for \(told($0))" } ?? ""
      lines.append("jewel     \(jewel.name): \(list(jewel.resources.map(\.text)))\(only)")
    }
    for work in file.planned {
      let ticket = work.ticket.map { " (\($0))" } ?? ""
      let (begins, ends) = (UTCTime(microseconds: work.begins), UTCTime(microseconds: work.ends))
      lines.append(
        "planned   \(work.name)\(ticket): \(told(work.who)), \(begins.minuteText) to \(ends.minuteText) UTC")
    }
    for mute in file.mutes { lines.append(told(mute)) }
    let ended = file.mutes.filter { $0.until <= now }.count
    lines.append(
      "\(file.file): valid; \(file.expectations.count) expectations, \(file.pipelines.count) pipelines, "
        + "\(file.leavers.count) leavers, \(file.mutes.count) mutes, \(ended) of them ended")
    return lines
  }

  private func told(_ entry: DeclaredExpectation) -> [String] {
    let except = entry.except.map { ", but not \(told($0))" } ?? ""
    var said: [String] = []
    if let from = entry.from {
      let names = from.map {
        file.networks[$0].name.isEmpty ? file.networks[$0].ranges[0].text : file.networks[$0].name
      }
      said.append("from \(list(names))")
    }
    if let countries = entry.countries { said.append("in \(list(countries))") }
    if let agents = entry.agents { said.append("with \(list(agents.map(\.text)))") }
    if let devices = entry.devices { said.append("on \(list(devices.map(\.text)))") }
    if let hours = entry.hours {
      said.append("at \(hours.map { "\($0.text) (\($0.zone.identifier))" }.joined(separator: ", "))")
    }
    if let operations = entry.operations { said.append("doing \(list(operations.map(\.text)))") }
    if let resources = entry.resources { said.append("to \(list(resources.map(\.text)))") }
    let level = entry.isStrict ? entry.level == .medium ? "" : " [\(entry.level.name)]" : " [only quietens]"
    return [
      "expect    \(entry.name)\(level): \(told(entry.who))\(except)", "          \(said.joined(separator: "; "))",
    ]
  }

  private func told(_ pipeline: DeclaredPipeline) -> String {
    var owned: [String] = []
    if !pipeline.tenants.isEmpty { owned.append("tenants \(list(pipeline.tenants.map(\.text)))") }
    if !pipeline.services.isEmpty { owned.append("services \(list(pipeline.services.map(\.text)))") }
    if !pipeline.resources.isEmpty { owned.append("resources \(list(pipeline.resources.map(\.text)))") }
    let except = pipeline.except.map { " (and \(told($0)))" } ?? ""
    return "pipeline  \(pipeline.name): only \(told(pipeline.who))\(except) changes \(owned.joined(separator: ", "))"
  }

  private func told(_ mute: Mute) -> String {
    var scope = list(mute.rules.map(\.text))
    if !mute.who.isEveryone { scope += " by \(told(mute.who))" }
    if !mute.resources.isEmpty { scope += " on \(list(mute.resources.map(\.text)))" }
    if !mute.from.isEmpty {
      let names = mute.from.map {
        file.networks[$0].name.isEmpty ? file.networks[$0].ranges[0].text : file.networks[$0].name
      }
      scope += " from \(list(names))"
    }
    var end = "until \(mute.untilText)"
    if mute.until <= now {
      end = "ENDED \(mute.untilText)"
    } else if mute.until - now > Self.year {
      end += ", more than a year ahead"
    }
    if let level = mute.level { scope += ", to \(level.name)" }
    return "mute      \(scope): \"\(mute.reason)\", \(mute.by), \(end) (line \(mute.line))"
  }

  private func told(_ selector: Selector) -> String {
    var parts = list(selector.groups + selector.emails.map(\.text) + selector.identities.map(\.text))
    if selector.namesNobody { parts = "everyone" }
    if !selector.providers.isEmpty { parts += " at \(list(selector.providers))" }
    if let kind = selector.kind { parts += " (\(kind.rawValue)s)" }
    return parts
  }

  private func list(_ items: [String]) -> String {
    items.count <= 6
      ? items.joined(separator: ", ") : items.prefix(6).joined(separator: ", ") + " and \(items.count - 6) more"
  }
}
