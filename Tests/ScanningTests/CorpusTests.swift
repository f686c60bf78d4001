import Detection
import Foundation
import Incidents
import Scanning
import Sigma
import Testing

/// Recorded data stands beside the project where it is developed, and in no user's clone.
@Suite struct CorpusTests {
  private func scan(_ path: String, engine: Engine) throws -> (alerts: [Alert], result: Scan.Result) {
    let box = AlertBox()
    let result = try Scan(ScanOptions(paths: [path]), engine: engine).run { box.alerts.append($0) }
    return (box.alerts, result)
  }

  @Test(
    "one recorded campaign is at most three incidents",
    .enabled(if: Project.corpus("cloudtrail") != nil, "no recorded data beside the project"))
  func campaign() throws {
    let (_, result) = try scan(try #require(Project.corpus("cloudtrail")), engine: Project.builtin.engine)
    #expect(result.summary.records == 2900)
    #expect(result.summary.bad == 0)
    #expect((1...3).contains(result.incidents.count))
  }

  @Test(
    "each recorded technique raises an alert at medium or above that names it",
    .enabled(if: Project.corpus("stratus") != nil, "no recorded data beside the project"))
  func techniques() throws {
    let folder = try #require(Project.corpus("stratus"))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".json") {
      let (alerts, _) = try scan("\(folder)/\(name)", engine: Project.builtin.engine)
      #expect(alerts.contains { $0.rule.level >= .medium && !$0.rule.techniques.isEmpty }, "\(name)")
    }
  }

  @Test(
    "all of SigmaHQ's rules load and compile",
    .enabled(if: Project.corpus("sigma") != nil, "no recorded data beside the project"))
  func sigmaRules() throws {
    var factory = EngineFactory(Project.library)
    factory.builtin = false
    factory.ruleFolders = [try #require(Project.corpus("sigma/rules"))]
    let loaded = factory.make()
    #expect(loaded.engine.book.rules.count >= 3100)
    #expect(loaded.problems.filter { $0.severity == .error }.map(\.description) == [])
    #expect(loaded.engine.compileAll().map(\.description) == [])
  }

  @Test(
    "SigmaHQ's recorded events fire the rules they were recorded for",
    .enabled(if: Project.corpus("sigma") != nil, "no recorded data beside the project"))
  func regression() throws {
    let sigma = try #require(Project.corpus("sigma"))
    var factory = EngineFactory(Project.library)
    factory.builtin = false
    factory.ruleFolders = ["\(sigma)/rules", "\(sigma)/rules-emerging-threats"]
    let engine = factory.make().engine
    let known = Set(engine.book.rules.map(\.alert.id))
    let (alerts, _) = try scan("\(sigma)/regression", engine: engine)
    var fired: [String: Set<String>] = [:]
    for alert in alerts {
      let folder = URL(fileURLWithPath: alert.record.path).deletingLastPathComponent().lastPathComponent
      fired[folder, default: []].insert(alert.rule.id)
    }
    var judged = 0
    for folder in try FileManager.default.contentsOfDirectory(atPath: "\(sigma)/regression").sorted() {
      guard let info = try? String(contentsOfFile: "\(sigma)/regression/\(folder)/info.yml", encoding: .utf8) else {
        continue
      }
      let ids = Set(info.matches(of: /- id: ([0-9a-f-]{36})/).map { String($0.1) }).intersection(known)
      // An event whose rule is not part of the set at hand proves nothing.
      guard !ids.isEmpty else { continue }
      judged += 1
      #expect(!ids.isDisjoint(with: fired[folder] ?? []), "\(folder)")
    }
    #expect(judged >= 99)
  }
}

/// Collects alerts; a scan calls its sink on one thread at a time.
final class AlertBox {
  var alerts: [Alert] = []
}
