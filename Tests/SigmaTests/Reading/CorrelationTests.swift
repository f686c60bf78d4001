import Testing

@testable import Sigma

@Suite("Correlations")
struct CorrelationTests {
  private func load(_ body: String) throws -> SigmaCorrelation {
    let loaded = Rules.load("title: C\nlevel: high\ncorrelation:\n" + indent(body))
    #expect(loaded.errors.isEmpty, "\(loaded.errors)")
    return try #require(loaded.correlations.first)
  }

  private func indent(_ body: String) -> String {
    body.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  @Test("an event count has rules, groups, a timespan and bounds")
  func eventCount() throws {
    let correlation = try load(
      "type: event_count\nrules: [a, b]\ngroup-by: [user, ip]\ntimespan: 90m\ncondition: {gt: 100, lte: 200}\ngenerate: true"
    )
    #expect(
      correlation.kind == .eventCount && correlation.rules == ["a", "b"] && correlation.groupBy == ["user", "ip"])
    #expect(correlation.timespan == 5400 && correlation.generate)
    #expect(correlation.bounds == [.init(comparison: .gt, value: 100), .init(comparison: .lte, value: 200)])
    #expect(correlation.metadata.level == .high)
  }

  @Test(
    "every type",
    arguments: [
      ("value_count", "{field: f, gte: 5}", SigmaCorrelation.Kind.valueCount(fields: ["f"])),
      ("value_count", "{field: [f, g], gte: 5}", .valueCount(fields: ["f", "g"])),
      ("value_sum", "{field: f, gte: 5}", .valueSum(field: "f")),
      ("value_avg", "{field: f, lt: 5}", .valueAverage(field: "f")),
      ("value_percentile", "{field: f, percentile: 95, gte: 5}", .valuePercentile(field: "f", percentile: 95)),
      ("value_percentile", "{field: f, gte: 5}", .valuePercentile(field: "f", percentile: 50)),
      ("value_median", "{field: f, gte: 5}", .valuePercentile(field: "f", percentile: 50)),
      ("value_max", "{field: f, gte: 5}", .valuePercentile(field: "f", percentile: 100)),
      ("temporal", "{gte: 2}", .temporal),
      ("temporal_ordered", "~", .temporalOrdered), ("event_count", "{neq: 3}", .eventCount),
    ])
  func kinds(type: String, condition: String, kind: SigmaCorrelation.Kind) throws {
    #expect(try load("type: \(type)\nrules: a\ntimespan: 1h\ncondition: \(condition)").kind == kind)
  }

  @Test("a temporal correlation may combine its rules, and alias their fields")
  func temporal() throws {
    let correlation = try load(
      """
      type: temporal
      rules: [a, b, c]
      timespan: 5m
      condition: a and (b OR not c)
      group-by: [ip]
      aliases: {ip: {a: src.ip, b: dst.ip}}
      """)
    #expect(correlation.ruleCondition == .and([.rule(0), .or([.rule(1), .not(.rule(2))])]))
    #expect(correlation.aliases == ["ip": ["a": "src.ip", "b": "dst.ip"]])
    #expect(correlation.bounds.isEmpty && !correlation.generate)
  }

  @Test(
    "timespans",
    arguments: [
      ("1s", 1), ("15m", 900), ("2h", 7200), ("7d", 604_800), ("1w", 604_800), ("1M", 2_629_746), ("1y", 31_556_952),
      ("0s", nil), ("m", nil), ("5", nil), ("-5m", nil), ("1.5h", nil), ("5 m", nil), ("1000y", nil), ("+5m", nil),
      ("5x", nil), ("", nil),
    ] as [(String, Double?)])
  func timespans(text: String, seconds: Double?) {
    #expect(Timespan.seconds(text) == seconds)
  }

  @Test(
    "what is no correlation is refused with what to do",
    arguments: [
      ("rules: a\ntimespan: 1h", "no 'type'"),
      ("type: sum\nrules: a\ntimespan: 1h\ncondition: {gte: 1}", "unknown correlation type"),
      ("type: temporal\ntimespan: 1h", "names no rules"), ("type: temporal\nrules: a", "no 'timespan'"),
      ("type: temporal\nrules: a\ntimespan: soon", "is no timespan"),
      ("type: event_count\nrules: a\ntimespan: 1h", "needs a 'condition'"),
      ("type: event_count\nrules: a\ntimespan: 1h\ncondition: {more: 1}", "unknown key 'more'"),
      ("type: event_count\nrules: a\ntimespan: 1h\ncondition: {gte: x}", "takes a number"),
      ("type: event_count\nrules: a\ntimespan: 1h\ncondition: a", "needs a 'condition'"),
      ("type: value_count\nrules: a\ntimespan: 1h\ncondition: {gte: 1}", "needs 'field'"),
      ("type: value_sum\nrules: a\ntimespan: 1h\ncondition: {field: [a, b], gte: 1}", "takes one field"),
      ("type: value_percentile\nrules: a\ntimespan: 1h\ncondition: {field: a, percentile: 101, gte: 1}", "0 to 100"),
      ("type: temporal\nrules: [a, a]\ntimespan: 1h", "named twice"),
      ("type: temporal\nrules: a\ntimespan: 1h\ncondition: a and z", "names the rule 'z'"),
      ("type: temporal\nrules: a\ntimespan: 1h\naliases: {x: {z: f}}", "not in 'rules'"),
      ("type: temporal\nrules: a\ntimespan: 1h\ngroupby: x", "unknown key 'groupby'"),
    ])
  func refused(body: String, message: String) throws {
    #expect(try Rules.error("title: C\ncorrelation:\n" + indent(body)).message.contains(message))
  }
}
