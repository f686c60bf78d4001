import Activity

extension Observation {
  /// Whether a service of the provider called on the identity's behalf, with an address and a tool of its own. Where the
  /// record has an address, what it names as a service is the application that the identity used.
  var isForwarded: Bool { callingService != 0 && address == 0 }
}
