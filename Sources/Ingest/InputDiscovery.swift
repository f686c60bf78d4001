#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns paths into the list of inputs to read.
public struct InputDiscovery: Sendable {
  /// At most this many files are taken.
  public var maxFiles: Int

  public init(maxFiles: Int = 1_000_000) {
    self.maxFiles = maxFiles
  }

  /// Files are taken as they are, directories are walked (in byte order of names, a directory's files before its
  /// directories; hidden entries left out; links followed), `-` is standard input. Each file and directory is taken once, however many paths and links lead
  /// to it. What is plainly no log, by its name, is skipped and counted. A path that is missing or unreadable is a problem; the
  /// rest goes on.
  public func discover(_ paths: [String]) -> InputSelection {
    var walk = Walk(maxFiles: maxFiles)
    for path in paths { walk.take(path) }
    return walk.selection
  }
}

/// One discovery under way.
private struct Walk {
  /// A file or directory, whatever its name.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  let maxFiles: Int
  var selection = InputSelection()
  private var seen: Set<Identity> = []

  init(maxFiles: Int) { self.maxFiles = maxFiles }

  mutating func take(_ path: String) {
    if path == InputFile.standardInput.path {
      if !selection.files.contains(.standardInput) { add(.standardInput) }
      return
    }
    var facts = stat()
    guard stat(path, &facts) == 0 else { return report(path, errno) }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: walk(path, facts)
    case S_IFREG:
      if isNew(facts) { add(InputFile(path: path, byteCount: UInt64(max(0, facts.st_size)), isNamed: true)) }
    case S_IFIFO: add(InputFile(path: path, byteCount: nil, isNamed: true))
    default: selection.problems.append(InputProblem(path: path, kind: .unsupportedKind))
    }
  }

  /// Directories to come stand on a stack of our own, so that depth costs no call stack.
  private mutating func walk(_ root: String, _ facts: stat) {
    guard isNew(facts) else { return }
    var pending = [root]
    while let directory = pending.popLast() {
      guard let names = entries(of: directory) else { continue }
      var directories: [String] = []
      for (place, name) in names.enumerated() {
        let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
        var facts = stat()
        guard stat(path, &facts) == 0 else {
          report(path, errno)
          continue
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: if isNew(facts) { directories.append(path) }
        case S_IFREG: takeFound(path, name, facts)
        default: break
        }
        if selection.files.count >= maxFiles, place < names.count - 1 || !pending.isEmpty {
          selection.problems.append(InputProblem(path: root, kind: .tooManyFiles(limit: maxFiles)))
          return
        }
      }
      pending.append(contentsOf: directories.reversed())
    }
  }

  private mutating func takeFound(_ path: String, _ name: String, _ facts: stat) {
    if NotLogs.contains(name: name[...]) {
      selection.skipped += 1
    } else if isNew(facts) {
      add(InputFile(path: path, byteCount: UInt64(max(0, facts.st_size)), isNamed: false))
    }
  }

  private mutating func add(_ file: InputFile) {
    selection.files.append(file)
  }

  private mutating func isNew(_ facts: stat) -> Bool {
    seen.insert(Identity(device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(facts.st_ino))).inserted
  }

  private mutating func report(_ path: String, _ code: Int32) {
    selection.problems.append(
      InputProblem(
        path: path, kind: code == ENOENT || code == ENOTDIR ? .missing : .unreadable(reason: systemMessage(code))))
  }

  /// Names in byte order, hidden ones left out; nil, and a problem, if the directory cannot be listed.
  private mutating func entries(of directory: String) -> [String]? {
    guard let stream = opendir(directory) else {
      report(directory, errno)
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
