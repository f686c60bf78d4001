/// Names that objects of bundles give to ids, for indicators that refer to them. Kept across files, so that a page of a
/// collection may refer to one before it.
struct STIXContext {
  private(set) var names: [String: String] = [:]
  private(set) var markings: [String: TLP] = [:]
  /// Of an indicator, the ids that it indicates.
  private(set) var indicates: [String: [String]] = [:]

  /// More entries than this are not kept; what refers to them has no name.
  static let maxEntries = 500_000

  mutating func name(_ id: String, _ name: String) {
    if names.count < Self.maxEntries { names[id] = name }
  }

  mutating func mark(_ id: String, _ tlp: TLP) {
    if markings.count < Self.maxEntries { markings[id] = tlp }
  }

  mutating func relate(_ indicator: String, _ target: String) {
    guard indicates.count < Self.maxEntries, (indicates[indicator]?.count ?? 0) < IndicatorDetail.maxList else {
      return
    }
    indicates[indicator, default: []].append(target)
  }

  /// The markings that STIX 2.1 (section 7.2.1.4) and TLP 2.0's extension fix.
  static let knownMarkings: [String: TLP] = [
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": .clear,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": .green,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": .amber,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": .red,
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": .clear,
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": .green,
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": .amber,
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": .amberStrict,
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": .red,
  ]

  func tlp(_ ids: [String]) -> TLP? {
    ids.compactMap { Self.knownMarkings[$0] ?? markings[$0] }.max { $0.rawValue < $1.rawValue }
  }
}
