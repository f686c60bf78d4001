import CSimdJSON

/// What a record is without its values: its structure and the keys that a walk looks at. A walk of another record with
/// the same skeleton would take the same way, so that the slots can be filled without one.
///
/// Tape indexes are counted from the record's first word. The memory is the `SkeletonBook`'s.
struct Skeleton: BitwiseCopyable {
  /// The tags of the record's tape words, eight to a word. They tell the structure: given the same tags, objects, arrays
  /// and values lie at the same places.
  var tags: UnsafeMutablePointer<UInt64>
  var texts: UnsafeMutablePointer<yagura_text>
  var fills: UnsafeMutablePointer<Fill>
  /// Values beyond the first of their slots.
  var further: UnsafeMutablePointer<Fill>
  var tagWords: Int32
  var textCount: Int32
  var fillCount: Int32
  var furtherCount: Int32
  /// See `Slots.shape`.
  var shape: UInt64
  /// What users of the view have noted of records with this skeleton; see `RecordView.marks`.
  var marks: UnsafeMutablePointer<UInt64>
  /// Another skeleton with the same tags, or `EdgeTable.none`.
  var other: UInt32
  /// How often more it is tried to make an outline; 0 once there is one.
  var outlineTries: UInt8 = 4

  /// The tape words that slots are filled with, each once, ascending.
  var filledWords: [UInt32] {
    let first = UnsafeBufferPointer(start: fills, count: Int(fillCount))
    let others = UnsafeBufferPointer(start: further, count: Int(furtherCount))
    return Set(first.map(\.index) + others.map(\.index)).sorted()
  }

  struct Fill: BitwiseCopyable {
    var slot: UInt32
    var index: UInt32
  }
}

/// Writes down what a walk depends on besides the record's tags, and what it fills.
final class SkeletonRecorder {
  /// Tape indexes of the keys, and of names in named lists.
  private(set) var texts: [UInt32] = []
  private(set) var fills: [Skeleton.Fill] = []

  func begin() {
    texts.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
  }

  func depends(on text: UInt32) { texts.append(text) }
  func fills(_ slot: UInt32, with index: UInt32) { fills.append(Skeleton.Fill(slot: slot, index: index)) }
}
