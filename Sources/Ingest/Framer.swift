import CSimdJSON

/// Finds records in a stream by its brackets; see yagura_framing.h for the contract.
final class Framer {
  private let state: OpaquePointer
  private let room = UnsafeMutableBufferPointer<yagura_piece>.allocate(capacity: 512)

  /// Nil if memory is exhausted.
  init?(maxRecordBytes: Int, envelopes: EnvelopeKeys, simd: Int32 = Int32(YAGURA_SIMD_BEST)) {
    let made = envelopes.withPointers { yagura_framer_new(UInt64(maxRecordBytes), $0, envelopes.count, simd) }
    guard let made else { return nil }
    state = made
  }

  deinit {
    yagura_framer_free(state)
    room.deallocate()
  }

  /// From where on the stream's bytes must be there at the next scan.
  var keep: UInt64 { yagura_framer_keep(state) }

  /// Gives every piece that can be told from `bytes`, which begin at `offset` of the stream.
  func scan(_ bytes: UnsafeBufferPointer<UInt8>, at offset: UInt64, isFinal: Bool, each: (yagura_piece) -> Void) {
    guard let start = bytes.baseAddress else { return }
    var hasMore = true
    while hasMore {
      var count = 0
      hasMore =
        yagura_framer_scan(
          state, start, bytes.count, offset, isFinal ? 1 : 0, room.baseAddress, room.count, &count) != 0
      for piece in room.prefix(count) { each(piece) }
    }
  }
}

extension BadRecord.Reason {
  /// Nil for a record.
  init?(_ piece: yagura_piece, limit: Int) {
    switch Int(piece.kind) {
    case YAGURA_RECORD: return nil
    case YAGURA_NOT_JSON: self = .notJSON
    case YAGURA_NOT_AN_OBJECT: self = .notAnObject
    case YAGURA_TRUNCATED: self = .truncated
    case YAGURA_UNBALANCED: self = .unbalanced
    default: self = .tooLarge(limit: limit)
    }
  }
}
