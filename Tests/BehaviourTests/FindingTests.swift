import Activity
import Behaviour
import Testing

@Suite struct FindingTests {
  @Test("kinds of findings are the same when their ids are")
  func kinds() {
    func kind(_ id: String, _ title: String) -> BehaviourKind {
      BehaviourKind(id: id, title: title, titleJa: "", summary: "", summaryJa: "", tags: [], falsePositives: [])
    }
    #expect(kind("a", "one") == kind("a", "two"))
    #expect(kind("a", "one") != kind("b", "one"))
  }
}
