import Foundation
import Intel
import Testing

@testable import Feeds

@Suite(
  "TAXII 2.1 with medallion",
  .enabled(if: Medallion.python != nil, "medallion cannot be installed here; see scripts/test-servers.sh"),
  .serialized)
struct TAXIITests {
  private let credential = FeedCredential.basic(user: "analyst", password: "correct horse")
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-feed-\(UUID().uuidString)")

  private func limits(pageSize: Int = 1000) -> FeedLimits {
    var limits = FeedLimits()
    limits.pageSize = pageSize
    limits.firstWait = 0.01
    limits.attempts = 2
    return limits
  }

  private func with<Value>(
    _ url: String, _ credential: FeedCredential, _ limits: FeedLimits, _ body: (TAXIIClient) async throws -> Value
  ) async throws -> Value {
    let client = try TAXIIClient(url: url, credential: credential, limits: limits)
    do {
      let value = try await body(client)
      await client.shutdown()
      return value
    } catch {
      await client.shutdown()
      throw error
    }
  }

  /// Seconds apart, from 2026-01-01 on.
  private func dates(_ count: Int) -> [String] {
    (0..<count).map {
      "2026-01-01T00:\($0 / 60 < 10 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60).000001Z"
    }
  }

  private func addresses() -> Int { IntelLoader.load(paths: [folder.path]).indicators.count }

  @Test("collections are found from discovery and from an API root")
  func collections() async throws {
    let server = try Medallion(dates: dates(1))
    for url in [server.discovery, "http://127.0.0.1:\(server.port)/group/"] {
      let found = try await with(url, credential, limits()) { try await $0.collections() }
      #expect(found.map(\.id) == [Medallion.collection, Medallion.secret] && found.map(\.canRead) == [true, false])
    }
  }

  @Test("a collection is fetched page by page into bundles, and later only what is new")
  func pages() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try Medallion(dates: dates(25))
    let first = try await with(server.discovery, credential, limits(pageSize: 10)) {
      try await $0.fetch(collection: Medallion.collection, to: folder.path)
    }
    #expect(first.pages == 3 && first.objects == 25 && first.isComplete && !first.isResumed)
    #expect(addresses() == 25)
    let second = try await with(server.discovery, credential, limits()) {
      try await $0.fetch(collection: "Addresses", to: folder.path)
    }
    #expect(second.objects == 0 && second.isComplete)
    #expect(addresses() == 25)
  }

  @Test("a run that broke goes on with what is missing, also where many objects were added at one moment")
  func resume() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let same = Array(repeating: "2026-01-01T00:00:07.000001Z", count: 12)
    let server = try Medallion(dates: Array(dates(7)) + same + ["2026-01-02T00:00:00.000001Z"])
    var short = limits(pageSize: 5)
    short.maxPages = 2
    var runs = 0
    var isComplete = false
    while !isComplete, runs < 2 {
      let summary = try await with(server.discovery, credential, short) {
        try await $0.fetch(collection: Medallion.collection, to: folder.path)
      }
      #expect(summary.isResumed == (runs > 0))
      isComplete = summary.isComplete
      runs += 1
    }
    #expect(!isComplete && addresses() < 20)
    let last = try await with(server.discovery, credential, limits(pageSize: 5)) {
      try await $0.fetch(collection: Medallion.collection, to: folder.path)
    }
    #expect(last.isComplete && last.isResumed)
    #expect(addresses() == 20)
  }

  @Test("a wrong password, a collection that is not there or not to be read, and another's folder are told")
  func refusals() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try Medallion(dates: dates(2))
    func failure(_ credential: FeedCredential, _ collection: String) async -> String {
      do {
        _ = try await with(server.discovery, credential, limits()) {
          try await $0.fetch(collection: collection, to: folder.path)
        }
        return ""
      } catch { return "\(error)" }
    }
    let wrong = await failure(.basic(user: "analyst", password: "hunter2"), Medallion.collection)
    #expect(wrong.contains("401") && wrong.contains("YAGURA_TAXII_TOKEN") && !wrong.contains("hunter2"))
    #expect(await failure(credential, "nothing").contains("Addresses"))
    #expect(await failure(credential, Medallion.secret).contains("may not be read"))
    #expect(await failure(credential, Medallion.collection) == "")
    let cursor = folder.appendingPathComponent(".taxii-cursor.json")
    let other = try String(contentsOf: cursor, encoding: .utf8).replacingOccurrences(
      of: Medallion.collection, with: "other")
    try other.write(to: cursor, atomically: true, encoding: .utf8)
    #expect(await failure(credential, Medallion.collection).contains("one folder for each"))
  }
}

