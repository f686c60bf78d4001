/// The part of an observation that says what was done and how it ended.
@frozen
public struct ObservedAct: BitwiseCopyable, Sendable {
  /// See `Observation`.
  public var operation: UInt64 = 0
  public var reason: UInt64 = 0
  public var actClass: ActClass = .other
  public var resource: ResourceKind = .other
  public var sensitivity: Sensitivity = .none
  public var outcome: Outcome = .unknown

  public init() {}
}

extension Observation {
  @inlinable @inline(__always)
  public mutating func set(_ act: ObservedAct) {
    operation = act.operation
    reason = act.reason
    actClass = act.actClass
    resource = act.resource
    sensitivity = act.sensitivity
    outcome = act.outcome
  }
}
