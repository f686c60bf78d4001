extension RecordValue {
  /// What stands at a dotted path. At each object, every key that equals the next one or more parts of the path,
  /// joined by dots, is followed; arrays are crossed. `a\.b` is one part that holds a dot. The path `.` is the value
  /// itself.
  public func values(at path: String) -> [RecordValue] {
    if path == "." { return [self] }
    return values(at: Self.parts(of: path)[...])
  }

  private func values(at parts: ArraySlice<String>) -> [RecordValue] {
    if parts.isEmpty { return [self] }
    switch self {
    case .array(let items): return items.flatMap { $0.values(at: parts) }
    case .object(let members):
      return members.flatMap { key, value in
        parts.indices.flatMap { end -> [RecordValue] in
          let joined = parts[...end].joined(separator: ".")
          // Bytes, not Swift's canonical equivalence.
          guard joined.utf8.elementsEqual(key.utf8) else { return [] }
          return value.values(at: parts[(end + 1)...])
        }
      }
    default: return []
    }
  }

  static func parts(of path: String) -> [String] {
    var parts = [""]
    var escaped = false
    for scalar in path.unicodeScalars {
      if escaped {
        parts[parts.count - 1] += (scalar == "." ? "" : "\\") + String(scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else if scalar == "." {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
    }
    if escaped { parts[parts.count - 1] += "\\" }
    return parts
  }
}
