import Detection
import Sigma

/// Tells in a line what a correlation waited for.
enum CorrelationWords {
  static func lines(_ correlation: SigmaCorrelation, _ alert: Alert) -> [String] {
    var what =
      switch correlation.kind {
      case .eventCount: "records counted"
      case .valueCount(let fields): "different values of \(fields.joined(separator: ", ")) counted"
      case .temporal: "every rule met"
      case .temporalOrdered: "every rule met, in this order"
      case .valueSum(let field): "sum of \(field)"
      case .valueAverage(let field): "average of \(field)"
      case .valuePercentile(let field, let percentile): "percentile \(Int(percentile)) of \(field)"
      }
    let bounds = correlation.bounds.map { "\($0.comparison.rawValue) \(number($0.value))" }
    if !bounds.isEmpty { what += " (\(bounds.joined(separator: ", ")))" }
    what += " within \(span(correlation.timespan))"
    if !correlation.groupBy.isEmpty { what += ", by \(correlation.groupBy.joined(separator: ", "))" }
    return ["correlation: \(what)"] + correlation.rules.map { "  rule: \($0)" } + ["seen: \(alert.count) records"]
  }

  private static func span(_ seconds: Double) -> String {
    switch seconds {
    case 86_400...: "\(number(seconds / 86_400)) d"
    case 3600...: "\(number(seconds / 3600)) h"
    case 60...: "\(number(seconds / 60)) min"
    default: "\(number(seconds)) s"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
  }
}
