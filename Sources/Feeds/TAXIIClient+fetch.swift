import Foundation

/// What a fetch brought.
public struct FetchSummary: Sendable, Hashable {
  public var pages = 0
  public var objects = 0
  /// Of answers.
  public var bytes = 0
  /// Whether an earlier run that broke was gone on with.
  public var isResumed = false
  /// Whether everything there is has been fetched; else a limit ended the run, and the next goes on.
  public var isComplete = false
  public var files: [String] = []
}

extension TAXIIClient {
  /// Writes what is new in a collection to a directory, a page a file, as STIX bundles that `--intel` reads.
  ///
  /// Pages and cursor are each written in whole or not at all, the page first: a run that is killed loses nothing, and
  /// at worst fetches one page again under the same name.
  public func fetch(collection id: String, to path: String) async throws -> FetchSummary {
    let directory = URL(fileURLWithPath: path, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    } catch {
      throw FeedFailure("\(path): the folder cannot be made: \(error.localizedDescription)")
    }
    let known = try FeedCursor.read(directory)
    let collection = try await find(id)
    let cursor = known ?? FeedCursor(root: collection.root, collection: collection.id)
    guard cursor.collection == collection.id, cursor.root == collection.root else {
      throw FeedFailure("\(path): the folder holds another collection, \(cursor.collection); use one folder for each")
    }
    var run = FeedRun(cursor: cursor)
    var summary = FetchSummary()
    summary.isResumed = run.isResumed
    while summary.pages < limits.maxPages, summary.bytes < limits.maxBytes {
      let page = try await nextPage(collection, &run)
      summary.bytes += page.bytes
      if page.count > 0 {
        let file = directory.appendingPathComponent(Self.name(collection, run.cursor.page))
        try AtomicFile.write(page.bundle, to: file)
        summary.files.append(file.path)
        summary.pages += 1
        summary.objects += page.count
      }
      summary.isComplete = try run.took(page)
      try run.cursor.write(directory)
      if summary.isComplete { break }
    }
    return summary
  }

  /// The next page; where the server has forgotten its token, from the moment that was reached.
  private func nextPage(_ collection: TAXIICollection, _ run: inout FeedRun) async throws -> Page {
    do {
      return try await page(collection, addedAfter: run.addedAfter, next: run.next)
    } catch let failure as FeedFailure where run.next != nil && [400, 404, 410].contains(failure.status) {
      run.forgetToken()
      return try await page(collection, addedAfter: run.addedAfter, next: nil)
    }
  }

  private func find(_ id: String) async throws -> TAXIICollection {
    let all = try await collections()
    guard let collection = all.first(where: { $0.id == id }) ?? all.first(where: { $0.title == id }) else {
      let known = all.prefix(20).map { "\($0.id) (\($0.title))" }.joined(separator: ", ")
      throw FeedFailure("the server has no collection \(id.prefix(100)); it has: \(known)")
    }
    guard collection.canRead else {
      throw FeedFailure("the collection \(id.prefix(100)) may not be read with \(credential)")
    }
    return collection
  }

  /// Of letters, digits and dashes, whatever the server's id holds.
  private static func name(_ collection: TAXIICollection, _ page: Int) -> String {
    let id = collection.id.unicodeScalars.prefix(64).map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain ? String(scalar) : "-"
    }.joined()
    let digits = String(page)
    return "\(id)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).json"
  }
}
