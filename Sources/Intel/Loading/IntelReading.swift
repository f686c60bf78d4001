import JSONTape

/// What readers of formats add to, and where they say what they could not use.
struct IntelReading {
  var file: IntelFile
  var indicators: IndicatorSetBuilder
  var ranges: AddressRanges
  var coverage: Set<AddressGap.Kind> = []
  var problems: [IntelProblem] = []
  var stix = STIXContext()

  /// Of one file, so many distinct problems are told; the rest is counted with the last.
  static let maxProblemsOfFile = 8

  init() {
    file = IntelFile(path: "")
    indicators = IndicatorSetBuilder()
    ranges = AddressRanges()
  }

  /// Tells a problem once for a message, with its first line and a count.
  mutating func problem(_ message: String, line: Int? = nil) {
    let own = problems.indices.reversed().prefix { problems[$0].file == file.path }
    if let known = own.first(where: { problems[$0].message == message }) {
      problems[known].count += 1
    } else if own.count < Self.maxProblemsOfFile {
      problems.append(IntelProblem(file: file.path, line: line, message: message))
    } else if let last = own.first {
      problems[last].count += 1
    }
  }

  mutating func add(_ indicator: Indicator, object: String? = nil, modified: Int64 = 0) {
    indicators.add(indicator, object: object, modified: modified)
    file.indicators += 1
  }

  /// Takes a text as a network of address facts; false where it is none.
  mutating func addRange(_ text: some StringProtocol, _ entry: AddressRanges.Entry) -> Bool {
    guard let prefix = IPPrefix(text) else { return false }
    ranges.add(prefix, entry)
    file.networks += 1
    return true
  }
}
