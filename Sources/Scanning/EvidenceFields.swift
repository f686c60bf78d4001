import Activity
import Detection
import Sigma

/// Picks out of a record what an alert rests on: fields that its rule tests, and fields whose values it names.
public struct EvidenceFields {
  /// Fields kept of a record, and characters of a value.
  static let most = 40
  static let longest = 300

  private let tested: Set<String>
  private let named: Set<String>

  /// - Parameter fields: names of the fields that the rule tests.
  public init(_ activity: Activity, fields: Set<String> = []) {
    tested = Set(fields.map { String($0.prefix { $0 != "[" }).lowercased() })
    var named: [String?] = [
      activity.recordID, activity.operation.name, activity.actor.name, activity.actor.email, activity.actor.session,
      activity.credential?.id, activity.origin.ip, activity.origin.agent, activity.origin.device, activity.reason,
      activity.tenant, activity.operation.region,
    ]
    // The id of an identity key is what the record itself holds.
    for key in [activity.actor.key, activity.actor.issuer ?? ""] {
      named.append(key.split(separator: ":", maxSplits: 3).last.map(String.init))
    }
    named += activity.targets.map(\.id)
    self.named = Set(named.compactMap { $0 }.filter { $0.utf8.count > 1 })
  }

  /// Paths and values as JSON, in the record's order.
  public func pick(_ record: RecordValue) -> [(path: String, value: String)] {
    var found: [(path: String, value: String)] = []
    walk(record, "", "", &found)
    return found
  }

  private func walk(
    _ value: RecordValue, _ path: String, _ plain: String, _ found: inout [(path: String, value: String)]
  ) {
    guard found.count < Self.most else { return }
    switch value {
    case .object(let members):
      for (key, member) in members {
        walk(member, path.isEmpty ? key : "\(path).\(key)", plain.isEmpty ? key : "\(plain).\(key)", &found)
      }
    case .array(let items):
      for (index, item) in items.enumerated() { walk(item, "\(path)[\(index)]", plain, &found) }
    default:
      guard isTested(plain) || value.text.map({ named.contains($0) }) ?? false else { return }
      let json = value.json
      found.append((path, json.count > Self.longest ? json.prefix(Self.longest) + "…" : json))
    }
  }

  /// Whether the rule tests the field, or something that it is a part of.
  private func isTested(_ plain: String) -> Bool {
    let lower = plain.lowercased()
    return tested.contains { lower == $0 || lower.hasPrefix($0 + ".") }
  }
}
