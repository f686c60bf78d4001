import Activity
import Dispatch
import JSONTape
import Sigma
import Synchronization

/// All rules over all sources. Immutable but for programs, which are compiled when a source is first met; shared by
/// every worker.
public final class Engine: Sendable {
  public let book: RuleBook
  /// By falling priority: the order in which they are tried.
  public let mappings: [Mapping]
  public let envelopes: Envelopes
  public let observes: Bool
  /// Texts of what workers have observed.
  public let names: Names
  /// For each mapping, and for records of none, where the names of its observations are.
  let alertSources: [AlertSource]
  private let catalogue: @Sendable (String) -> ActionCatalogue
  private let routes: [[RoutedRule]]
  /// Rules whose log source no mapping claims; they are tried on records of no known source.
  private let unclaimed: [RoutedRule]
  private let programs: [ProgramPlace]

  /// - Parameters:
  ///   - observes: whether every record makes an observation, or only those that a rule matches: nothing but rules and
  ///     correlations needs no more.
  ///   - names: where texts of what is observed are kept.
  ///   - catalogue: gives a provider's action catalogue; called once for each source that is met.
  public init(
    book: RuleBook, mappings: [Mapping], envelopes: Envelopes, observes: Bool = true, names: Names = Names(),
    catalogue: @escaping @Sendable (String) -> ActionCatalogue
  ) {
    self.book = book
    self.mappings = mappings.sorted { ($1.priority, $0.source) < ($0.priority, $1.source) }
    self.envelopes = envelopes
    self.observes = observes
    self.names = names
    alertSources =
      self.mappings.map { AlertSource(source: $0.source, provider: $0.provider, names: names) }
      + [AlertSource(source: "", provider: "", names: names)]
    self.catalogue = catalogue
    var routes: [[RoutedRule]] = Array(repeating: [], count: mappings.count)
    var unclaimed: [RoutedRule] = []
    var decided: [LogSource: [(source: Int, condition: Expression?)]] = [:]
    for (number, rule) in book.rules.enumerated() {
      let places: [(source: Int, condition: Expression?)]
      if let known = decided[rule.rule.logSource] {
        places = known
      } else {
        places = Self.places(rule.rule.logSource, self.mappings)
        decided[rule.rule.logSource] = places
      }
      for place in places { routes[place.source].append(RoutedRule(number: number, condition: place.condition)) }
      if places.isEmpty { unclaimed.append(RoutedRule(number: number, condition: nil)) }
    }
    self.routes = routes
    self.unclaimed = unclaimed
    programs = (0...mappings.count).map { _ in ProgramPlace() }
  }

  private static func places(_ logSource: LogSource, _ mappings: [Mapping]) -> [(source: Int, condition: Expression?)] {
    mappings.enumerated().compactMap { number, mapping in
      switch mapping.route(logSource) {
      case nil: nil
      case .always: (number, nil)
      case .when(let condition): (number, condition)
      }
    }
  }

  /// The program for a source, or for records of none.
  func program(for source: Int?) -> SourceProgram {
    let place = source ?? mappings.count
    return programs[place].program.withLock { made in
      if let made { return made }
      let provider = source.map { mappings[$0].provider }
      // Read beside the compiling of the rules, which needs no catalogue.
      let catalogue = catalogue
      if let provider { DispatchQueue.global().async { _ = catalogue(provider) } }
      let program = SourceProgram(
        source: source, mappings: mappings,
        catalogue: provider.map { catalogue($0) } ?? ActionCatalogue(verbs: VerbTable()), book: book,
        rules: source.map { routes[$0] } ?? unclaimed, alertSource: alertSources[place])
      made = program
      return program
    }
  }

  /// Whether a rule is tried on records of a source.
  public func sources(named source: String, concern rule: DetectionRule) -> Bool {
    mappings.first { $0.source == source }?.route(rule.rule.logSource) != nil
  }

  /// Compiles the rules for every source and tells which can never match.
  public func compileAll() -> [ContentProblem] {
    var told: Set<Int> = []
    var problems: [ContentProblem] = []
    for source in mappings.indices.map(Optional.some) + [nil] {
      for (rule, message) in program(for: source).problems where told.insert(rule).inserted {
        let place = book.rules[rule].rule.metadata.location
        problems.append(ContentProblem(file: place.file, line: place.line, message: message))
      }
    }
    return problems
  }

  func catalogue(for provider: String) -> ActionCatalogue { catalogue(provider) }

  /// How many rules a source's records are judged by; `nil` asks for records of no known source.
  public func ruleCount(source: Int?) -> Int { source.map { routes[$0].count } ?? unclaimed.count }

  /// The names of the sources that a rule concerns.
  public func sources(of rule: Int) -> [String] {
    zip(mappings, routes).filter { $0.1.contains { $0.number == rule } }.map(\.0.source)
  }
}

/// Where a source's program stands once it is made.
private final class ProgramPlace: Sendable {
  let program = Mutex<SourceProgram?>(nil)
}

/// What wraps records: `Content/mappings/envelopes.yml`.
public struct Envelopes: Sendable {
  /// Dotted paths of arrays whose elements are records.
  public var arrays: [String]
  /// A record inside a record.
  public var objects: [(path: String, when: Condition)]
  /// A record as JSON text inside a string.
  public var strings: [(path: String, when: Condition)]

  public init(
    arrays: [String] = ["Records"], objects: [(path: String, when: Condition)] = [],
    strings: [(path: String, when: Condition)] = []
  ) {
    self.arrays = arrays
    self.objects = objects
    self.strings = strings
  }
}
