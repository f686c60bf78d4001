/// Knows the values of slots that no path fills.
public protocol SlotSupplier: AnyObject {
  /// Adds the slot's values to the view's slots. Called once a record and slot.
  func supply(_ slot: UInt32, to view: RecordView)
}

/// The record that a worker is judging: its document, the slots filled from it, and values that are not in the
/// document but stand in slots too (words of a vocabulary, parts of strings). One a worker, reused.
public final class RecordView {
  public var document: Document
  /// The record's own place in the document: the root, or an element of an envelope.
  public var root: UInt32 = 1
  public let slots: Slots
  private let table: SlotTable
  /// Fills slots whose values come from elsewhere than the document, when they are first asked for.
  // proof: the owner of the view keeps the supplier for as long as it uses the view.
  public unowned(unsafe) var supplier: (any SlotSupplier)?
  /// Words first, then what this record added.
  @usableFromInline var constants: UnsafeMutablePointer<ByteSpan>
  private var constantCount: Int
  private var constantCapacity: Int
  private let fixedCount: Int
  /// What walks for this view have learned, if they are to learn.
  private let trail: KeyTrail?
  private let skeletons: SkeletonBook?
  // proof: `skeletons` holds it.
  private let known: Unmanaged<SkeletonBook>?
  /// What users of the view have noted of records with the structure and keys of this one, and so of its shape: zeroes
  /// at first, `markCount` of them. Nil where the record's structure is not remembered.
  public private(set) var marks: UnsafeMutablePointer<UInt64>?
  public static let markCount = SkeletonBook.marks
  /// The record in hand, where it has been taken from its text.
  private(set) var outlined: OutlinedRecord?
  let hashSeed = ExactHash.seed

  /// - Parameters:
  ///   - words: values that slots may name in every record, as `word(n)`; they must outlive the view.
  ///   - plan: where walks are to learn in which order keys come; all records are then loaded with this plan.
  public init(slots: SlotTable, words: [ByteSpan] = [], learning plan: FieldPlan? = nil) {
    trail = plan.map { KeyTrail($0) }
    skeletons = plan.map { SkeletonBook($0) }
    known = skeletons.map { .passUnretained($0) }
    table = slots
    self.slots = slots.slots
    constantCapacity = words.count + 64
    constants = .allocate(capacity: constantCapacity)
    constants.initialize(from: words, count: words.count)
    constantCount = words.count
    fixedCount = words.count
    document = .empty
  }

  deinit { constants.deallocate() }

  /// Points to the next record: `plan` fills the slots.
  @inline(__always)
  public func load(_ document: Document, root: UInt32, plan: FieldPlan) {
    self.document = document
    self.root = root
    constantCount = fixedCount
    outlined = nil
    plan.walk(document, from: root, into: slots)
  }

  /// Points to the next record, with the plan that the view learns.
  ///
  /// - Parameter structure: of the document, where the record is all of it: to learn from.
  @inline(__always)
  public func load(_ document: Document, root: UInt32, structure: Structure? = nil) {
    self.document = document
    self.root = root
    constantCount = fixedCount
    outlined = nil
    marks = known?._withUnsafeGuaranteedRef { $0.fill(slots, from: document, root: root, structure: structure) }
    if marks == nil { trail?.walk(document, from: root, into: slots) }
  }

  /// Points to the next record, without a tape, if the view has learned to read its text; the slots are then filled as
  /// `load` would fill them.
  @inline(__always)
  public func load(_ structure: Structure) -> Bool {
    guard let known = known?._withUnsafeGuaranteedRef({ $0.fill(slots, from: structure) }) else { return false }
    document = known.document
    root = known.document.root
    constantCount = fixedCount
    outlined = known.record
    marks = known.marks
    return true
  }

  /// Points to a record of which a `TwinBook` knows all but the slots that it fills.
  @inline(__always)
  func load(_ document: Document) {
    self.document = document
    root = document.root
    constantCount = fixedCount
    outlined = nil
    marks = nil
    slots.reset()
  }

  /// Sees to it that a supplied slot has its values.
  @inlinable @inline(__always)
  public func need(_ slot: UInt32) {
    if slots.isSuppliedLater(slot) { supply(slot) }
  }

  @usableFromInline
  func supply(_ slot: UInt32) {
    // Whoever needs the slot, now or later in the record, depends on all that the supplier reads, be it only to find
    // that the slot has no value.
    if slots.isSuppliedFromOpaque(slot) {
      slots.noteOpaque()
      return
    }
    slots.markSupplied(slot)
    if slots.readsOpaque({ supplier?.supply(slot, to: self) }) { slots.markSuppliedFromOpaque(slot) }
  }

  /// The slot value for word `number`.
  @inlinable
  public static func word(_ number: Int) -> UInt32 { Slots.constantBase | UInt32(number) }

  /// Makes a value that a slot can hold of bytes that live as long as the record's document.
  public func value(of span: ByteSpan) -> UInt32 {
    if constantCount == constantCapacity { growConstants() }
    constants[constantCount] = span
    constantCount += 1
    return Slots.constantBase | UInt32(constantCount - 1)
  }

  private func growConstants() {
    constantCapacity *= 2
    constants.grow(keeping: constantCount, capacity: constantCapacity)
  }

  /// The bytes of a value if it is a string of the document or no part of the document.
  @inlinable @inline(__always)
  public func string(_ value: UInt32) -> ByteSpan? {
    if value >= Slots.constantBase { return constants[Int(value & 0x7FFF_FFFF)] }
    return document.tag(value) == 0x22 ? document.string(value) : nil
  }

  /// The kind of a value.
  @inlinable @inline(__always)
  public func kind(_ value: UInt32) -> Document.Kind {
    value >= Slots.constantBase ? .string : document.kind(value)
  }

  /// Appends the text by which string matchers see a value.
  public func appendText(of value: UInt32, to output: inout [UInt8]) {
    if let string = string(value) {
      output.append(contentsOf: string.buffer)
    } else {
      document.appendText(of: value, to: &output)
    }
  }
}

extension Document {
  /// Stands in before the first record.
  static let empty: Document = {
    // Never freed: the one empty document of the process. A root word and a null.
    let tape = UnsafeMutablePointer<UInt64>.allocate(capacity: 4)
    tape.initialize(repeating: UInt64(Kind.null.rawValue) << 56, count: 4)
    let strings = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
    strings.initialize(repeating: 0, count: 64)
    return Document(tape: UnsafePointer(tape), strings: UnsafePointer(strings))
  }()
}
