import JSONTape

/// What readers of formats add to, and where they say what they could not use.
struct IntelReading {
  var file: IntelFile
  var indicators: IndicatorSetBuilder
  var ranges: AddressRanges
  var coverage: Set<AddressGap.Kind> = []
  var problems: [IntelProblem] = []
  var stix = STIXContext()
  private var told: (path: String, places: [String: Int]) = ("", [:])

  /// Of one file, so many distinct problems are told; further ones are counted with the last.
  static let maxProblemsOfFile = 8

  init() {
    file = IntelFile(path: "")
    indicators = IndicatorSetBuilder()
    ranges = AddressRanges()
  }

  /// Tells a problem of the file once, with the first line and example of it and a count.
  mutating func problem(_ message: String, example: String? = nil, line: Int? = nil) {
    if told.path != file.path { told = (file.path, [:]) }
    if let known = told.places[message] {
      problems[known].count += 1
      return
    }
    guard told.places.count < Self.maxProblemsOfFile else {
      if let last = told.places.values.max() { problems[last].count += 1 }
      return
    }
    told.places[message] = problems.count
    let text = example.map { "\(message), e.g. \($0.prefix(100))" } ?? message
    problems.append(IntelProblem(file: file.path, line: line, message: text))
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
