import Foundation

@testable import Simulation

/// Sums up what is written, and watches its order.
final class DigestSink: RecordSink {
  private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Of the set of records, whatever their order.
  private(set) var sum: UInt64 = 0
  private(set) var count = 0
  private(set) var isOrdered = true
  private(set) var byDay: [Int: Int] = [:]
  private var last: [Provider: Moment] = [:]

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return value
  }

  func write(_ provider: Provider, _ at: Moment, _ record: ArraySlice<UInt8>) {
    if let before = last[provider], at < before { isOrdered = false }
    last[provider] = at
    let value = Self.hash(record)
    digest = (digest ^ value) &* 0x100_0000_01B3
    sum &+= value
    count += 1
    byDay[at.day.number, default: 0] += 1
  }
}

/// Keeps records' ids, read from the records themselves, and a digest of each.
final class IdentifierSink: RecordSink {
  private(set) var digests: [String: UInt64] = [:]
  private(set) var unreadable = 0

  func write(_ provider: Provider, _ at: Moment, _ record: ArraySlice<UInt8>) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(record)) as? [String: Any],
      let id = Self.id(provider, object)
    else {
      unreadable += 1
      return
    }
    digests["\(provider.rawValue) \(id)"] = DigestSink.hash(record)
  }

  private static func id(_ provider: Provider, _ record: [String: Any]) -> String? {
    let value: Any? =
      switch provider {
      case .aws: record["eventID"]
      case .okta: record["uuid"]
      case .github: record["_document_id"]
      case .gcp: record["insertId"]
      case .workspace: (record["id"] as? [String: Any])?["uniqueQualifier"]
      case .entra: (record["properties"] as? [String: Any])?["id"]
      case .azure: record["eventDataId"]
      case .m365: record["Id"]
      case .kubernetes: record["auditID"]
      case .slack, .gitlab, .openai, .anthropic: record["id"]
      case .waf: (record["httpRequest"] as? [String: Any])?["requestId"]
      }
    if let number = value as? Int64 { return String(number) }
    return value as? String
  }
}

extension SimulationOptions {
  /// A small organisation.
  static func small(people: Int = 40, machines: Int = 20, days: Int = 2, seed: UInt64 = 7) -> SimulationOptions {
    var options = SimulationOptions()
    options.people = people
    options.machines = machines
    options.days = days
    options.seed = seed
    return options
  }
}

extension Simulation {
  static func digest(_ options: SimulationOptions) throws -> DigestSink {
    let sink = DigestSink()
    _ = try Simulation(options).play(into: sink) { _ in }
    return sink
  }
}
