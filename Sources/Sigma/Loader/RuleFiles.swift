import YAMLTree

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Finds and reads rule files.
enum RuleFiles {
  /// The files below the paths: a file stands for itself, a directory for every `.yml` and `.yaml` file in it, at any
  /// depth, but for `.test.yml` files and what begins with a dot. Sorted by name within each path.
  static func find(_ paths: [String]) -> (files: [String], problems: [LoadProblem]) {
    var files: [String] = []
    var problems: [LoadProblem] = []
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        problems.append(problem(path, "cannot be opened: \(reason()); check the path"))
        continue
      }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        files.append(path)
        continue
      }
      var found: [String] = []
      walk(path, depth: 0, &found, &problems)
      files += found.sorted()
    }
    if files.count > SigmaLimits.files {
      problems.append(problem(paths.first ?? "-", "more than \(SigmaLimits.files) files; the rest is not read"))
      files.removeLast(files.count - SigmaLimits.files)
    }
    return (files, problems)
  }

  private static func walk(_ directory: String, depth: Int, _ files: inout [String], _ problems: inout [LoadProblem]) {
    guard depth < SigmaLimits.depth, files.count <= SigmaLimits.files else { return }
    guard let handle = opendir(directory) else {
      problems.append(problem(directory, "cannot be listed: \(reason())"))
      return
    }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      // In place: an entry is as long as its name, not as its type says.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      let isRule =
        (name.hasSuffix(".yml") || name.hasSuffix(".yaml")) && !name.hasSuffix(".test.yml")
        && !name.hasSuffix(".test.yaml")
      // A link to a directory is not followed, so that a circle of links ends.
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_DIR): walk(path, depth: depth + 1, &files, &problems)
      case Int32(DT_REG): if isRule { files.append(path) }
      default:
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFREG, isRule { files.append(path) }
        var link = stat()
        if status.st_mode & S_IFMT == S_IFDIR, lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFDIR {
          walk(path, depth: depth + 1, &files, &problems)
        }
      }
    }
  }

  static func read(_ path: String) throws(LoadProblem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw problem(path, "cannot be opened: \(reason())") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw problem(path, "is no regular file")
    }
    guard status.st_size <= YAMLLimits.size else {
      throw problem(path, "has \(status.st_size) bytes, more than the \(YAMLLimits.size) that are read; split it")
    }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let got = Self.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got <= 0 {
          failed = got < 0
          return
        }
        count += got
      }
    }
    if failed { throw problem(path, "cannot be read: \(reason())") }
    return bytes
  }

  private static func read(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Glibc.read(descriptor, buffer, count)
    #endif
  }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func problem(_ path: String, _ message: String) -> LoadProblem {
    LoadProblem(location: SourceLocation(file: path, line: 1), message: message, severity: .error)
  }
}
