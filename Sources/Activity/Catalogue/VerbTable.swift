import JSONTape

/// What an operation does by its verb, for operations that no file lists: `Content/actions/verbs.csv`.
public struct VerbTable: Sendable {
  private var actions: [[UInt8]: (actClass: ActClass, sensitivity: Sensitivity)] = [:]
  private var longest = 0

  public init() {}

  public init(_ bytes: [UInt8], file: String) throws(ContentProblems) {
    var problems: [ContentProblem] = []
    let classes = WordTable<ActClass>()
    let sensitivities = WordTable<Sensitivity>()
    var rows = CSVRecords(bytes[...], fieldsMaySpanLines: false)
    var row = CSVRow()
    while rows.next(into: &row) {
      // The names of the columns.
      guard row.line > 1 else { continue }
      row.withFields { fields in
        guard fields.count == 3, let actClass = classes.word(fields[1]), let sensitivity = sensitivities.word(fields[2])
        else {
          problems.append(
            ContentProblem(file: file, line: row.line, message: "a verb, a class and a sensitivity are expected"))
          return
        }
        let verb = ASCIIFold.fold(fields[0].buffer)
        actions[verb] = (actClass, sensitivity)
        longest = max(longest, verb.count)
      }
    }
    if !problems.isEmpty { throw ContentProblems(problems) }
  }

  /// The verb is looked for at the start of the operation's name and then of its last part (after `.`, `/`, `:`); the
  /// longest verb that ends at a word's end wins. The words `create_foo`, `CreateFoo`, `create.foo` all end after
  /// `create`.
  public func action(for operation: ByteSpan) -> Action {
    let bytes = Array(operation.prefix(256).buffer)
    var starts = [0]
    if let last = bytes.lastIndex(where: {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
    }) {
      starts.insert(last + 1, at: 0)
    }
    for start in starts {
      var length = min(longest, bytes.count - start)
      while length > 0 {
        let end = start + length
        if endsWord(bytes, end), let known = actions[ASCIIFold.fold(bytes[start..<end])] {
          return Action(actClass: known.actClass, resource: .other, sensitivity: known.sensitivity)
        }
        length -= 1
      }
    }
    return .unknown
  }

  private func endsWord(_ bytes: [UInt8], _ end: Int) -> Bool {
    guard end < bytes.count else { return true }
    func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
    return !isLetter(bytes[end]) || (isUpper(bytes[end]) && !isUpper(bytes[end - 1]))
  }
}
