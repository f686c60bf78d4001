import Activity

/// The observations of a run of records, in their order; handed from a worker to the second stage whole.
///
/// Invariant: `base` points to `capacity` places of which the first `count` are initialised.
// proof: one worker fills a batch; after it has handed it on it does not touch it again, and one second stage reads it.
public final class ObservationBatch: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<Observation>
  public private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(16, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  func append(_ observation: Observation) {
    if count == capacity { grow() }
    (base + count).initialize(to: observation)
    count &+= 1
  }

  /// A place for one more, which the caller fills at once with a copy of `known`; good until the next is added.
  @inline(__always)
  func add(_ known: UnsafePointer<Observation>) -> UnsafeMutablePointer<Observation> {
    if count == capacity { grow() }
    let place = base + count
    place.initialize(to: known.pointee)
    count &+= 1
    return place
  }

  @inline(never)
  private func grow() {
    capacity *= 2
    base.grow(keeping: count, capacity: capacity)
  }

  public var indices: Range<Int> { 0..<count }
  var last: Observation? { count > 0 ? base[count - 1] : nil }

  public subscript(_ index: Int) -> Observation {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
  }
}
