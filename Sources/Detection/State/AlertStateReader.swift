import Activity
import Behaviour

/// Reads what `AlertStateWriter` wrote.
public struct AlertStateReader {
  /// What stands between alerts.
  public var from: StateInput
  private let rules: [AlertRule]
  private let sources: [AlertSource]
  private let paths: [String]

  /// - Parameter names: where the texts behind hashes are, for the alerts to be told by.
  public init(_ bytes: [UInt8], names: Names) throws(StateProblem) {
    var whole = StateInput(bytes)
    var rules: [AlertRule] = []
    for _ in 0..<(try whole.count(of: 20)) { rules.append(try AlertRule(&whole)) }
    var sources: [AlertSource] = []
    for _ in 0..<(try whole.count(of: 8)) {
      let source = try whole.text()
      sources.append(AlertSource(source: source, provider: try whole.text(), names: names))
    }
    var paths: [String] = []
    for _ in 0..<(try whole.count(of: 4)) { paths.append(try whole.text()) }
    from = StateInput(try whole.data())
    try whole.end()
    self.rules = rules
    self.sources = sources
    self.paths = paths
  }

  /// The fewest bytes that an alert takes.
  public static let leastBytes = 100

  public mutating func alert() throws(StateProblem) -> Alert {
    let rule = try rule()
    let time = try from.time()
    let record = try record()
    let keys = try EntityKeys(&from)
    let evidence: Alert.Evidence
    switch try from.number(UInt8.self) {
    case 0: evidence = .packed(PackedActivity(bytes: try from.data()))
    case 1:
      let observation = try Observation(&from)
      let targets = PackedActivity(bytes: try from.data())
      let source = sources[try from.index(below: sources.count)]
      evidence = .observed(ObservedRecord(observation, targets: targets, source: source))
    default: throw .impossible("evidence of that kind")
    }
    var alert = Alert(rule: rule, time: time, record: record, keys: keys, evidence: evidence)
    var related: [RecordReference] = []
    for _ in 0..<(try from.count(of: 21, atMost: 64)) { related.append(try self.record()) }
    if !related.isEmpty { alert.related = related }
    let count = try from.tally()
    if count != 1 { alert.count = count }
    var group: [String] = []
    for _ in 0..<(try from.count(of: 4)) { group.append(try from.text()) }
    if !group.isEmpty { alert.group = group }
    var reasons: [Alert.Reason] = []
    for _ in 0..<(try from.count(of: 9)) {
      let en = try from.text()
      let ja = try from.text()
      reasons.append(Alert.Reason(en: en, ja: ja, bits: try from.flag() ? try from.double() : nil))
    }
    // First, for what it says is the last of the reasons.
    if try from.flag() { alert.habit = try Habit(&from) }
    if !reasons.isEmpty { alert.reasons = reasons }
    return alert
  }

  public mutating func record() throws(StateProblem) -> RecordReference {
    let path = paths[try from.index(below: paths.count)]
    let index = try from.tally()
    let id = try from.optionalText()
    return RecordReference(path: path, index: index, id: id, idHash: try from.number())
  }

  public mutating func rule() throws(StateProblem) -> AlertRule { rules[try from.index(below: rules.count)] }
}
