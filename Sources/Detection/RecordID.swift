import JSONTape

/// The vendor's id of a record: in place where it is short, so that most alerts need no memory of their own for it.
struct RecordID: Sendable {
  let short: ShortText
  private let long: String?

  init(_ text: String?) {
    short = ShortText(text)
    long = short.isEmpty ? text : nil
  }

  /// - Parameter short: what of the span fits in place.
  init(_ span: ByteSpan?, short: ShortText) {
    self.short = short
    long = short.isEmpty ? span?.text : nil
  }

  /// `nil` where there is none.
  var text: String? { long ?? short.text }

  var isEmpty: Bool { short.isEmpty && long?.isEmpty != false }
}
