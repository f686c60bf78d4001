/// A kind of finding that no rule makes: what its alerts say of themselves. One constant a detector or a declaration.
public struct FindingKind: Sendable, Hashable {
  /// Stable, in kebab case with a prefix, e.g. `behaviour-impossible-travel`: what mutes and expectations name.
  public let id: String
  public let title: String
  public let titleJa: String
  /// Why it matters, one or two sentences.
  public let summary: String
  public let summaryJa: String
  /// ATT&CK and CSA tags as in rules, e.g. `attack.t1078.004`, `csa.tt2022.01`.
  public let tags: [String]
  public let falsePositives: [String]
  /// Names of playbooks that apply.
  public let response: [String]

  public init(
    id: String, title: String, titleJa: String, summary: String, summaryJa: String, tags: [String],
    falsePositives: [String], response: [String] = []
  ) {
    self.id = id
    self.title = title
    self.titleJa = titleJa
    self.summary = summary
    self.summaryJa = summaryJa
    self.tags = tags
    self.falsePositives = falsePositives
    self.response = response
  }

  public static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
