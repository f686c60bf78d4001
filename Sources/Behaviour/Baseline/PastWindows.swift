/// What is known of an identity's past windows, by `CountLane`: decayed sums and sums of squares of their counts, and the
/// greatest of them, decayed.
struct PastWindows: BitwiseCopyable {
  var sums: SIMD16<Float> = .zero
  var squares: SIMD16<Float> = .zero
  var peaks: SIMD16<Float> = .zero

  var isEmpty: Bool { sums == .zero && squares == .zero && peaks == .zero }
}

extension BaselineShard {
  /// Nothing where no window of the identity's has counted anything.
  @inline(__always)
  func past(of record: UnsafeMutablePointer<IdentityRecord>) -> UnsafeMutablePointer<PastWindows>? {
    record.pointee.past == 0 ? nil : pasts[Int(record.pointee.past) - 1]
  }

  /// The same, made where there is none.
  func madePast(of record: UnsafeMutablePointer<IdentityRecord>) -> UnsafeMutablePointer<PastWindows> {
    if let past = past(of: record) { return past }
    let place: Int
    if let free = freePasts.popLast() {
      place = Int(free)
      pasts.clear(place)
    } else {
      place = pasts.append()
    }
    record.pointee.past = UInt32(place + 1)
    return pasts[place]
  }
}
