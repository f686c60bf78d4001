import CHeap
import Testing

@Suite("The process's heap")
struct HeapTests {
  @Test("is the one that was linked for it")
  func linked() { #expect(yagura_heap_is_shared_out()) }
}
