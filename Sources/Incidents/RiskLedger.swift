#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What low and informational alerts have added up to, by identity; it halves with every half-life of event time.
///
/// Holds `capacity` identities; then the half with the least goes, counted in `evicted`.
struct RiskLedger: Sendable {
  /// Points are millionths, so that sums do not depend on the order of their parts.
  struct Account: Sendable {
    var time: Int64
    /// As of `time`, without what came at that very moment: what stands at a moment does not depend on the order of what
    /// comes at it.
    var before: Int64
    var at: Int64
  }

  let capacity: Int
  private let halfLife: Int64
  var accounts: [UInt64: Account] = [:]
  private(set) var evicted = 0

  init(capacity: Int, halfLife: Int64) {
    self.capacity = max(2, capacity)
    self.halfLife = max(1, halfLife)
  }

  /// Adds a weight of 0...1 to an identity.
  mutating func add(_ weight: Double, to identity: UInt64, at time: Int64) {
    guard identity != 0 else { return }
    let points = Int64((weight * 1e6).rounded())
    guard var account = accounts[identity] else {
      if accounts.count >= capacity { makeRoom(at: time) }
      accounts[identity] = Account(time: time, before: 0, at: points)
      return
    }
    if time > account.time {
      account.before = decayed(account.before + account.at, by: time - account.time)
      account.at = points
      account.time = time
    } else if time == account.time {
      account.at += points
    } else {
      account.before += decayed(points, by: account.time - time)
    }
    accounts[identity] = account
  }

  /// What the identity's risk was just before `time`, which is not earlier than what was added last.
  func risk(of identity: UInt64, before time: Int64) -> Double {
    guard let account = accounts[identity] else { return 0 }
    let points = time > account.time ? decayed(account.before + account.at, by: time - account.time) : account.before
    return Double(points) / 1e6
  }

  private func decayed(_ points: Int64, by elapsed: Int64) -> Int64 {
    Int64((Double(points) * exp2(-Double(elapsed) / Double(halfLife))).rounded())
  }

  private mutating func makeRoom(at time: Int64) {
    let left = accounts.mapValues { decayed($0.before + $0.at, by: max(0, time - $0.time)) }
    let middle = left.values.sorted()[left.count / 2]
    let before = accounts.count
    accounts = accounts.filter { (left[$0.key] ?? 0) > middle }
    evicted += before - accounts.count
  }
}
