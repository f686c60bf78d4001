import Activity
import Detection

/// Alerts that a run has told on records that the next run judges again, because they waited for their order.
///
/// Holds `capacity` of them; one beyond is told again by the next run, and counted in `dropped`.
struct ToldAlerts {
  static let capacity = 1 << 18

  /// By the first 64 bits of the alert's id: the event time by which it was told, in microseconds.
  private var times: [UInt64: Int64] = [:]
  private(set) var dropped = 0

  private static func key(_ alert: Alert) -> UInt64 { UInt64(alert.id.prefix(16), radix: 16) ?? 0 }

  /// Whether the alert is told for the first time.
  func isNews(_ alert: Alert) -> Bool { times.isEmpty || times[Self.key(alert)] == nil }

  /// Takes note of an alert on a record that waits. Whether it is told for the first time.
  mutating func note(_ alert: Alert, by time: Int64) -> Bool {
    let key = Self.key(alert)
    if times[key] != nil { return false }
    guard times.count < Self.capacity else {
      dropped += 1
      return true
    }
    times[key] = time
    return true
  }

  /// Forgets what cannot come again: what was told on records before `time`.
  mutating func forget(before time: Int64) { times = times.filter { $0.value >= time } }

  func write(to out: inout StateOutput) {
    out.put(count: times.count)
    for (key, time) in times.sorted(by: { $0.key < $1.key }) {
      out.put(key)
      out.put(time)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 16, atMost: Self.capacity)) {
      let key = try from.number(UInt64.self)
      times[key] = try from.time()
    }
  }
}