@Suite("Feeds")
struct FeedTests {
  @Test("credentials come from the environment, and their description hides them")
  func environment() throws {
    let token = try FeedCredential.environment(["YAGURA_TAXII_TOKEN": "s3cret"])
    #expect(token.header == "Bearer s3cret" && !"\(token)".contains("s3cret"))
    let user = try FeedCredential.environment(["YAGURA_TAXII_USER": "u", "YAGURA_TAXII_PASSWORD": "p"])
    #expect(user.header == "Basic dTpw")
    #expect(try FeedCredential.environment([:]).isNone)
    #expect(throws: FeedFailure.self) { try FeedCredential.environment(["YAGURA_TAXII_USER": "u"]) }
  }

  @Test("a credential file that others may read is refused")
  func file() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = FileManager.default.createFile(
      atPath: path, contents: Data("Bearer abc\n".utf8), attributes: [.posixPermissions: 0o644])
    #expect(throws: FeedFailure.self) { try FeedCredential.file(path) }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try FeedCredential.file(path).header == "Bearer abc")
  }

  @Test("credentials go neither in clear over a network, nor in addresses")
  func addresses() {
    let token = FeedCredential.bearer("x")
    #expect(throws: FeedFailure.self) { try TAXIIClient(url: "http://feeds.example/taxii2/", credential: token) }
    #expect(throws: FeedFailure.self) { try TAXIIClient(url: "https://u:p@feeds.example/", credential: .none) }
    #expect(throws: FeedFailure.self) { try TAXIIClient(url: "ftp://feeds.example/", credential: .none) }
  }

  @Test("a server that is busy is asked again, as late as it says", .timeLimit(.minutes(1)))
  func busy() async throws {
    let server = try ScriptedServer([
      "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{\"api_roots\":[]}",
    ])
    var limits = FeedLimits()
    limits.firstWait = 0.01
    let client = try TAXIIClient(url: server.url, credential: .none, limits: limits)
    let answer = try await client.get(client.start)
    #expect(answer.body.count == 16)
    await client.shutdown()
  }

  @Test("an answer that is too large, or a wait that is too long, ends the fetch", .timeLimit(.minutes(1)))
  func bounds() async throws {
    let server = try ScriptedServer([
      "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 5000),
      "HTTP/1.1 503 Busy\r\nRetry-After: 86400\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ])
    var limits = FeedLimits()
    limits.maxAnswerBytes = 1000
    let client = try TAXIIClient(url: server.url, credential: .none, limits: limits)
    for words in ["more than 1000 bytes", "86400", "302"] {
      do {
        _ = try await client.get(client.start)
        Issue.record("no failure")
      } catch { #expect("\(error)".contains(words)) }
    }
    await client.shutdown()
  }

  @Test("pages of a broken run are written over where the server gives no times")
  func runs() throws {
    var cursor = FeedCursor(root: "r", collection: "c")
    var run = FeedRun(cursor: cursor)
    func page(_ first: String?, _ last: String?, more: Bool, next: String? = "t", fingerprint: Int = 0)
      -> TAXIIClient.Page
    {
      TAXIIClient.Page(
        bundle: [], count: 1, bytes: 1, hasMore: more, next: next, firstAdded: first, lastAdded: last,
        fingerprint: fingerprint)
    }
    #expect(try !run.took(page(nil, nil, more: true, fingerprint: 1)))
    cursor = run.cursor
    run = FeedRun(cursor: cursor)
    #expect(run.isResumed && run.cursor.page == 1 && run.addedAfter == nil)
    #expect(try !run.took(page("2026-01-01T00:00:00Z", "2026-01-01T00:00:05Z", more: true, fingerprint: 2)))
    run = FeedRun(cursor: run.cursor)
    #expect(run.addedAfter == "2025-12-31T23:59:59.999999Z" && run.cursor.page == 2)
    #expect(try run.took(page("2026-01-01T00:00:05Z", "2026-01-01T00:00:09Z", more: false)))
    #expect(run.cursor.addedAfter == "2026-01-01T00:00:09.000000Z" && !run.cursor.isUnderWay)
    #expect(throws: FeedFailure.self) {
      for _ in 0..<9 { _ = try run.took(page(nil, nil, more: true, fingerprint: 7)) }
    }
  }
}
