import Activity
import Detection
import Foundation
import Scanning
import Testing
import YAMLTree

/// Every mapping against records in the vendor's shape, with what must be read from them.
@Suite struct MappingFixtureTests {
  static let files: [URL] = {
    let folder = Project.root.appendingPathComponent("Tests/Fixtures/mappings")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yml") }.sorted().map { folder.appendingPathComponent($0) }
  }()

  @Test("content files have no faults")
  func faults() {
    for provider in Set(Project.library.mappings.map(\.provider)) { _ = Project.library.catalogue(provider) }
    #expect(Project.library.problems.isEmpty)
    #expect(Project.library.laterProblems.isEmpty)
    #expect(Project.library.mappings.count > 20)
  }

  @Test("records of every source are read as what they are", arguments: files.map(\.lastPathComponent))
  func fixture(name: String) throws {
    let file = try #require(Self.files.first { $0.lastPathComponent == name })
    let root = try #require(try YAMLNode.parse([UInt8](Data(contentsOf: file)), file: name).first)
    let cases = try #require(root["cases"]?.sequence)
    for item in cases {
      let title = "\(name): \(item["name"]?.string ?? "line \(item.line)")"
      let record = try #require(item["record"], "\(title)")
      let expected = try #require(item["expect"]?.mapping, "\(title)")
      let inspection = try RecordInspection(record.json, engine: Project.builtin.engine)
      for (key, value) in expected {
        let wanted = value.strings ?? []
        let found = Self.values(of: key, in: inspection)
        #expect(found == wanted, "\(title): \(key)")
      }
    }
  }

  /// What a fixture may ask for; an absent value is an empty list.
  private static func values(of key: String, in inspection: RecordInspection) -> [String] {
    func list(_ text: String?) -> [String] { text.map { [$0] } ?? [] }
    let activity = inspection.activity
    switch key {
    case "source": return list(inspection.source)
    case "provider": return list(activity?.provider)
    case "tenant": return list(activity?.tenant)
    case "service": return list(activity?.operation.service)
    case "operation": return list(activity?.operation.name)
    case "class": return list(activity?.operation.actClass.word)
    case "resource": return list(activity?.operation.resource.word)
    case "sensitivity": return list(activity?.operation.sensitivity.word)
    case "region": return list(activity?.operation.region)
    case "outcome": return list(activity?.outcome.word)
    case "reason": return list(activity?.reason)
    case "record_id": return list(activity?.recordID)
    case "actor.key": return list(activity?.actor.key)
    case "actor.kind": return list(activity?.actor.kind.word)
    case "actor.name": return list(activity?.actor.name)
    case "actor.email": return list(activity?.actor.email)
    case "actor.session": return list(activity?.actor.session)
    case "actor.issuer": return list(activity?.actor.issuer)
    case "actor.human": return list(activity?.actor.human.map { $0 ? "true" : "false" })
    case "actor.mfa": return list(activity?.actor.mfa.map { $0 ? "true" : "false" })
    case "credential.id": return list(activity?.credential?.id)
    case "credential.kind": return list(activity?.credential?.kind.word)
    case "origin.ip": return list(activity?.origin.ip)
    case "origin.agent": return list(activity?.origin.agent)
    case "origin.country": return list(activity?.origin.country)
    case "origin.service": return list(activity?.origin.service)
    case "origin.device": return list(activity?.origin.device)
    case "target": return activity?.targets.map(\.id) ?? []
    case "target.kind": return activity?.targets.map(\.kind) ?? []
    case "target.key": return activity?.targets.compactMap(\.key) ?? []
    case "time": return list(activity?.time.map(Self.time))
    default: return ["no such key in fixtures: \(key)"]
    }
  }

  private static func time(_ micros: Int64) -> String {
    let seconds = Date(timeIntervalSince1970: Double(micros / 1_000_000)).formatted(.iso8601)
    let milliseconds = micros % 1_000_000 / 1000
    guard milliseconds > 0 else { return seconds }
    return "\(seconds.dropLast()).\(String(1000 + milliseconds).dropFirst())Z"
  }
}
