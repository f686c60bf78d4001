import Activity
import JSONTape

/// Finds the records that a document wraps.
final class EnvelopeReader {
  enum Content {
    /// A record by its place in the same document.
    case record(UInt32)
    /// A record as JSON text.
    case text(ByteSpan)
  }

  private let plan: FieldPlan
  private let arrays: [[[UInt8]]]
  private let objects: [(path: UInt32, when: BoundCondition)]
  private let strings: [(path: UInt32, when: BoundCondition)]
  private let view: RecordView

  init(_ envelopes: Envelopes) {
    var builder = FieldPlan.Builder()
    arrays = envelopes.arrays.map { FieldPath($0).keys }
    objects = envelopes.objects.map { (builder.slot(for: [$0.path]), BoundCondition($0.when, &builder)) }
    strings = envelopes.strings.map { (builder.slot(for: [$0.path]), BoundCondition($0.when, &builder)) }
    plan = builder.build()
    view = RecordView(slots: SlotTable(slotCount: plan.slotCount))
  }

  /// Calls `body` with each wrapped record; false where the document wraps none.
  func unwrap(_ document: Document, root: UInt32, _ body: (Content) -> Void) -> Bool {
    if document.kind(root) == .array {
      document.forEachElement(root) { element in
        body(.record(element))
        return true
      }
      return true
    }
    guard document.kind(root) == .object else { return false }
    for path in arrays {
      guard let array = array(document, root, path[...]) else { continue }
      document.forEachElement(array) { element in
        body(.record(element))
        return true
      }
      return true
    }
    view.load(document, root: root, plan: plan)
    for (slot, when) in objects where when.holds(view) {
      let value = view.slots.first(slot)
      if value != 0, document.kind(value) == .object {
        body(.record(value))
        return true
      }
    }
    for (slot, when) in strings where when.holds(view) {
      var texts: [ByteSpan] = []
      _ = view.slots.contains(slot) { value in
        if let text = view.string(value), text.count > 1, text[0] == UInt8(ascii: "{") { texts.append(text) }
        return false
      }
      guard !texts.isEmpty else { continue }
      for text in texts { body(.text(text)) }
      return true
    }
    return false
  }

  /// The array at a path, if its first element is an object.
  private func array(_ document: Document, _ index: UInt32, _ path: ArraySlice<[UInt8]>) -> UInt32? {
    guard let key = path.first else {
      guard document.kind(index) == .array else { return nil }
      var isRecords = false
      document.forEachElement(index) { element in
        isRecords = document.kind(element) == .object
        return false
      }
      return isRecords ? index : nil
    }
    var found: UInt32?
    document.forEachMember(index) { name, value in
      guard name.count == key.count, key.withUnsafeBytes({ name == ByteSpan($0) }) else { return true }
      found = array(document, value, path.dropFirst())
      return found == nil
    }
    return found
  }
}
