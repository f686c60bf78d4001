import Foundation

/// What a server wants to see. Comes from the environment or from a file, never from the command line, where other
/// users of the machine could read it; its description hides it.
public enum FeedCredential: Sendable, CustomStringConvertible {
  case none
  case basic(user: String, password: String)
  case bearer(String)

  public static let tokenVariable = "YAGURA_TAXII_TOKEN"
  public static let userVariable = "YAGURA_TAXII_USER"
  public static let passwordVariable = "YAGURA_TAXII_PASSWORD"

  /// From `YAGURA_TAXII_TOKEN`, or `YAGURA_TAXII_USER` and `YAGURA_TAXII_PASSWORD`; `none` where they are not set.
  public static func environment(_ variables: [String: String]) throws(FeedFailure) -> FeedCredential {
    if let token = variables[tokenVariable], !token.isEmpty { return .bearer(token) }
    guard let user = variables[userVariable], !user.isEmpty else { return .none }
    guard let password = variables[passwordVariable] else {
      throw FeedFailure("\(userVariable) is set without \(passwordVariable); set both")
    }
    return .basic(user: user, password: password)
  }

  /// From a file of one line: `user:password`, or `Bearer TOKEN`. The file must be its owner's alone to read.
  public static func file(_ path: String) throws(FeedFailure) -> FeedCredential {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = attributes?[.posixPermissions] as? Int, let data = FileManager.default.contents(atPath: path),
      data.count <= 64 << 10
    else { throw FeedFailure("\(path): the credential file cannot be read") }
    guard mode & 0o077 == 0 else {
      throw FeedFailure("\(path): others than its owner may read the credential file; chmod 600 it")
    }
    let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    if line.lowercased().hasPrefix("bearer ") { return .bearer(String(line.dropFirst(7))) }
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw FeedFailure("\(path): the credential file holds neither 'user:password' nor 'Bearer TOKEN'")
    }
    return .basic(user: parts[0], password: parts[1])
  }

  /// The value of the `Authorization` header.
  var header: String? {
    switch self {
    case .none: nil
    case .basic(let user, let password): "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    case .bearer(let token): "Bearer " + token
    }
  }

  var isNone: Bool { if case .none = self { true } else { false } }

  public var description: String {
    switch self {
    case .none: "no credential"
    case .basic: "a user and password"
    case .bearer: "a token"
    }
  }
}
