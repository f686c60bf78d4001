import CHeap
import Foundation
import Testing

@Suite("The process's heap")
struct HeapTests {
  #if os(Linux)
    @Test(
      "is jemalloc, unless the package is built for the system's",
      .disabled(if: ProcessInfo.processInfo.environment["YAGURA_SYSTEM_HEAP"] != nil))
    func linked() { #expect(yagura_malloc_is_jemalloc()) }
  #endif
}
