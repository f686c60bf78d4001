import Activity
import JSONTape

extension IndicatorSet {
  /// What the indicators say of a record.
  ///
  /// - Parameters:
  ///   - names: the texts behind the observation's hashes. Where a text was not kept, only exact values match, by hash.
  ///   - time: of the event, in microseconds since 1970, on which validity is judged; 0 where it is not known.
  ///   - memory: the caller's; the same for all records of a shard.
  /// - Returns: matches in the order of fields; empty for nearly every record.
  @inline(__always)
  public func matches(
    _ observation: Observation, names: Names, at time: Int64, memory: inout IndicatorMemory
  ) -> [IndicatorMatch] {
    guard count > 0 else { return [] }
    memory.follow(self)
    // One test a field, written out: a loop over fields costs more than the tests.
    if isUnknown(observation.address, .address, memory) || isUnknown(observation.agent, .agent, memory)
      || isUnknown(observation.credential, .credential, memory) || isUnknown(observation.email, .email, memory)
      || isUnknown(observation.actor, .actor, memory) || isUnknown(observation.issuer, .issuer, memory)
      || isUnknown(observation.session, .session, memory) || isUnknown(observation.device, .device, memory)
      || isUnknown(observation.targetIdentity, .targetIdentity, memory)
      || isUnknown(observation.tenant, .tenant, memory) || isUnknownTarget(observation, memory)
    {
      return lookUp(observation, names, time, &memory)
    }
    return []
  }

  /// The same without a memory, for callers of few records.
  public func matches(_ observation: Observation, names: Names, at time: Int64) -> [IndicatorMatch] {
    var memory = IndicatorMemory()
    return matches(observation, names: names, at: time, memory: &memory)
  }

  /// What the indicators say of a text, whatever record it is of.
  ///
  /// - Parameters:
  ///   - type: what the text is; `nil` to try everything.
  ///   - time: in microseconds since 1970; 0 to leave validity out.
  public func match(text: String, type: IndicatorType? = nil, at time: Int64 = 0) -> [IndicatorMatch] {
    let types = type.map { $0 == .address ? [.address, .network] : [$0] } ?? IndicatorType.allCases
    let refanged = IndicatorText.refanged(text)
    return find(refanged, types: types).filter { rows[Int($0)].isValid(at: time) && !rows[Int($0)].hasRequirements }
      .map { IndicatorMatch(indicator: indicator($0), field: nil, value: refanged) }
  }

  @inline(__always)
  private func isUnknown(_ hash: UInt64, _ field: ObservedField, _ memory: borrowing IndicatorMemory) -> Bool {
    hash != 0 && !memory.isNegative(IndicatorMemory.key(hash, field.rawValue))
  }

  /// The texts of targets are kept only for acts of medium sensitivity and above; of the others only exact values can
  /// match, and nothing is remembered of them, so that the order of records changes no result.
  @inline(__always)
  private func isUnknownTarget(_ observation: Observation, _ memory: borrowing IndicatorMemory) -> Bool {
    guard observation.target != 0 else { return false }
    if observation.sensitivity.rawValue < Sensitivity.medium.rawValue { return table.mayHold(observation.target) }
    return isUnknown(observation.target, .target, memory)
  }

  @inline(never)
  private func lookUp(
    _ observation: Observation, _ names: Names, _ time: Int64, _ memory: inout IndicatorMemory
  ) -> [IndicatorMatch] {
    var matches: [IndicatorMatch] = []
    for field in ObservedField.allCases {
      let hash = field.hash(in: observation)
      guard hash != 0 else { continue }
      for place in candidates(hash, field, observation, names, &memory) {
        let row = rows[Int(place)]
        guard row.isValid(at: time) else { continue }
        if row.hasRequirements, !meets(requirements[place] ?? [], observation, names) { continue }
        let indicator = indicator(place)
        matches.append(IndicatorMatch(indicator: indicator, field: field, value: names.text(hash) ?? indicator.value))
      }
    }
    return matches
  }

  private func candidates(
    _ hash: UInt64, _ field: ObservedField, _ observation: Observation, _ names: Names, _ memory: inout IndicatorMemory
  ) -> [UInt32] {
    if field == .target, observation.sensitivity.rawValue < Sensitivity.medium.rawValue {
      return find(hash: hash, types: field.types)
    }
    let key = IndicatorMemory.key(hash, field.rawValue)
    if memory.isNegative(key) { return [] }
    if let rows = memory.rows(key) { return rows }
    let found = names.text(hash).map { find($0, types: field.types) } ?? find(hash: hash, types: field.types)
    memory.learn(key, found)
    return found
  }

  /// Whether the record meets all conditions that a pattern joins with the value found.
  private func meets(_ tests: [IndicatorTest], _ observation: Observation, _ names: Names) -> Bool {
    tests.allSatisfy { test in
      let holds = ObservedField.allCases.contains { field in
        guard field.types.contains(test.type) || (test.type == .network && field.types.contains(.address)),
          let text = names.text(field.hash(in: observation))
        else { return false }
        return test.holds(of: text)
      }
      return holds != test.isNegated
    }
  }
}

extension IndicatorTest {
  /// Whether the text is what the condition asks for, negation left out.
  func holds(of text: String) -> Bool {
    switch matching {
    case .like, .regex: return TextPattern(value, matching, row: 0)?.matches(text) ?? false
    case .exact: break
    }
    switch type {
    case .network, .address:
      guard let prefix = IPPrefix(value), let address = IPAddress(text) else { return false }
      return prefix.contains(address)
    case .domain:
      let name = text.lowercased().split(separator: "@").last.map(String.init) ?? ""
      return name == value || name.hasSuffix("." + value)
    default:
      return FoldedText.hash(text) == FoldedText.hash(value)
    }
  }
}
