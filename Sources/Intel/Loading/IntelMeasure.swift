import Activity

/// Measures what look-ups cost on this machine, with values that the intelligence does not name, as nearly all are.
public enum IntelMeasure {
  /// Nanoseconds.
  public struct Costs: Sendable {
    /// Of a record whose values were met before.
    public var record = 0.0
    /// Of a record with an address and an actor that are new.
    public var newValue = 0.0
    /// Of the facts of an address that is new.
    public var address = 0.0
  }

  /// Distinct values that a day's records are made of here.
  private static let values = 2000

  /// Measures look-ups of what was loaded; takes a second or two.
  public static func run(_ contents: IntelContents) -> Costs {
    let names = Names()
    let addresses = (0..<values).map { "198.18.\($0 / 250).\($0 % 250)" }
    let records = addresses.indices.map { index in
      var observation = Observation()
      observation.time = 1_760_000_000_000_000
      observation.address = names.keep(addresses[index])
      observation.agent = names.keep("aws-cli/2.\(index % 40) Python/3.11 Linux/5.10")
      observation.actor = names.keep("aws:000000000000:user:user-\(index % 500)")
      observation.credential = names.keep("AKIAMEASURE\(index % 500)")
      observation.tenant = names.keep("000000000000")
      observation.session = names.keep("session-\(index)")
      observation.target = names.keep("arn:aws:s3:::bucket-\(index % 900)")
      observation.sensitivity = index % 3 == 0 ? .medium : .low
      return observation
    }
    var costs = Costs()
    var memory = IndicatorMemory()
    costs.newValue = time(1) { pass(contents.indicators, records, names, &memory) } / Double(values)
    let rounds = 200
    costs.record = time(rounds) { pass(contents.indicators, records, names, &memory) } / Double(values)
    costs.address = time(20) { facts(contents.addresses, addresses) } / Double(values)
    return costs
  }

  @inline(never)
  private static func pass(
    _ set: IndicatorSet, _ records: [Observation], _ names: Names, _ memory: inout IndicatorMemory
  ) {
    for record in records { _ = set.matches(record, names: names, at: record.time, memory: &memory) }
  }

  @inline(never)
  private static func facts(_ book: AddressBook, _ addresses: [String]) {
    for address in addresses { _ = book.facts(of: address) }
  }

  /// Nanoseconds of one round.
  private static func time(_ rounds: Int, _ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    for _ in 0..<rounds { body() }
    let elapsed = (ContinuousClock.now - start).components
    return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9) / Double(rounds)
  }
}
