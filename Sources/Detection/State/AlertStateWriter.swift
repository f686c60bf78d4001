import Activity
import Behaviour

/// Writes alerts among other things of a state: what many alerts share (rules, sources, paths) once, before the rest.
public struct AlertStateWriter {
  /// Where numbers and texts go that stand between alerts.
  public var out = StateOutput()
  private var rules: [AlertRule] = []
  private var ruleNumbers: [ObjectIdentifier: UInt32] = [:]
  private var sources: [AlertSource] = []
  private var sourceNumbers: [String: UInt32] = [:]
  private var paths: [String] = []
  private var pathNumbers: [String: UInt32] = [:]

  public init() {}

  public mutating func put(_ alert: Alert) {
    put(alert.rule)
    out.put(alert.time)
    put(alert.record)
    alert.keys.write(to: &out)
    switch alert.evidence {
    case .packed(let packed):
      out.put(UInt8(0))
      out.put(packed.bytes)
    case .observed(let seen):
      out.put(UInt8(1))
      seen.observation.write(to: &out)
      out.put(seen.targets.bytes)
      put(seen.source)
    }
    let related = alert.related
    out.put(count: related.count)
    for record in related { put(record) }
    out.put(Int64(alert.count))
    let group = alert.group
    out.put(count: group.count)
    for part in group { out.put(part) }
    let reasons = alert.reasons
    out.put(count: reasons.count)
    for reason in reasons {
      out.put(reason.en)
      out.put(reason.ja)
      out.put(reason.bits != nil)
      if let bits = reason.bits { out.put(bits) }
    }
    let habit = alert.habit
    out.put(habit != nil)
    habit?.write(to: &out)
  }

  public mutating func put(_ record: RecordReference) {
    let number = pathNumbers[record.path] ?? UInt32(paths.count)
    if number == paths.count {
      pathNumbers[record.path] = number
      paths.append(record.path)
    }
    out.put(number)
    out.put(Int64(record.index))
    out.put(record.id)
    out.put(record.idHash)
  }

  public mutating func put(_ rule: AlertRule) {
    let number = ruleNumbers[ObjectIdentifier(rule)] ?? UInt32(rules.count)
    if number == rules.count {
      ruleNumbers[ObjectIdentifier(rule)] = number
      rules.append(rule)
    }
    out.put(number)
  }

  private mutating func put(_ source: AlertSource) {
    let key = source.source + "\u{0}" + source.provider
    let number = sourceNumbers[key] ?? UInt32(sources.count)
    if number == sources.count {
      sourceNumbers[key] = number
      sources.append(source)
    }
    out.put(number)
  }

  /// Everything that was put, in a form that `AlertStateReader` reads.
  public var bytes: [UInt8] {
    var whole = StateOutput()
    whole.put(count: rules.count)
    for rule in rules { rule.write(to: &whole) }
    whole.put(count: sources.count)
    for source in sources {
      whole.put(source.source)
      whole.put(source.provider)
    }
    whole.put(count: paths.count)
    for path in paths { whole.put(path) }
    whole.put(out.bytes)
    return whole.bytes
  }
}
