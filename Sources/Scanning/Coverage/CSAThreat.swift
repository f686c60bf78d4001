import Report

/// A threat of the Cloud Security Alliance's "Top Threats to Cloud Computing: Pandemic Eleven" (2022), in the report's
/// order and titles. The group, the models, the view and the owner are Yagura's reading of the report: which of them a
/// detection of audit records speaks of.
public struct CSAThreat: Sendable {
  /// What kind of weakness it is.
  public enum Group: String, Sendable, CaseIterable {
    case access = "Identity and access"
    case configuration = "Configuration and architecture"
    case software = "Software and supply chain"
    case data = "Data and adversaries"
  }

  /// The layer of the CSA's logical model in which it shows: what runs the cloud, what manages it, what runs on it,
  /// what is stored in it.
  public enum View: String, Sendable {
    case infrastructure, metastructure, applistructure, infostructure
  }

  /// Who has to prevent it.
  public enum Owner: String, Sendable { case customer, provider, shared }

  public var number: Int
  public var title: String
  public var group: Group
  public var models: [String]
  public var views: [View]
  public var owner: Owner

  /// As tags write it, e.g. `TT2022.07`.
  public var tag: String { CSA.tag(number) }

  public static let all: [CSAThreat] = [
    CSAThreat(
      number: 1, title: "Insufficient identity, credential, access and key management", group: .access,
      models: ["IaaS", "PaaS", "SaaS"], views: [.metastructure, .applistructure], owner: .customer),
    CSAThreat(
      number: 2, title: "Insecure interfaces and APIs", group: .access, models: ["IaaS", "PaaS", "SaaS"],
      views: [.metastructure, .applistructure], owner: .shared),
    CSAThreat(
      number: 3, title: "Misconfiguration and inadequate change control", group: .configuration,
      models: ["IaaS", "PaaS", "SaaS"], views: [.metastructure], owner: .customer),
    CSAThreat(
      number: 4, title: "Lack of cloud security architecture and strategy", group: .configuration,
      models: ["IaaS", "PaaS", "SaaS"], views: [.metastructure, .infrastructure], owner: .customer),
    CSAThreat(
      number: 5, title: "Insecure software development", group: .software, models: ["IaaS", "PaaS"],
      views: [.applistructure], owner: .customer),
    CSAThreat(
      number: 6, title: "Unsecured third-party resources", group: .software, models: ["IaaS", "PaaS", "SaaS"],
      views: [.applistructure, .metastructure], owner: .shared),
    CSAThreat(
      number: 7, title: "System vulnerabilities", group: .software, models: ["IaaS", "PaaS", "SaaS"],
      views: [.infrastructure, .applistructure], owner: .shared),
    CSAThreat(
      number: 8, title: "Accidental cloud data disclosure", group: .data, models: ["IaaS", "PaaS", "SaaS"],
      views: [.infostructure, .metastructure], owner: .customer),
    CSAThreat(
      number: 9, title: "Misconfiguration and exploitation of serverless and container workloads",
      group: .configuration, models: ["IaaS", "PaaS"], views: [.metastructure, .applistructure], owner: .customer),
    CSAThreat(
      number: 10, title: "Organized crime, hackers and APT", group: .data, models: ["IaaS", "PaaS", "SaaS"],
      views: [.infrastructure, .metastructure, .applistructure, .infostructure], owner: .shared),
    CSAThreat(
      number: 11, title: "Cloud storage data exfiltration", group: .data, models: ["IaaS", "PaaS", "SaaS"],
      views: [.infostructure], owner: .customer),
  ]
}
