import Activity

/// Counts of one identity's acts, for a proposal.
struct SeenIdentity {
  var acts = 0
  var changes = 0
  /// Changes by a pipeline's tools.
  var pipelineChanges = 0
  var isHuman: Bool?
  var isRoot = false
  var email: UInt64 = 0
  var first = Int64.max
  var last = Int64.min
  /// By country, as the observation writes it.
  var countries: [UInt16: Int] = [:]
  /// By hour of the week in UTC, from Monday 00:00.
  var hours: [UInt16: Int] = [:]
  /// On which it acted, counted from 1970-01-01.
  var days: Set<Int64> = []
  /// Who was seen behind it: e-mail addresses, else issuers or sessions.
  var people: Set<UInt64> = []
  /// Acts that worked, of sensitivity high or above.
  var grave = 0
  /// By tenant, of changes.
  var tenants: [UInt64: Int] = [:]

  /// Values kept of each kind; later ones are not counted.
  static let maxValues = 64
}

/// Who was seen in one network.
struct SeenNetwork {
  /// By address of people, how often.
  var addresses: [UInt64: Int] = [:]
  var people: Set<UInt64> = []
  var machines: Set<UInt64> = []
  var acts = 0
  /// On which people acted, counted from 1970-01-01.
  var days: Set<Int64> = []
  var countries: [UInt16: Int] = [:]
  var organization: String?
  var isHosting = false

  static let maxAddresses = 256
  static let maxPeople = 4096
  static let maxDays = 400
}
