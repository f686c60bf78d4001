extension Names {
  /// All texts with their hashes, by rising hash.
  public func write(to out: inout StateOutput) {
    let all = all
    out.put(count: all.count)
    for (hash, text) in all {
      out.put(hash)
      out.put(text)
    }
  }

  /// Keeps the texts that were written, as far as there is room.
  public func read(_ from: inout StateInput) throws(StateProblem) {
    let count = try from.count(of: 12)
    for _ in 0..<count {
      let hash = try from.number(UInt64.self)
      let text = try from.text()
      keep(hash, text)
    }
  }
}
