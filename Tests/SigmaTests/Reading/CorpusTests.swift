import Foundation
import Testing
import YAMLTree

@testable import Sigma

@Suite("Recorded rules and events")
struct CorpusTests {
  @Test("the whole of SigmaHQ's rules loads without an error")
  func rules() throws {
    guard let path = Corpus.path("sigma/rules") else { return }
    let loaded = RuleLoader().load([path])
    #expect(loaded.rules.count > 3000)
    #expect(loaded.errors.isEmpty, "\(loaded.errors.prefix(5))")
  }

  @Test("each recorded Windows event fires the rule that it was recorded for")
  func regression() throws {
    guard let events = Corpus.path("sigma/regression"), let rules = Corpus.path("sigma/rules"),
      let emerging = Corpus.path("sigma/rules-emerging-threats")
    else { return }
    let loaded = RuleLoader().load([rules, emerging])
    let byID = Dictionary(loaded.rules.map { ($0.metadata.id ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    var interpreter = Interpreter()
    interpreter.paths = { field in
      let attribute = field.replacingOccurrences(of: "_", with: ".#attributes.")
      let spaced = field.replacing(/[a-z](?=[A-Z])/) { "\($0.output) " }
      return [
        "Event.EventData.\(field)", "Event.EventData.\(spaced)", "Event.System.\(field)", "Event.System.\(attribute)",
        "Event.UserData.Operation_ClientFailure.\(field)",
      ]
    }
    let files = FileManager.default.enumerator(atPath: events)?.compactMap { $0 as? String }.filter {
      $0.hasSuffix(".json")
    }
    var judged = 0
    var fired = 0
    for file in (files ?? []).sorted() {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      let text = try String(contentsOfFile: "\(events)/\(file)", encoding: .utf8)
      let info = try YAMLNode.parse(
        try String(contentsOfFile: "\(events)/\(folder)/info.yml", encoding: .utf8), file: "\(folder)/info.yml")
      let id = try #require(info.first?["rule_metadata"]?.sequence?.first?["id"]?.string)
      // One event was recorded for a rule of a set that is not among the recorded ones.
      guard let rule = byID[id] else { continue }
      judged += 1
      // A file may hold several events, one after another, of which the rule finds one.
      let explanations = try text.replacingOccurrences(of: "\n}\n{", with: "\n}\u{0}{").split(separator: "\u{0}").map {
        interpreter.explain(rule, try Rules.record(String($0)))
      }
      let held = explanations.contains(where: \.held)
      if held { fired += 1 }
      #expect(held, "\(explanations.map { $0.render(color: false) })")
    }
    #expect(judged >= 99 && fired == judged)
  }
}
