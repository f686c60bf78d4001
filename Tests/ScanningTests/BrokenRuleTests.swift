import Foundation
import Scanning
import Testing

@Suite("Rules that cannot be loaded")
struct BrokenRuleTests {
  @Test("are named with file and line, and the others run")
  func named() throws {
    try Project.withFolder { folder in
      try "title: x\n  bad: [\n".write(to: folder.appendingPathComponent("bad.yml"), atomically: true, encoding: .utf8)
      try """
      title: A bucket was listed
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: ListBuckets}, condition: s}
      level: low
      """.write(to: folder.appendingPathComponent("good.yml"), atomically: true, encoding: .utf8)
      var factory = EngineFactory(Project.library)
      factory.builtin = false
      factory.ruleFolders = [folder.path]
      let loaded = factory.make()
      #expect(loaded.errors.count == 1)
      #expect(loaded.errors.first?.contains("bad.yml:2") == true)
      #expect(loaded.engine.book.rules.count == 1)
    }
  }
}
