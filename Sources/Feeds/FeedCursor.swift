import Foundation

/// How far a collection was fetched, kept beside its pages in a hidden file, so that a run that breaks goes on where it
/// was and the next one asks only for what is new.
///
/// The server's token for a next page is not kept: some servers move on with every use of it, so that a page that was
/// lost on the way would never be given again. Times of addition are; they are given again as often as asked for.
struct FeedCursor: Codable, Equatable {
  /// The API root and the collection that the cursor is of.
  var root: String
  var collection: String
  /// All that was added up to this moment, in the server's words, is here.
  var addedAfter: String?
  /// Where a run that was broken goes on: a moment before the oldest object of its last page, so that objects of one
  /// moment that two pages share are not lost.
  var resumeAfter: String?
  /// The numbers of the run's first page and of the next.
  var firstPage = 1
  var page = 1
  var isUnderWay = false

  static func path(_ directory: URL) -> URL { directory.appendingPathComponent(".taxii-cursor.json") }

  /// The cursor that a directory holds; `nil` where there is none.
  ///
  /// - Throws: where there is one of another collection, or one that cannot be read: pages of two would mix.
  static func read(_ directory: URL) throws(FeedFailure) -> FeedCursor? {
    let path = path(directory)
    guard let data = FileManager.default.contents(atPath: path.path) else { return nil }
    guard data.count < 1 << 20, let cursor = try? JSONDecoder().decode(FeedCursor.self, from: data), cursor.page >= 1
    else { throw FeedFailure("\(path.path): the cursor cannot be read; remove it to fetch everything anew") }
    return cursor
  }

  func write(_ directory: URL) throws(FeedFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do {
      try AtomicFile.write(Array(try encoder.encode(self)), to: Self.path(directory))
    } catch let error as FeedFailure {
      throw error
    } catch {
      throw FeedFailure("the cursor cannot be written: \(error)")
    }
  }
}

/// Files that are there in whole or not at all.
enum AtomicFile {
  /// Writes beside the place, makes the bytes durable, then takes the place.
  static func write(_ bytes: [UInt8], to url: URL) throws(FeedFailure) {
    let temporary = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).tmp")
    guard FileManager.default.createFile(atPath: temporary.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: temporary.path)
    else { throw FeedFailure("\(temporary.path): the file cannot be written; check the folder's permissions") }
    do {
      try handle.write(contentsOf: bytes)
      try handle.synchronize()
      try handle.close()
    } catch {
      throw FeedFailure("\(temporary.path): the file cannot be written: \(error)")
    }
    guard rename(temporary.path, url.path) == 0 else {
      throw FeedFailure("\(url.path): the file cannot be put in place")
    }
  }
}
