#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run of bytes that someone else owns. Whoever hands one out says how long it lives.
@frozen
public struct ByteSpan: BitwiseCopyable {
  public let start: UnsafeRawPointer
  public let count: Int

  @inlinable
  public init(start: UnsafeRawPointer, count: Int) {
    self.start = start
    self.count = count
  }

  @inlinable
  public init(_ buffer: UnsafeRawBufferPointer) {
    start = buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    count = buffer.count
  }

  @inlinable
  public subscript(_ index: Int) -> UInt8 {
    @inline(__always) get { start.load(fromByteOffset: index, as: UInt8.self) }
  }

  @inlinable public var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Invalid UTF-8 is repaired.
  public var text: String { String(decoding: buffer, as: UTF8.self) }

  @inlinable
  public func dropFirst(_ number: Int) -> ByteSpan { ByteSpan(start: start + number, count: count - number) }

  @inlinable
  public func prefix(_ number: Int) -> ByteSpan { ByteSpan(start: start, count: min(number, count)) }

  @inlinable
  public func suffix(_ number: Int) -> ByteSpan {
    let kept = min(number, count)
    return ByteSpan(start: start + (count - kept), count: kept)
  }

  @inlinable
  public static func == (left: ByteSpan, right: ByteSpan) -> Bool {
    left.count == right.count && memcmp(left.start, right.start, left.count) == 0
  }

  /// Equal without regard to ASCII case; `folded` must hold no A–Z.
  @inlinable
  public func equalsFolded(_ folded: UnsafeRawBufferPointer) -> Bool {
    guard count == folded.count else { return false }
    return hasFoldedPrefix(folded)
  }

  /// Whether the bytes start with `folded` without regard to ASCII case; `folded` must hold no A–Z.
  @inlinable
  public func hasFoldedPrefix(_ folded: UnsafeRawBufferPointer) -> Bool {
    guard count >= folded.count, let other = folded.baseAddress else { return count >= folded.count }
    var index = 0
    while index &+ 8 <= folded.count {
      let mine = ASCIIFold.word((start + index).loadUnaligned(as: UInt64.self))
      if mine != (other + index).loadUnaligned(as: UInt64.self) { return false }
      index &+= 8
    }
    while index < folded.count {
      if ASCIIFold.byte(self[index]) != folded[index] { return false }
      index &+= 1
    }
    return true
  }

  @inlinable
  public func hasFoldedSuffix(_ folded: UnsafeRawBufferPointer) -> Bool {
    count >= folded.count && suffix(folded.count).hasFoldedPrefix(folded)
  }

  /// Whether `folded` occurs anywhere without regard to ASCII case; `folded` must hold no A–Z.
  ///
  /// Sixteen places at a time are compared with the first and the last byte sought (Wojciech Muła, "SIMD-friendly
  /// algorithms for substring searching").
  public func containsFolded(_ folded: UnsafeRawBufferPointer) -> Bool {
    guard folded.count > 0 else { return true }
    guard count >= folded.count else { return false }
    let firsts = SIMD16<UInt8>(repeating: folded[0])
    let lasts = SIMD16<UInt8>(repeating: folded[folded.count - 1])
    let last = count &- folded.count
    var index = 0
    while index &+ 15 <= last {
      let heads = ASCIIFold.block((start + index).loadUnaligned(as: SIMD16<UInt8>.self))
      let tails = ASCIIFold.block((start + (index &+ folded.count &- 1)).loadUnaligned(as: SIMD16<UInt8>.self))
      let found = (heads .== firsts) .& (tails .== lasts)
      // The mask as two words: the standard library's `any` reduces it lane by lane.
      let lanes = unsafeBitCast(found, to: SIMD2<UInt64>.self)
      if lanes.x | lanes.y != 0 {
        for lane in 0..<16 where found[lane] && dropFirst(index &+ lane).hasFoldedPrefix(folded) { return true }
      }
      index &+= 16
    }
    while index <= last {
      if ASCIIFold.byte(self[index]) == folded[0], dropFirst(index).hasFoldedPrefix(folded) { return true }
      index &+= 1
    }
    return false
  }

  /// A hash without regard to ASCII case, the same in every process; see `ASCIIFold.hash`.
  @inlinable public var foldedHash: UInt64 { ASCIIFold.hash(self) }
}

/// Lower-casing of A–Z, a word at a time; every other byte stays.
public enum ASCIIFold {
  @inlinable @inline(__always)
  public static func byte(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Eight bytes at once. (Bytes ≥ 0x80 never take part: their high bit is masked out of the carry.)
  @inlinable @inline(__always)
  public static func word(_ word: UInt64) -> UInt64 {
    let ascii = word & 0x7F7F_7F7F_7F7F_7F7F
    let atLeastA = ascii &+ 0x3F3F_3F3F_3F3F_3F3F
    let aboveZ = ascii &+ 0x2525_2525_2525_2525
    let upper = atLeastA & ~aboveZ & ~word & 0x8080_8080_8080_8080
    return word | (upper >> 2)
  }

  @inlinable @inline(__always)
  static func block(_ block: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let isUpper = (block &- 65) .< SIMD16<UInt8>(repeating: 26)
    return block.replacing(with: block | 0x20, where: isUpper)
  }

  public static func fold(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(byte) }

  /// A multiplicative hash of the folded bytes. It places values in tables that compare bytes afterwards, and names
  /// entities where a collision would only join two of them; it is no defence against an adversary by itself.
  @inlinable @inline(__always)
  public static func hash(_ span: ByteSpan) -> UInt64 {
    // The length is spread over all bits, so that no last byte can undo it.
    var hash = 0x9E37_79B9_7F4A_7C15 ^ (UInt64(truncatingIfNeeded: span.count) &* 0xA076_1D64_78BD_642F)
    var index = 0
    while index &+ 8 <= span.count {
      hash = mix(hash, word((span.start + index).loadUnaligned(as: UInt64.self)))
      index &+= 8
    }
    let rest = span.count &- index
    if rest > 0 {
      if span.count >= 8 {
        // The last eight bytes, some of which have been mixed already.
        hash = mix(hash, word((span.start + (span.count &- 8)).loadUnaligned(as: UInt64.self)))
      } else if rest >= 4 {
        let first = UInt64(span.start.loadUnaligned(as: UInt32.self))
        let last = UInt64((span.start + (rest &- 4)).loadUnaligned(as: UInt32.self))
        hash = mix(hash, word(first << 32 | last))
      } else {
        let bytes = UInt64(span[0]) << 16 | UInt64(span[rest / 2]) << 8 | UInt64(span[rest &- 1])
        hash = mix(hash, word(bytes))
      }
    }
    return hash ^ (hash >> 29)
  }

  @inlinable @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
