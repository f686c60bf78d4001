/// Numbers with their nouns, as English has them.
enum Plural {
  /// `1 day`, `3 days`.
  static func of(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}
