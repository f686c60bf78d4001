/// A map under construction: keeps the order and finds a key that comes again.
struct YAMLEntries {
  private(set) var list: [(key: String, value: YAMLNode)] = []
  /// Of `list`, once a scan of it would cost more than a hash.
  private var keys: Set<String> = []
  /// Keys that came by `<<`, which a key of the map's own may override.
  private var merged: Set<String> = []

  /// False where the key is there already.
  mutating func append(_ key: String, _ value: YAMLNode) -> Bool {
    if contains(key) {
      guard merged.remove(key) != nil, let index = list.firstIndex(where: { $0.key == key }) else { return false }
      list[index].value = value
      return true
    }
    insert(key, value)
    return true
  }

  /// Adds what a `<<` key names and the map lacks (https://yaml.org/type/merge.html); false where it is no map.
  mutating func merge(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar: return false
    case .sequence(let items):
      return items.allSatisfy { $0.mapping != nil && merge($0) }
    case .mapping(let entries):
      for (key, value) in entries where !contains(key) {
        insert(key, value)
        merged.insert(key)
      }
      return true
    }
  }

  private mutating func insert(_ key: String, _ value: YAMLNode) {
    list.append((key, value))
    if list.count == 17 {
      keys = Set(list.map(\.key))
    } else if list.count > 17 {
      keys.insert(key)
    }
  }

  private func contains(_ key: String) -> Bool {
    list.count > 16 ? keys.contains(key) : list.contains { $0.key == key }
  }
}
