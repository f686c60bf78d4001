import JSONTape

/// What is known of an operation.
public struct Action: Sendable, Hashable {
  public var actClass: ActClass
  public var resource: ResourceKind
  public var sensitivity: Sensitivity

  public init(actClass: ActClass, resource: ResourceKind, sensitivity: Sensitivity) {
    self.actClass = actClass
    self.resource = resource
    self.sensitivity = sensitivity
  }

  public static let unknown = Action(actClass: .other, resource: .other, sensitivity: .low)
}

/// A provider's operations and what they do: `Content/actions/<provider>.csv`.
public struct ActionCatalogue: Sendable {
  private var exact: [UInt64: Action] = [:]
  /// By service's hash (0 for any): folded starts of operations, the longest first.
  private var prefixes: [UInt64: [(start: [UInt8], action: Action)]] = [:]
  private let verbs: VerbTable
  public private(set) var count = 0

  private static let anyService: UInt64 = 0

  public init(verbs: VerbTable) { self.verbs = verbs }

  /// Adds the rows of a CSV file.
  public mutating func read(_ bytes: [UInt8], file: String) throws(ContentProblems) {
    var problems: [ContentProblem] = []
    let classes = WordTable<ActClass>()
    let resources = WordTable<ResourceKind>()
    let sensitivities = WordTable<Sensitivity>()
    exact.reserveCapacity(exact.count + bytes.count / 48)
    var rows = CSVRecords(bytes[...], fieldsMaySpanLines: false)
    var row = CSVRow()
    while rows.next(into: &row) {
      // The names of the columns.
      guard row.line > 1 else { continue }
      row.withFields { fields in
        guard fields.count == 5 else {
          problems.append(ContentProblem(file: file, line: row.line, message: "5 columns are expected"))
          return
        }
        guard let actClass = classes.word(fields[2]), let resource = resources.word(fields[3]),
          let sensitivity = sensitivities.word(fields[4])
        else {
          let texts = fields[2...].map(\.text).joined(separator: ",")
          problems.append(ContentProblem(file: file, line: row.line, message: "unknown word among '\(texts)'"))
          return
        }
        add(fields[0], fields[1], Action(actClass: actClass, resource: resource, sensitivity: sensitivity))
      }
    }
    for service in prefixes.keys { prefixes[service]?.sort { $0.start.count > $1.start.count } }
    if !problems.isEmpty { throw ContentProblems(problems) }
  }

  private mutating func add(_ service: ByteSpan, _ operation: ByteSpan, _ action: Action) {
    count += 1
    let isAny = service.count == 1 && service[0] == UInt8(ascii: "*")
    let hash = isAny ? Self.anyService : service.foldedHash
    if operation.count > 0, operation[operation.count - 1] == UInt8(ascii: "*") {
      let start = ASCIIFold.fold(operation.prefix(operation.count - 1).buffer)
      prefixes[hash, default: []].append((start, action))
    } else {
      exact[Self.key(hash, operation)] = action
    }
  }

  /// The key of an operation among those of its service.
  ///
  /// - Parameter service: the folded hash of its name; 0 for any.
  @inline(__always)
  public static func key(_ service: UInt64, _ operation: ByteSpan) -> UInt64 {
    (service &* 0x9E37_79B9_7F4A_7C15) ^ operation.foldedHash
  }

  /// Whether a file lists the operation.
  public func isListed(_ operation: Activity.Operation) -> Bool {
    var service = operation.service
    var name = operation.name
    return service.withUTF8 { service in
      name.withUTF8 { name in
        lookup(service: ByteSpan(UnsafeRawBufferPointer(service)), operation: ByteSpan(UnsafeRawBufferPointer(name)))
          .listed
      }
    }
  }

  /// Whether a file lists the operation, and what it does; what no file lists is judged by its verb.
  public func lookup(service: ByteSpan, operation: ByteSpan) -> (action: Action, listed: Bool) {
    let hash = service.foldedHash
    if let action = exact[Self.key(hash, operation)] ?? exact[Self.key(Self.anyService, operation)] {
      return (action, true)
    }
    for key in [hash, Self.anyService] {
      for entry in prefixes[key] ?? [] where entry.start.withUnsafeBytes({ operation.hasFoldedPrefix($0) }) {
        return (entry.action, true)
      }
    }
    return (verbs.action(for: operation), false)
  }
}

/// Words by the hash of their text.
struct WordTable<Word: VocabularyWord>: Sendable {
  private let words: [UInt64: Word]

  init() {
    var words: [UInt64: Word] = [:]
    for word in Word.allCases {
      var text = word.word
      words[text.withUTF8 { ASCIIFold.hash(ByteSpan(UnsafeRawBufferPointer($0))) }] = word
    }
    self.words = words
  }

  func word(_ text: ByteSpan) -> Word? { words[text.foldedHash] }
}
