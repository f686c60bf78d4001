import Foundation
import JSONTape

/// A collection of a server.
public struct TAXIICollection: Sendable, Hashable {
  public let id: String
  public let title: String
  public let canRead: Bool
  /// The API root that it is under.
  public let root: String
}

extension TAXIIClient {
  /// The API roots: those that discovery names, or the address itself where it is one.
  func roots() async throws -> [URL] {
    let answer = try await get(start)
    let found = try FeedJSON.read(answer.body) { root -> [String]? in
      if let roots = root["api_roots"] { return roots.elements.compactMap(\.text) }
      return root["versions"] == nil ? nil : []
    }
    guard let found else { throw FeedFailure("\(start.path): the answer is neither TAXII's discovery nor an API root") }
    guard !found.isEmpty else { return [start] }
    return try found.prefix(100).map { text in
      let slashed = text.hasSuffix("/") ? text : text + "/"
      guard let url = URL(string: slashed, relativeTo: start)?.absoluteURL else {
        throw FeedFailure("the server names an API root that is no address: \(text.prefix(100))")
      }
      return url
    }
  }

  /// All collections of all API roots that answer; fails only where none does.
  public func collections() async throws -> [TAXIICollection] {
    var collections: [TAXIICollection] = []
    var failure: (any Error)?
    var answered = false
    for root in try await roots() {
      do {
        let answer = try await get(root.appendingPathComponent("collections", isDirectory: true))
        answered = true
        collections += try FeedJSON.read(answer.body) { value in
          (value["collections"]?.elements ?? []).prefix(10_000).compactMap { entry in
            guard let id = entry["id"]?.text else { return nil }
            return TAXIICollection(
              id: id, title: entry["title"]?.text ?? "", canRead: entry["can_read"]?.bool ?? false,
              root: root.absoluteString)
          }
        }
      } catch {
        failure = failure ?? error
      }
    }
    if !answered, let failure { throw failure }
    return collections
  }

  /// A page of a collection's objects.
  struct Page: Sendable {
    /// A STIX bundle.
    var bundle: [UInt8]
    var count: Int
    var bytes: Int
    var hasMore: Bool
    var next: String?
    /// When the first and the last object were added, in the server's words.
    var firstAdded: String?
    var lastAdded: String?
    /// Tells pages apart.
    var fingerprint: Int
  }

  func page(_ collection: TAXIICollection, addedAfter: String?, next: String?) async throws -> Page {
    guard let root = URL(string: collection.root) else { throw FeedFailure("the API root is no address") }
    let url = root.appendingPathComponent("collections", isDirectory: true)
      .appendingPathComponent(collection.id, isDirectory: true).appendingPathComponent("objects", isDirectory: true)
    var query = [("limit", String(limits.pageSize))]
    if let addedAfter { query.append(("added_after", addedAfter)) }
    if let next { query.append(("next", next)) }
    let text = query.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
    guard let full = URL(string: url.absoluteString + "?" + text) else {
      throw FeedFailure("the server's token for the next page makes no address")
    }
    let answer = try await get(full)
    return try FeedJSON.read(answer.body) { value in
      var page = Page(
        bundle: Array("{\"type\":\"bundle\",\"id\":\"\(Self.bundleID(answer.body))\",\"objects\":[".utf8), count: 0,
        bytes: answer.body.count, hasMore: false,
        fingerprint: Int(truncatingIfNeeded: answer.body.withUnsafeBytes { ByteSpan($0).foldedHash }))
      for object in value["objects"]?.elements ?? [] {
        page.bundle += Array((page.count == 0 ? "\n" : ",\n").utf8)
        object.append(to: &page.bundle)
        page.count += 1
      }
      page.bundle += Array("\n]}\n".utf8)
      page.hasMore = value["more"]?.bool ?? false
      page.next = value["next"]?.text
      page.firstAdded = answer.firstAdded ?? answer.lastAdded
      // medallion leaves the last one out where it is the first one too.
      page.lastAdded = answer.lastAdded ?? answer.firstAdded
      return page
    }
  }

  /// A bundle's id, the same for the same answer (RFC 9562, version 8).
  private static func bundleID(_ body: [UInt8]) -> String {
    let hash = body.withUnsafeBytes { ByteSpan($0).foldedHash }
    let digits = { (value: UInt64) in
      String(repeating: "0", count: 16 - String(value, radix: 16).count) + String(value, radix: 16)
    }
    let (first, second) = (Array(digits(hash)), Array(digits(hash &* 0x9E37_79B9_7F4A_7C15)))
    return
      "bundle--\(String(first[0..<8]))-\(String(first[8..<12]))-8\(String(first[13..<16]))-8\(String(second[1..<4]))-\(String(second[4..<16]))"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.properties.isAlphabetic && byte < 0x80 || (0x30...0x39).contains(byte) || "-_.~".utf8.contains(byte)
      result += isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return result
  }
}
