import Detection
import Incidents
import Scanning
import Testing

@Suite struct ReplayTests {
  @Test("the bundled replay is one critical incident over both providers")
  func kiranapro() throws {
    let path = Project.root.appendingPathComponent("Examples/kiranapro").path
    let result = try Scan(ScanOptions(paths: [path]), engine: Project.builtin.engine).run { _ in }
    #expect(result.summary.bad == 0)
    let critical = result.incidents.filter { $0.level == .critical }
    #expect(critical.count == 1)
    let providers = Set(critical.flatMap(\.providers))
    #expect(providers.isSuperset(of: ["aws", "github"]))
    // What else there is, the owners' failed sign-ins afterwards, wakes nobody.
    #expect(result.incidents.allSatisfy { $0.level == .critical || $0.level <= .medium })
    #expect(result.incidents.count <= 2)
  }

  @Test("threads and their number change no result")
  func threads() throws {
    let path = Project.root.appendingPathComponent("Examples/kiranapro").path
    func ids(_ workers: Int) throws -> ([String], [String]) {
      let box = AlertBox()
      var options = ScanOptions(paths: [path])
      options.workers = workers
      let result = try Scan(options, engine: Project.builtin.engine).run { box.alerts.append($0) }
      return (box.alerts.map(\.id), result.incidents.map(\.id))
    }
    let one = try ids(1)
    let four = try ids(4)
    #expect(!one.0.isEmpty)
    #expect(one.0 == four.0)
    #expect(one.1 == four.1)
  }
}
