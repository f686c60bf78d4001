import Activity
import Detection
import Foundation
import Sigma

/// Loads content and rules into an engine.
public struct EngineFactory {
  public let library: ContentLibrary
  public var builtin = true
  public var ruleFolders: [String] = []
  /// Adapt the rules of `ruleFolders`; built-in rules need none.
  public var pipelines: [Pipeline] = []
  /// Whether every record is observed, or only those that rules match.
  public var observes = true

  public init(_ library: ContentLibrary) { self.library = library }

  /// An engine, and what there is to say of its rules.
  public struct Loaded: Sendable {
    public var engine: Engine
    /// Built-in rules and the user's, as loaded.
    public var rules: [LoadedRules]
    /// What could not be loaded, or not as its author may think.
    public var problems: [LoadProblem]
    public var contentProblems: [ContentProblem]

    /// What could not be loaded, a line each, with file and line.
    public var errors: [String] {
      problems.filter { $0.severity == .error }.map(\.description) + contentProblems.map(\.description)
    }
  }

  /// Loads rules and content. What cannot be loaded is told in `problems`; the rest runs.
  public func make() -> Loaded {
    let loader = RuleLoader()
    var builtinRules = builtin ? loader.load(library.detectionFolders) : LoadedRules()
    let adapting = RuleLoader(pipelines: pipelines)
    var userRules = ruleFolders.isEmpty ? LoadedRules() : adapting.load(ruleFolders)
    builtinRules.join(filtersOf: userRules)
    userRules.join(filtersOf: builtinRules)
    var book = RuleBook()
    book.add(builtinRules, kind: .builtin)
    book.add(userRules, kind: .sigma)
    let library = library
    let engine = Engine(
      book: book, mappings: library.mappings, envelopes: library.envelopes, observes: observes
    ) { library.catalogue($0) }
    return Loaded(
      engine: engine, rules: [builtinRules, userRules], problems: builtinRules.problems + userRules.problems,
      contentProblems: library.problems + book.problems)
  }
}
