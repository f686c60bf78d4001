import Dispatch

extension Array where Element: Sendable {
  /// Fewer are not worth a second thread.
  private static var worthSharing: Int { 128 }
  private static var portions: Int { 8 }

  /// The same as `map`, on several threads where there are many.
  func concurrentMap<Result: Sendable>(_ body: @Sendable (Element) -> Result) -> [Result] {
    guard count >= Self.worthSharing else { return map(body) }
    return [Result](unsafeUninitializedCapacity: count) { results, made in
      // proof: there are elements, so that there is memory; each portion writes places of its own, all of which are written
      // when `concurrentPerform` returns.
      nonisolated(unsafe) let base = results.baseAddress.unsafelyUnwrapped
      DispatchQueue.concurrentPerform(iterations: Self.portions) { portion in
        for place in count * portion / Self.portions..<count * (portion + 1) / Self.portions {
          (base + place).initialize(to: body(self[place]))
        }
      }
      made = count
    }
  }
}
