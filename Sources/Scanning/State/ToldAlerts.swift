import Activity
import Detection

/// Alerts that a run has told on records that the next run judges again, because they waited for their order.
///
/// Holds `capacity` of them; one beyond is told again by the next run.
struct ToldAlerts {
  static let capacity = 1 << 18

  /// An alert's id as a number.
  private struct ID: Hashable {
    var high: UInt64
    var low: UInt64

    init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }

    init(_ alert: Alert) {
      let text = alert.id
      self.init(high: UInt64(text.prefix(16), radix: 16) ?? 0, low: UInt64(text.dropFirst(16), radix: 16) ?? 0)
    }

    var text: String { [high, low].map { $0.hexadecimal }.joined() }
  }

  /// Told by the runs before, and not found again so far.
  private var earlier: Set<ID> = []
  /// Told, or found again, on records that wait at the end of this run.
  private var standing: Set<ID> = []

  /// Whether an alert is told for the first time.
  ///
  /// - Parameter isProvisional: whether its records wait for their order still, so that the next run will judge them
  ///   again.
  @inline(__always)
  mutating func isNews(_ alert: Alert, isProvisional: Bool) -> Bool {
    guard isProvisional || !earlier.isEmpty else { return true }
    return isFirst(alert, isProvisional: isProvisional)
  }

  private mutating func isFirst(_ alert: Alert, isProvisional: Bool) -> Bool {
    let id = ID(alert)
    if isProvisional, standing.count < Self.capacity { standing.insert(id) }
    return earlier.remove(id) == nil
  }

  /// Ids, sorted, of alerts that runs before told and that this run, which has judged their records again among those
  /// that came since, did not find. To be asked for at its end.
  var withdrawn: [String] { earlier.map(\.text).sorted() }

  func write(to out: inout StateOutput) {
    out.put(count: standing.count)
    for id in standing.sorted(by: { ($0.high, $0.low) < ($1.high, $1.low) }) {
      out.put(id.high)
      out.put(id.low)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 16, atMost: Self.capacity)) {
      let high = try from.number(UInt64.self)
      earlier.insert(ID(high: high, low: try from.number()))
    }
  }
}

extension UInt64 {
  /// All sixteen digits.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
