import Activity
import Foundation
import JSONTape

/// A file's declarations, compiled: shared by all shards of the second stage, each of which asks through an
/// `ExpectationSet` of its own.
public final class Expectations: Sendable {
  public let file: ExpectationFile
  private let groupPlaces: [String: Int]
  private let groups: [(identities: PatternSet, emails: PatternSet)]
  private let peopleByEmail: [[UInt8]: [Int]]
  private let peopleByAccount: [[UInt8]: [Int]]
  private let peopleByPattern: [(person: Int, pattern: TextPattern)]
  private let leaversByEmail: [[UInt8]: Int]
  private let leaversByIdentity: [[UInt8]: Int]
  private let leaversByPattern: [(leaver: Int, pattern: TextPattern)]
  private let selectors: [Scope: [(place: Int, who: CompiledSelector, except: CompiledSelector?)]]
  private let breakGlass: CompiledSelector?
  private let protected: CompiledSelector?
  let plannedSelectors: [CompiledSelector]
  let pipelines: [OwnedThings]
  let jewels: [PatternSet]
  /// Patterns of what an entry of `expect` allows, in its order.
  let operations: [PatternSet?]
  let resources: [PatternSet?]
  let devices: [PatternSet?]

  private enum Scope { case expectation, pipeline, hand, jewel, network }

  /// What a pipeline owns.
  struct OwnedThings: Sendable {
    var tenants: PatternSet
    var services: PatternSet
    var resources: PatternSet
    var providers: Set<String>
    var classes: Set<ActClass>
  }

