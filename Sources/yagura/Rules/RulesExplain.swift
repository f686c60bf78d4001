import ArgumentParser
import Detection
import Foundation
import JSONTape
import Scanning
import Sigma

struct RulesExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows why a rule matches a record, or which part of it failed.",
    usage: "yagura rules explain <rule> <record> [<options>]")

  @Argument(help: ArgumentHelp("A rule's id or title, or the file of a rule.", valueName: "rule"))
  var rule: String

  @Argument(help: ArgumentHelp("A file of JSON records, or - for standard input.", valueName: "record"))
  var record: String

  @Option(help: ArgumentHelp("Which record of the file, counted from 0.", valueName: "n"))
  var index = 0

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  func run() throws {
    var factory = try rules.factory(try content.library())
    if FileManager.default.fileExists(atPath: rule) { factory.ruleFolders.append(rule) }
    let loaded = factory.make()
    let chosen = loaded.engine.book.rules.filter { matches($0) }
    guard !chosen.isEmpty else {
      for problem in loaded.problems where problem.location.file == rule { Terminal.printError("yagura: \(problem)") }
      throw CommandFailure("no rule has the id, title or file '\(rule)'; see yagura rules list")
    }
    let bytes = try RecordFile.read(record, index: index, envelopes: loaded.engine.envelopes)
    var held = false
    for rule in chosen {
      let fields = Array(rule.rule.expression.fields)
      let inspection: RecordInspection
      do throws(ParseError) {
        inspection = try RecordInspection(bytes, engine: loaded.engine, fields: fields)
      } catch {
        throw CommandFailure("\(record): record \(index): \(error)")
      }
      let explanation = inspection.interpreter.explain(rule.rule, inspection.record)
      held = held || explanation.held
      print("source: \(inspection.source ?? "none that is known")")
      if let source = inspection.source, !loaded.engine.sources(named: source, concern: rule) {
        print("the rule's log source does not concern records of \(source): the rule is not tried on them")
      }
      print(explanation.render(color: Terminal.allowsColor(1)))
    }
    if !held { throw ExitCode(1) }
  }

  private func matches(_ candidate: DetectionRule) -> Bool {
    candidate.rule.metadata.handles.contains(rule) || candidate.alert.title == rule
      || candidate.rule.metadata.location.file == rule
      || URL(fileURLWithPath: candidate.rule.metadata.location.file).standardizedFileURL
        == URL(fileURLWithPath: rule).standardizedFileURL
  }
}
