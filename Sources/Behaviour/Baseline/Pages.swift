/// A growing array of trivial values whose elements never move and are zero at first, so that the hot path reaches
/// one by a place without bounds tests, reference counts or copies.
///
/// Why the unsafe pointers are sound: pages are allocated whole, zeroed, bound to `Element` (which is trivial, so that
/// any bits written through it are values and nothing needs to be destroyed), never moved, and freed only by `deinit`.
/// The one owner (`~Copyable`) hands pointers out for places below `count` alone, which `precondition` holds in debug
/// builds and which the callers' invariants hold otherwise: places come only from `append` and are checked when they
/// are read from a file.
struct Pages<Element: BitwiseCopyable>: ~Copyable {
  private static var shift: Int { 9 }
  private static var mask: Int { (1 << shift) - 1 }

  private var pages: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
  private var pageCount = 0
  private var pageRoom = 64
  private(set) var count = 0

  init() {
    pages = .allocate(capacity: 64)
  }

  deinit {
    for page in 0..<pageCount { pages[page].deallocate() }
    pages.deallocate()
  }

  /// Bytes that are allocated.
  var bytes: Int { pageCount * (Self.mask + 1) * MemoryLayout<Element>.stride + pageRoom * 8 }

  @inline(__always)
  subscript(place: Int) -> UnsafeMutablePointer<Element> {
    assert(place >= 0 && place < count)
    return pages[place >> Self.shift] + (place & Self.mask)
  }

  /// Makes room for one more and gives its place. Its bytes are zero.
  mutating func append() -> Int {
    if count >> Self.shift == pageCount {
      if pageCount == pageRoom { widen() }
      let size = (Self.mask + 1) * MemoryLayout<Element>.stride
      let raw = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
      raw.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      pages[pageCount] = raw.bindMemory(to: Element.self, capacity: Self.mask + 1)
      pageCount += 1
    }
    count += 1
    return count - 1
  }

  /// Sets a place back to zero bytes, to be used again.
  func clear(_ place: Int) {
    UnsafeMutableRawPointer(self[place]).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<Element>.stride)
  }

  private mutating func widen() {
    let wider = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: pageRoom * 2)
    wider.update(from: pages, count: pageCount)
    pages.deallocate()
    pages = wider
    pageRoom *= 2
  }
}
