import Detection
import Incidents

/// Why alerts were raised, kept for formats that show incidents: a step of an incident knows its first alert.
struct AlertReasons {
  private var byAlert: [String: [Alert.Reason]] = [:]
  /// Alerts whose reasons are kept; later ones are shown without.
  private static let most = 1 << 15
  /// Reasons shown of one alert, the most telling.
  private static let shown = 4

  mutating func add(_ alert: Alert) {
    guard !alert.reasons.isEmpty, byAlert.count < Self.most else { return }
    byAlert[alert.id] = Array(alert.reasons.prefix(Self.shown))
  }

  func of(_ step: IncidentStep) -> [Alert.Reason] { byAlert.isEmpty ? [] : byAlert[step.alertID] ?? [] }
}