  public init(_ file: ExpectationFile) {
    self.file = file
    let places = Dictionary(file.groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
    groupPlaces = places
    groups = file.groups.map { (PatternSet($0.identities), PatternSet($0.emails)) }
    func compiled(_ selector: Selector) -> CompiledSelector { CompiledSelector(selector, groupPlaces: places) }

    (peopleByEmail, peopleByAccount, peopleByPattern) = Self.index(file.people)
    (leaversByEmail, leaversByIdentity, leaversByPattern) = Self.index(file.leavers)
    selectors = [
      .expectation: file.expectations.enumerated().map { ($0, compiled($1.who), $1.except.map(compiled)) },
      .pipeline: file.pipelines.enumerated().map { ($0, compiled($1.who), nil) },
      .hand: file.pipelines.enumerated().compactMap { place, pipeline in
        pipeline.except.map { (place, compiled($0), nil) }
      },
      .jewel: file.crownJewels.enumerated().compactMap { place, jewel in jewel.only.map { (place, compiled($0), nil) }
      },
      .network: file.networks.enumerated().filter { !$1.name.isEmpty }.map { ($0, compiled($1.who), nil) },
    ]
    breakGlass = file.breakGlass.map(compiled)
    protected = file.protected.map(compiled)
    plannedSelectors = file.planned.map { compiled($0.who) }
    pipelines = file.pipelines.map {
      OwnedThings(
        tenants: PatternSet($0.tenants), services: PatternSet($0.services), resources: PatternSet($0.resources),
        providers: Set($0.providers), classes: $0.classes)
    }
    jewels = file.crownJewels.map { PatternSet($0.resources) }
    operations = file.expectations.map { $0.operations.map(PatternSet.init) }
    resources = file.expectations.map { $0.resources.map(PatternSet.init) }
    devices = file.expectations.map { $0.devices.map(PatternSet.init) }
  }

  /// Places of people by e-mail address, by account and by pattern of accounts.
  private static func index(
    _ people: [Person]
  ) -> ([[UInt8]: [Int]], [[UInt8]: [Int]], [(person: Int, pattern: TextPattern)]) {
    var byEmail: [[UInt8]: [Int]] = [:]
    var byAccount: [[UInt8]: [Int]] = [:]
    var byPattern: [(person: Int, pattern: TextPattern)] = []
    for (place, person) in people.enumerated() {
      for email in person.emails { byEmail[ASCIIFold.fold(email.utf8), default: []].append(place) }
      for account in person.accounts {
        if account.isLiteral {
          byAccount[account.bytes, default: []].append(place)
        } else {
          byPattern.append((place, account))
        }
      }
    }
    return (byEmail, byAccount, byPattern)
  }

  /// Places of leavers likewise. Who is named twice left at the earlier time.
  private static func index(
    _ leavers: [Leaver]
  ) -> ([[UInt8]: Int], [[UInt8]: Int], [(leaver: Int, pattern: TextPattern)]) {
    var byEmail: [[UInt8]: Int] = [:]
    var byIdentity: [[UInt8]: Int] = [:]
    var byPattern: [(leaver: Int, pattern: TextPattern)] = []
    func earlier(_ old: Int?, _ new: Int) -> Int {
      guard let old else { return new }
      return leavers[new].left < leavers[old].left ? new : old
    }
    for (place, leaver) in leavers.enumerated() {
      if let email = leaver.email {
        let key = ASCIIFold.fold(email.utf8)
        byEmail[key] = earlier(byEmail[key], place)
      }
      for identity in leaver.identities {
        if identity.isLiteral {
          byIdentity[identity.bytes] = earlier(byIdentity[identity.bytes], place)
        } else {
          byPattern.append((place, identity))
        }
      }
    }
    return (byEmail, byIdentity, byPattern)
  }

  // MARK: Identities

  /// - Parameters:
  ///   - key: the canonical key, `nil` where it is not known.
  ///   - email: the address that the record gives.
  func subject(key: String?, email: String?, isHuman: Bool?) -> Subject {
    let key = ASCIIFold.fold((key ?? "").utf8)
    var subject = Subject(key: key, emails: [], isHuman: isHuman ?? Subject.isHuman(key: key))
    var people: Set<Int> = []
    if let email, !email.isEmpty {
      let folded = ASCIIFold.fold(email.utf8)
      subject.emails = [folded]
      people.formUnion(peopleByEmail[folded] ?? [])
    }
    if !key.isEmpty {
      people.formUnion(peopleByAccount[key] ?? [])
      for (person, pattern) in peopleByPattern where pattern.matches(key) { people.insert(person) }
    }
    subject.people = people.sorted()
    for person in subject.people {
      for email in file.people[person].emails {
        let folded = ASCIIFold.fold(email.utf8)
        if !subject.emails.contains(folded) { subject.emails.append(folded) }
      }
    }
    for (place, group) in groups.enumerated()
    where (!key.isEmpty && group.identities.contains(key))
      || subject.emails.contains(where: { group.emails.contains($0) })
    {
      subject.groups.insert(place)
    }
    return subject
  }

  func standing(_ subject: Subject) -> Standing {
    var standing = Standing()
    standing.expectations = selected(.expectation, subject)
    standing.pipelines = selected(.pipeline, subject)
    standing.hands = selected(.hand, subject)
    standing.trustedWith = selected(.jewel, subject)
    standing.networks = selected(.network, subject)
    standing.peerGroups = subject.groups.filter { file.groups[$0].arePeers }.sorted()
    standing.isBreakGlass = breakGlass?.selects(subject) ?? false
    standing.isProtected = protected?.selects(subject) ?? false
    standing.leaver = leaver(subject)
    return standing
  }

  private func selected(_ scope: Scope, _ subject: Subject) -> [Int] {
    (selectors[scope] ?? []).filter { $0.who.selects(subject) && !($0.except?.selects(subject) ?? false) }.map(\.place)
  }

  private func leaver(_ subject: Subject) -> Int? {
    var found: [Int] = subject.emails.compactMap { leaversByEmail[$0] }
    if let place = leaversByIdentity[subject.key] { found.append(place) }
    for (place, pattern) in leaversByPattern where pattern.matches(subject.key) { found.append(place) }
    // A leaver's other accounts, by the people list.
    for person in subject.people {
      for account in file.people[person].accounts where account.isLiteral {
        if let place = leaversByIdentity[account.bytes] { found.append(place) }
      }
    }
    return found.min { (file.leavers[$0].left, $0) < (file.leavers[$1].left, $1) }
  }

  /// The leaver whose identity or e-mail this is, if they had left by then.
  ///
  /// - Parameter time: microseconds since 1970.
  public func leaver(identity: String?, email: String?, at time: Int64) -> Leaver? {
    let subject = subject(key: identity, email: email, isHuman: nil)
    return leaver(subject).map { file.leavers[$0] }.flatMap { $0.left <= time ? $0 : nil }
  }

  // MARK: Addresses

  /// Networks of the file that hold an address, by their places; `nil` where the text is no address.
  func networks(of address: String) -> [Int]? {
    guard let parsed = AddressRange.address(address) else { return nil }
    return file.networks.indices.filter { place in file.networks[place].ranges.contains { $0.contains(parsed) } }
  }

  /// The first crown jewel of the file that one of these ids is.
  public func crownJewel(ofTargets ids: [String]) -> CrownJewel? {
    guard !jewels.isEmpty, !ids.isEmpty else { return nil }
    return jewels.indices.first { place in ids.contains { jewels[place].contains($0) } }.map { file.crownJewels[$0] }
  }

  func compile(_ selector: Selector) -> CompiledSelector { CompiledSelector(selector, groupPlaces: groupPlaces) }
}
