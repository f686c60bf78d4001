import JSONTape

/// Reads intelligence of every kind from files and folders; what a file is, its content tells.
public enum IntelLoader {
  /// So many files are read, in the order of their names.
  public static let maxFiles = 10_000
  /// Folders nest at most this deep.
  static let maxDepth = 16
  /// So many problems are kept; the rest is counted.
  public static let maxProblems = 1000

  /// - Parameter paths: files and folders. What is wrong with one file costs nothing of the others.
  public static func load(paths: [String]) -> IntelContents {
    var walk = IntelWalk()
    for path in paths { walk.take(path) }
    return load(files: walk.files, problems: walk.problems)
  }

  static func load(files: [String], problems: [IntelProblem] = []) -> IntelContents {
    var reading = IntelReading()
    reading.problems = problems
    var contents = IntelContents()
    var databases: [MaxMindDatabase] = []
    let parser = try? Parser(maxBytes: FileBytes.maxBytes, maxDepth: 128)
    for path in files {
      reading.file = IntelFile(path: path)
      if path.lowercased().hasSuffix(".mmdb") || isDatabase(path) {
        database(path, &reading, &databases)
      } else {
        read(path, parser, &reading)
      }
      contents.files.append(reading.file)
    }
    for database in databases { reading.coverage.formUnion(coverage(database.provides)) }
    contents.addresses = AddressBook(databases: databases, ranges: reading.ranges, coverage: reading.coverage)
    contents.indicators = reading.indicators.build()
    contents.problems = Array(reading.problems.prefix(maxProblems))
    contents.droppedProblems = max(0, reading.problems.count - maxProblems)
    return contents
  }

  private static func isDatabase(_ path: String) -> Bool {
    guard let tail = try? FileBytes.tail(path, count: MaxMindMetadata.window) else { return false }
    return tail.withUnsafeBytes { bytes in
      var at = bytes.count - MaxMindMetadata.marker.count
      while at >= 0 {
        if bytes[at] == MaxMindMetadata.marker[0],
          bytes[at..<at + MaxMindMetadata.marker.count].elementsEqual(MaxMindMetadata.marker)
        {
          return true
        }
        at -= 1
      }
      return false
    }
  }

  private static func database(_ path: String, _ reading: inout IntelReading, _ databases: inout [MaxMindDatabase]) {
    reading.file.kind = .database
    do {
      let database = try MaxMindDatabase(path: path)
      reading.file.title = database.type
      reading.file.built = database.built
      databases.append(database)
    } catch {
      reading.problems.append(error)
    }
  }

  private static func coverage(_ provides: MaxMindDatabase.Provides) -> Set<AddressGap.Kind> {
    var coverage: Set<AddressGap.Kind> = []
    if !provides.isDisjoint(with: [.country, .city]) { coverage.insert(.country) }
    if provides.contains(.city) { coverage.insert(.city) }
    if provides.contains(.network) { coverage.insert(.network) }
    if provides.contains(.anonymity) { coverage.formUnion([.anonymity, .tor]) }
    return coverage
  }

  private static func read(_ path: String, _ parser: Parser?, _ reading: inout IntelReading) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      return reading.problem("\(error.message)")
    }
    let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      json(bytes, parser, &reading)
    } else if bytes.prefix(4096).contains(0) {
      reading.problem("it is neither text nor a database that is known; archives must be unpacked first")
    } else if ListReader.isExitAddresses(bytes) || ListKind.of(head: bytes[...]) != nil
      || ListKind.of(path: path) != nil
    {
      ListReader.read(bytes, &reading)
    } else if var table = NetworkTableReader(bytes) {
      table.read(&reading)
    } else if var table = CSVReader(bytes) {
      table.read(&reading)
    } else {
      ListReader.read(bytes, &reading)
    }
  }

  private static func json(_ bytes: [UInt8], _ parser: Parser?, _ reading: inout IntelReading) {
    guard let parser else { return reading.problem("there is not enough memory to read JSON") }
    do {
      document(try JSONText(bytes, parser).root, &reading)
    } catch {
      lines(bytes, parser, error, &reading)
    }
  }

  /// Objects of STIX or events of MISP, one a line; the first line must be one for the file to be read so.
  private static func lines(_ bytes: [UInt8], _ parser: Parser, _ whole: ParseError, _ reading: inout IntelReading) {
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      do {
        let root = try JSONText(Array(line), parser).root
        if root.isObject { document(root, &reading) } else { reading.problem("a line is no object", line: number) }
      } catch {
        if reading.file.kind == .unknown { return reading.problem("its JSON cannot be read: \(whole)") }
        reading.problem("a line's JSON cannot be read: \(error)", line: number)
      }
    }
  }

  private static func document(_ root: JSONValue, _ reading: inout IntelReading) {
    if STIXReader.reads(root) {
      STIXReader.read(root, &reading)
    } else if RangesReader.read(root, &reading) {
      return
    } else if MISPReader.reads(root) {
      MISPReader.read(root, &reading)
    } else if root.isArray, root.first?.text != nil {
      strings(root, &reading)
    } else {
      reading.problem(
        "its JSON has no shape that is known: STIX, MISP, ranges of AWS, Google, Azure, GitHub and others, or a list of strings"
      )
    }
  }

  private static func strings(_ root: JSONValue, _ reading: inout IntelReading) {
    reading.file.kind = .list
    root.forEachElement { element in
      guard let text = element.text, let (type, value) = IndicatorText.read(text) else {
        return reading.problem("an element has no shape that is known")
      }
      reading.add(Indicator(type: type, value: value, source: reading.file.path))
    }
  }
}
