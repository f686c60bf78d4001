import Activity
import Detection
import Foundation
import Ingest
import JSONTape
import Sigma

/// Reads logs and gives an observation of every record whose actor or target is known, without judging any.
public struct ObservationFeed {
  private let paths: [String]
  private let library: ContentLibrary

  /// - Parameter library: the mappings and catalogues to read by.
  public init(paths: [String], library: ContentLibrary) {
    self.paths = paths
    self.library = library
  }

  /// Calls `body` with each observation, in the order of files and records, on the calling thread.
  ///
  /// - Throws: where nothing can be read, and where no parser can be made.
  public func read(names: Names, _ body: (Observation) -> Void) throws {
    let selection = InputDiscovery().discover(paths)
    if selection.files.isEmpty, let problem = selection.problems.first {
      throw RecordFile.Failure(description: problem.description)
    }
    var book = RuleBook()
    book.add(RuleLoader().load(text: Self.everything), kind: .builtin)
    let library = library
    let engine = Engine(book: book, mappings: library.mappings, envelopes: library.envelopes) { library.catalogue($0) }
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    let source = ChunkSource(files: selection.files, envelopes: { _ in arrays })
    let worker = try Worker(engine)
    while let chunk = source.next() {
      worker.begin(path: selection.files[chunk.fileIndex].path)
      chunk.forEachRecord { worker.judge(UnsafeRawBufferPointer($0)) }
      for match in worker.take().matches { body(Observation(match.alert.activity, names: names)) }
    }
    source.stop()
  }

  /// A rule that every record of a known source matches, so that its whole activity is read.
  private static let everything = """
    title: Every record
    logsource: {category: activity}
    detection:
      record: {activity.source: '*'}
      condition: record
    level: informational
    """
}

extension Observation {
  /// The observation of a whole activity, without its place; keeps its texts, but for the record's id.
  public init(_ activity: Activity, names: Names) {
    self.init()
    time = activity.time ?? 0
    actor = names.keep(activity.actor.key)
    issuer = names.keep(activity.actor.issuer ?? "")
    email = names.keep(activity.actor.email ?? "")
    session = names.keep(activity.actor.session ?? "")
    credential = names.keep(activity.credential?.id ?? "")
    tenant = names.keep(activity.tenant ?? "")
    address = names.keep(activity.origin.ip ?? "")
    agent = names.keep(activity.origin.agent ?? "")
    operation = names.keepOperation(service: activity.operation.service, operation: activity.operation.name)
    region = names.keep(activity.operation.region ?? "")
    device = names.keep(activity.origin.device ?? "")
    callingService = names.keep(activity.origin.service ?? "")
    target = names.keep(activity.targets.first?.id ?? "")
    targetIdentity = names.keep(activity.targets.lazy.compactMap(\.key).first ?? "")
    reason = names.keep(activity.reason ?? "")
    if let letters = activity.origin.country.map({ Array($0.utf8) }), letters.count == 2 {
      country = UInt16(letters[0]) | UInt16(letters[1]) << 8
    }
    actClass = activity.operation.actClass
    resource = activity.operation.resource
    sensitivity = activity.operation.sensitivity
    outcome = activity.outcome
    actorKind = activity.actor.kind
    credentialKind = activity.credential?.kind ?? .unknown
    human = activity.actor.human.map { $0 ? .yes : .no } ?? .unknown
    mfa = activity.actor.mfa.map { $0 ? .yes : .no } ?? .unknown
  }
}
