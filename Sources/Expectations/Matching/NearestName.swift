/// Finds what a mistyped word was likely meant to be.
public enum NearestName {
  /// The nearest of the words within two changes of a character (one for short words), for the end of a message.
  ///
  /// - Parameter other: what to say where no word is near.
  public static func hint(_ word: String, among words: some Sequence<String>, or other: String = "") -> String {
    let bound = word.utf8.count <= 4 ? 1 : 2
    var best: (distance: Int, word: String)?
    for candidate in words where abs(candidate.utf8.count - word.utf8.count) <= bound {
      let distance = distance(Array(word.lowercased().utf8), Array(candidate.utf8))
      if distance <= bound, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best.map { "; did you mean '\($0.word)'?" } ?? other
  }

  /// Damerau's distance with swaps of neighbours, which are what fingers do.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      before = last
      last = row
    }
    return last[right.count]
  }
}
