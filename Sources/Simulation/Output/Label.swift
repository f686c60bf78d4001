/// A line of `truth.jsonl`: an attack that was put in, or something rare that is nobody's fault.
struct Label: Sendable {
  enum Kind: String, Sendable { case attack, benign }

  let kind: Kind
  let name: String
  private(set) var identity: String
  var stealth: String?
  var techniques: [String] = []
  var description: String
  private(set) var start: Moment?
  private(set) var end: Moment?
  private(set) var records: [(Provider, Token)] = []

  init(_ kind: Kind, _ name: String, identity: String, description: String, start: Moment? = nil, end: Moment? = nil) {
    self.kind = kind
    self.name = name
    self.identity = identity
    self.description = description
    self.start = start
    self.end = end
  }

  /// The same for an identity that is known only now.
  func of(_ identity: String) -> Label {
    var copy = self
    copy.identity = identity
    return copy
  }

  mutating func add(_ provider: Provider, _ at: Moment, _ id: Token) {
    start = min(start ?? at, at)
    end = max(end ?? at, at)
    records.append((provider, id))
  }

  var line: Line {
    var line: Line = #"{"kind":"\#(kind.rawValue)","name":"\#(name)","identity":"\#(identity)""#
    if let stealth { line.append(#","stealth":"\#(stealth)""#) }
    if let start { line.append(#","start":"\#(start)""# as Line) }
    if let end { line.append(#","end":"\#(end)""# as Line) }
    if !techniques.isEmpty {
      line.append(#","techniques":[\#(techniques.map { "\"\($0)\"" }.joined(separator: ","))]"# as Line)
    }
    line.append(#","description":"\#(description)""# as Line)
    if kind == .attack {
      line.append(#","records":["#)
      for (index, record) in records.enumerated() {
        line.append(
          #"\#(index > 0 ? "," : ""){"provider":"\#(record.0.rawValue)","id":"\#(record.0.identifier(record.1))"}"#
            as Line)
      }
      line.append("]")
    }
    line.append("}\n")
    return line
  }
}
