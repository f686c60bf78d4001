/// Union-find over dense indexes.
struct DisjointSets {
  private var parent: [Int32]

  init(count: Int) {
    parent = (0..<Int32(count)).map { $0 }
  }

  mutating func root(_ index: Int32) -> Int32 {
    var index = index
    while parent[Int(index)] != index {
      // Halving the path keeps look-ups near constant without ranks.
      parent[Int(index)] = parent[Int(parent[Int(index)])]
      index = parent[Int(index)]
    }
    return index
  }

  /// The lower index becomes the root.
  mutating func unite(_ left: Int32, _ right: Int32) {
    let left = root(left)
    let right = root(right)
    if left < right { parent[Int(right)] = left } else if right < left { parent[Int(left)] = right }
  }
}
