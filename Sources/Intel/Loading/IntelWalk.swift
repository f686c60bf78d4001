#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lists the files of paths: in byte order of names, hidden ones left out, what is plainly a document left out.
struct IntelWalk {
  private(set) var files: [String] = []
  private(set) var problems: [IntelProblem] = []
  private var seen: Set<Identity> = []
  private var isFull = false

  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// Texts that come beside databases and feeds.
  private static let papers = ["license", "licence", "copyright", "copying", "readme", "notice", "changelog"]
  private static let documents = ["md", "html", "htm", "pdf", "png", "jpg", "svg", "yml", "yaml", "py", "sh", "tmp"]

  mutating func take(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      problems.append(IntelProblem(file: path, message: "no such file or folder; check the path"))
      return
    }
    visit(path, facts, depth: 0, isNamed: true)
  }

  private mutating func visit(_ path: String, _ facts: stat, depth: Int, isNamed: Bool) {
    guard !isFull else { return }
    let identity = Identity(device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(facts.st_ino))
    switch facts.st_mode & S_IFMT {
    case S_IFREG:
      let name = path.split(separator: "/").last?.lowercased() ?? ""
      let suffix = name.split(separator: ".").dropFirst().last.map(String.init) ?? ""
      let isPaper = Self.documents.contains(suffix) || Self.papers.contains { name.hasPrefix($0) }
      guard isNamed || !isPaper, seen.insert(identity).inserted else { return }
      guard files.count < IntelLoader.maxFiles else {
        isFull = true
        problems.append(
          IntelProblem(
            file: path, message: "more than \(IntelLoader.maxFiles) files; this one and the rest are left out"))
        return
      }
      files.append(path)
    case S_IFDIR:
      guard depth < IntelLoader.maxDepth, seen.insert(identity).inserted else { return }
      folder(path, depth)
    default:
      if isNamed { problems.append(IntelProblem(file: path, message: "it is neither a file nor a folder")) }
    }
  }

  private mutating func folder(_ path: String, _ depth: Int) {
    guard let stream = opendir(path) else {
      problems.append(IntelProblem(file: path, message: "the folder cannot be read; check its permissions"))
      return
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let inner = path.hasSuffix("/") ? path + name : path + "/" + name
      var facts = stat()
      guard stat(inner, &facts) == 0 else { continue }
      visit(inner, facts, depth: depth + 1, isNamed: false)
    }
  }
}
