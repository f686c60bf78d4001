/// Who got a credential that was issued: `AssumeRole` and its like, of all records, so that what a role's session then
/// does is put down to whoever began the chain. A chain of several roles leads to its first link at once.
///
/// Holds `capacity` credentials; then the oldest half goes, counted in `evicted`.
struct CredentialChains: Sendable {
  struct Holder: Sendable {
    /// Hash of the identity at the head of the chain.
    var root: UInt64
    /// When the credential was issued.
    var time: Int64
  }

  let capacity: Int
  var holders: [UInt64: Holder] = [:]
  private(set) var evicted = 0

  init(capacity: Int) {
    self.capacity = max(2, capacity)
  }

  /// - Parameters:
  ///   - credential: what was issued.
  ///   - used: the credential that was used to get it; 0 where the record has none.
  ///   - identity: who used it, as the record says.
  mutating func add(_ credential: UInt64, by used: UInt64, of identity: UInt64, at time: Int64) {
    guard credential != 0, credential != used else { return }
    let root = holders[used]?.root ?? identity
    guard root != 0 else { return }
    // An id that is issued again keeps its first holder, whatever the order of records at one time.
    if let known = holders[credential], (known.time, known.root) <= (time, root) { return }
    if holders.count >= capacity, holders[credential] == nil { makeRoom() }
    holders[credential] = Holder(root: root, time: time)
  }

  func holder(of credential: UInt64) -> Holder? { credential == 0 || holders.isEmpty ? nil : holders[credential] }

  private mutating func makeRoom() {
    let times = holders.values.map(\.time).sorted()
    let middle = times[times.count / 2]
    let before = holders.count
    holders = holders.filter { $0.value.time > middle }
    // All of one time: none is older than another.
    if holders.count == before { holders.removeAll(keepingCapacity: true) }
    evicted += before - holders.count
  }
}
