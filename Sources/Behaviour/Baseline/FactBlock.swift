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

  /// The first place of a fact, 0 standing for none.
  @inline(__always)
  func place(of print: UInt32) -> Int? {
    let same = prints .== SIMD16<UInt32>(repeating: print)
    // A byte a place, so that two words tell which.
    let bytes = SIMD16<Int8>(truncatingIfNeeded: SIMD16<Int32>(repeating: 0).replacing(with: -1, where: same))
    let words = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    if words[0] != 0 { return words[0].trailingZeroBitCount >> 3 }
    return words[1] != 0 ? 8 + words[1].trailingZeroBitCount >> 3 : nil
  }
}

/// One place at a time, without taking a whole vector to the stack to index it.
///
/// Why this is sound: a vector of sixteen is sixteen values in a row, and the fields stand one after another without gaps,
/// which `BaselineShard.init` checks; places are below sixteen.
extension UnsafeMutablePointer<FactBlock> {
  @inline(__always)
  var prints: UnsafeMutablePointer<UInt32> { field(0) }
  @inline(__always)
  var weights: UnsafeMutablePointer<UInt16> { field(FactBlock.weightsOffset) }
  @inline(__always)
  var days: UnsafeMutablePointer<UInt16> { field(FactBlock.daysOffset) }

  @inline(__always)
  private func field<Value>(_ offset: Int) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(self).advanced(by: offset).assumingMemoryBound(to: Value.self)
  }
}

extension FactBlock {
  fileprivate static var weightsOffset: Int { 64 }
  fileprivate static var daysOffset: Int { 96 }

  /// Whether the fields stand where they are looked for.
  static var isLaidOut: Bool {
    MemoryLayout<FactBlock>.offset(of: \.prints) == 0
      && MemoryLayout<FactBlock>.offset(of: \.weights) == weightsOffset
      && MemoryLayout<FactBlock>.offset(of: \.days) == daysOffset
  }
}
