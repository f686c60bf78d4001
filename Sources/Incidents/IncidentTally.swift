/// What the joining of alerts did not keep, and why; all of it is 0 in a scan of usual size.
public struct IncidentTally: Sendable, Hashable {
  /// Alerts taken.
  public var alerts = 0
  /// Alerts of a record that was delivered more than once; counted here and nowhere else.
  public var duplicates = 0
  /// Alerts that a bound kept from being joined; they were raised as alerts all the same.
  public var unjoined = 0
  /// Incidents that went early because too many were open: later alerts of theirs opened others.
  public var closedEarly = 0
  /// Finished incidents beyond the bound, the least grave.
  public var incidentsDropped = 0
  /// Facts by which runs of alerts could have been joined, not kept for want of room.
  public var linksDropped = 0
  /// Issued credentials whose holder was forgotten.
  public var chainsEvicted = 0
  /// Identities whose risk was forgotten.
  public var risksEvicted = 0
  /// Records that came more than a day late to be counted towards what shares an address or target.
  public var lateObservations = 0

  public init() {}

  /// Whether nothing was lost to a bound.
  public var isComplete: Bool {
    unjoined == 0 && closedEarly == 0 && incidentsDropped == 0 && linksDropped == 0 && chainsEvicted == 0
  }
}
