/// Sixteen facts of one identity in 128 bytes, of which a lookup reads the first line: space-saving in the sense of
/// Metwally, Agrawal and El Abbadi (2005), with counts of days that decay.
struct FactBlock: BitwiseCopyable {
  /// `FactPrint`s; 0 where free.
  var prints: SIMD16<UInt32> = .zero
  /// Days on which the fact was seen, decayed up to `days`, in 1/256.
  var weights: SIMD16<UInt16> = .zero
  /// The last day on which it was seen, since 1970.
  var days: SIMD16<UInt16> = .zero

  static let unit: Float = 256

  @inline(__always)
  func place(of print: UInt32) -> Int? {
    let same = prints .== SIMD16<UInt32>(repeating: print)
    guard any(same) else { return nil }
    for place in 0..<16 where same[place] { return place }
    return nil
  }
}
