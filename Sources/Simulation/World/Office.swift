/// Where people work: a city, its network and its clock.
struct Office: Sendable {
  let name: String
  let country: String
  /// Its part of all people, in percent.
  let share: Int

  var geo: Geo { Geo.of(country) }
  var network: Network { NetworkTable.first(.office, in: country) }

  static let all = [
    Office(name: "tokyo", country: "JP", share: 40), Office(name: "san-francisco", country: "US", share: 18),
    Office(name: "berlin", country: "DE", share: 14), Office(name: "bengaluru", country: "IN", share: 14),
    Office(name: "london", country: "GB", share: 8), Office(name: "singapore", country: "SG", share: 6),
  ]
}
