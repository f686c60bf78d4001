import AsyncHTTPClient
import Foundation
import JSONTape
import NIOCore
import NIOHTTP1

/// A client of TAXII 2.1 (OASIS Standard, June 2021).
///
/// The credential is sent only to the origin of the address that the user gave, and in clear only to this machine.
/// Redirects are not followed.
public struct TAXIIClient: Sendable {
  public static let mediaType = "application/taxii+json;version=2.1"

  let start: URL
  private let origin: FeedOrigin
  let credential: FeedCredential
  let limits: FeedLimits
  private let http: HTTPClient

  /// - Parameter url: of discovery (`https://host/taxii2/`) or of an API root.
  public init(url: String, credential: FeedCredential, limits: FeedLimits = FeedLimits()) throws(FeedFailure) {
    let slashed = url.hasSuffix("/") ? url : url + "/"
    guard let parsed = URL(string: slashed), let origin = FeedOrigin(parsed) else {
      throw FeedFailure("\(url.prefix(200)): this is no http or https address")
    }
    guard parsed.user == nil, parsed.password == nil else {
      throw FeedFailure("a password in an address can be seen by others; put it in \(FeedCredential.passwordVariable)")
    }
    guard credential.isNone || origin.scheme == "https" || origin.isLoopback else {
      throw FeedFailure("\(url.prefix(200)): a credential is not sent over plain http; use https")
    }
    start = parsed
    self.origin = origin
    self.credential = credential
    self.limits = limits
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout = .init(connect: .seconds(15), read: .seconds(Int64(limits.timeout)))
    // A refused connection is told at once; `get` tries again.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.decompression = .enabled(limit: .size(limits.maxAnswerBytes))
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Must be called at the end of use.
  public func shutdown() async { try? await http.shutdown() }

  struct Answer: Sendable {
    let body: [UInt8]
    let firstAdded: String?
    let lastAdded: String?
  }

  /// Gets a resource, trying again where the server asks for it or the connection fails.
  func get(_ url: URL) async throws -> Answer {
    guard FeedOrigin(url) == origin else {
      throw FeedFailure(
        "the server names another one, \(url.host ?? "?"), where the credential must not go; give that address yourself"
      )
    }
    var wait = limits.firstWait
    var attempt = 1
    while true {
      let outcome = await attemptOnce(url)
      switch outcome {
      case .success(let answer): return answer
      case .failure(let failure): throw failure
      case .later(let failure, let asked):
        guard attempt < limits.attempts else { throw failure }
        let pause = asked ?? wait
        guard pause <= Double(limits.maxWait) else {
          throw FeedFailure(
            "\(failure.description); it asks to wait \(Int(pause)) s, try again then", status: failure.status)
        }
        try await Task.sleep(for: .milliseconds(Int64(pause * 1000)))
        wait = min(wait * 2, Double(limits.maxWait))
        attempt += 1
      }
    }
  }

  private enum Outcome {
    case success(Answer)
    case failure(FeedFailure)
    case later(FeedFailure, after: Double?)
  }

  private func attemptOnce(_ url: URL) async -> Outcome {
    var request = HTTPClientRequest(url: url.absoluteString)
    request.headers.add(name: "Accept", value: Self.mediaType)
    request.headers.add(name: "User-Agent", value: "yagura")
    if let header = credential.header { request.headers.add(name: "Authorization", value: header) }
    // The path alone: a query may hold a server's token for the next page.
    let shown = url.path
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await http.execute(request, timeout: .seconds(Int64(limits.timeout)))
      body = try await response.body.collect(upTo: limits.maxAnswerBytes)
    } catch is NIOTooManyBytesError {
      return .failure(FeedFailure("\(shown): the answer has more than \(limits.maxAnswerBytes) bytes"))
    } catch is CancellationError {
      return .failure(FeedFailure("\(shown): cancelled"))
    } catch {
      return .later(FeedFailure("\(shown): the server \(origin.host) cannot be reached: \(error)"), after: nil)
    }
    let status = Int(response.status.code)
    switch status {
    case 200:
      return .success(
        Answer(
          body: Array(body.readableBytesView), firstAdded: response.headers.first(name: "X-TAXII-Date-Added-First"),
          lastAdded: response.headers.first(name: "X-TAXII-Date-Added-Last")))
    case 429, 502, 503, 504:
      let failure = FeedFailure("\(shown): the server answers \(status), it is busy", status: status)
      return .later(failure, after: response.headers.first(name: "Retry-After").flatMap(Self.seconds))
    case 401, 403:
      return .failure(
        FeedFailure(
          "\(shown): the server answers \(status) to \(credential); set \(FeedCredential.tokenVariable), or \(FeedCredential.userVariable) and \(FeedCredential.passwordVariable)",
          status: status))
    case 404:
      return .failure(FeedFailure("\(shown): there is no such address or collection (404)", status: status))
    case 406:
      return .failure(FeedFailure("\(shown): the server does not speak TAXII 2.1 (406)", status: status))
    default:
      return .failure(FeedFailure("\(shown): the server answers \(status)", status: status))
    }
  }

  /// Seconds, or until an HTTP date.
  static func seconds(_ text: String) -> Double? {
    if let number = Double(text) { return number >= 0 ? number : nil }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.date(from: text).map { max(0, $0.timeIntervalSinceNow) }
  }
}
