import Activity
import Detection
import Foundation
import Ingest
import JSONTape

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
    var selection = InputDiscovery().discover(paths)
    selection.files = InputOrder.byTime(selection.files)
    if selection.files.isEmpty, let problem = selection.problems.first {
      throw RecordFile.Failure(description: problem.description)
    }
    let library = library
    let engine = Engine(book: RuleBook(), mappings: library.mappings, envelopes: library.envelopes, names: names) {
      library.catalogue($0)
    }
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    let source = ChunkSource(files: selection.files, envelopes: { _ in arrays })
    let worker = try Worker(engine)
    while let chunk = source.next() {
      worker.begin(path: selection.files[chunk.fileIndex].path)
      chunk.forEachRecord { worker.add(UnsafeRawBufferPointer($0)) }
      worker.flush()
      let seen = worker.take().observations
      for index in seen.indices where seen[index].actor != 0 || seen[index].target != 0 { body(seen[index]) }
    }
    source.stop()
  }
}
