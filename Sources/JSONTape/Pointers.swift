extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// A copy in memory of its own, which the caller frees.
  static func copy(of elements: some Collection<Pointee>) -> UnsafeMutablePointer {
    let copy = UnsafeMutablePointer.allocate(capacity: Swift.max(1, elements.count))
    _ = UnsafeMutableBufferPointer(start: copy, count: elements.count).initialize(fromContentsOf: elements)
    return copy
  }

  /// Moves the first `count` elements to memory for `capacity`, and frees what they were in.
  public mutating func grow(keeping count: Int, capacity: Int) {
    let grown = UnsafeMutablePointer.allocate(capacity: capacity)
    grown.initialize(from: self, count: count)
    deallocate()
    self = grown
  }
}

extension UnsafeBufferPointer {
  /// Where an element lies; it must be there.
  @inlinable @inline(__always)
  public func address(of index: Int) -> UnsafePointer<Element> {
    // proof: a buffer that has an element has memory.
    baseAddress.unsafelyUnwrapped + index
  }
}
