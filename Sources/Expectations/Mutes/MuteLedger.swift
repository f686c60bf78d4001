/// Decides which alerts are muted, and keeps the account of it: nothing is lost silently.
public struct MuteLedger: Sendable {
  /// What one mute did.
  public struct Entry: Sendable, Hashable {
    public var mute: Mute
    /// Where it stands: file and line.
    public var place: String
    /// Alerts that it muted, or lowered where it names a level.
    public var muted = 0
    /// Alerts that it would have muted, had it not ended.
    public var expired = 0
    /// Microseconds since 1970 of the first and last alert it muted.
    public var first: Int64?
    public var last: Int64?
  }

  private let expectations: Expectations
  private let selectors: [CompiledSelector]
  private let resources: [PatternSet]
  private var counts: [Entry]
  /// Which mutes a rule's id can concern; bounded by emptying.
  private var byRule: [String: [Int]] = [:]
  private static let maxRules = 1 << 14

  public init(_ expectations: Expectations) {
    self.expectations = expectations
    let mutes = expectations.file.mutes
    selectors = mutes.map { expectations.compile($0.who) }
    resources = mutes.map { PatternSet($0.resources) }
    counts = mutes.map { Entry(mute: $0, place: "\(expectations.file.file):\($0.line)") }
  }

  /// The mute that an alert falls under, the first of the file; `nil` where it counts. Call it once an alert: it keeps
  /// the account.
  public mutating func mute(for question: MuteQuestion) -> Mute? {
    let candidates = candidates(question.rule)
    guard !candidates.isEmpty, question.time > 0 else { return nil }
    let subjects = subjects(question)
    for place in candidates where concerns(place, question, subjects) {
      guard question.time < counts[place].mute.until else {
        counts[place].expired += 1
        continue
      }
      counts[place].muted += 1
      counts[place].first = min(counts[place].first ?? .max, question.time)
      counts[place].last = max(counts[place].last ?? .min, question.time)
      return counts[place].mute
    }
    return nil
  }

  /// All mutes, in the file's order: those that met nothing, too.
  public var entries: [Entry] { counts }
  /// Alerts muted in all, lowered ones not counted.
  public var muted: Int { counts.reduce(0) { $0 + ($1.mute.level == nil ? $1.muted : 0) } }
  /// Alerts lowered in all.
  public var lowered: Int { counts.reduce(0) { $0 + ($1.mute.level == nil ? 0 : $1.muted) } }

  private mutating func candidates(_ rule: String) -> [Int] {
    if let known = byRule[rule] { return known }
    if byRule.count >= Self.maxRules { byRule.removeAll(keepingCapacity: true) }
    let found = counts.indices.filter { place in counts[place].mute.rules.contains { $0.matches(rule) } }
    byRule[rule] = found
    return found
  }

  private func subjects(_ question: MuteQuestion) -> [Subject] {
    var subjects = [expectations.subject(key: question.actor, email: question.email, isHuman: question.isHuman)]
    if let issuer = question.issuer {
      subjects.append(expectations.subject(key: issuer, email: nil, isHuman: nil))
    }
    return subjects
  }

  private func concerns(_ place: Int, _ question: MuteQuestion, _ subjects: [Subject]) -> Bool {
    let mute = counts[place].mute
    guard mute.who.isEveryone || subjects.contains(where: { selectors[place].selects($0) }) else { return false }
    if !mute.resources.isEmpty, !question.targets.contains(where: { resources[place].contains($0) }) { return false }
    guard !mute.from.isEmpty else { return true }
    guard let address = question.address, let networks = expectations.networks(of: address) else { return false }
    return networks.contains { mute.from.contains($0) }
  }
}
