import Foundation

/// Where a credential may go: scheme, host and port of the address that the user gave.
struct FeedOrigin: Hashable {
  let scheme: String
  let host: String
  let port: Int

  init?(_ url: URL) {
    guard let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let host = url.host?.lowercased(), !host.isEmpty
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = url.port ?? (scheme == "https" ? 443 : 80)
  }

  var isLoopback: Bool { ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) }
}
