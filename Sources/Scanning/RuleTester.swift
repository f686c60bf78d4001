import Activity
import Detection
import Foundation
import JSONTape
import YAMLTree

/// Runs the test files that stand beside rules: `docs/writing-detections.md`.
public final class RuleTester {
  /// A test that did not hold.
  public struct Failure: Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var message: String
    public var description: String { "\(file):\(line): \(message)" }
  }

  public private(set) var cases = 0
  public private(set) var files = 0
  public private(set) var failures: [Failure] = []
  private let engine: Engine
  private let worker: Worker
  /// The ids of the rules of each file.
  private var idsByFile: [String: Set<String>] = [:]

  public init(_ engine: Engine) throws {
    self.engine = engine
    worker = try Worker(engine)
    for rule in engine.book.rules {
      idsByFile[Self.canonical(rule.rule.metadata.location.file), default: []].insert(rule.alert.id)
    }
    for correlation in engine.book.correlations {
      idsByFile[Self.canonical(correlation.source.metadata.location.file), default: []].insert(correlation.alert.id)
    }
  }

  private static func canonical(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// Runs every `.test.yml` below the folders.
  public func run(_ folders: [String]) {
    for folder in folders {
      for file in ContentLibrary.files(in: URL(fileURLWithPath: folder), suffix: ".yml") {
        if file.lastPathComponent.hasSuffix(".test.yml") { run(file: file) }
      }
    }
  }

  /// Rules of the folders' files that no test stands beside.
  public func untested(_ folders: [String]) -> [String] {
    folders.flatMap { ContentLibrary.files(in: URL(fileURLWithPath: $0), suffix: ".yml") }
      .filter { !$0.lastPathComponent.hasSuffix(".test.yml") }
      .filter { !FileManager.default.fileExists(atPath: $0.deletingPathExtension().path + ".test.yml") }
      .map(\.path)
  }

  private func run(file: URL) {
    files += 1
    let rulePath = String(file.path.dropLast(".test.yml".count)) + ".yml"
    guard let ids = idsByFile[Self.canonical(rulePath)] else {
      fail(file, 1, "no rule was loaded from \(rulePath)")
      return
    }
    do {
      guard let bytes = ContentLibrary.readIfThere(file), let root = try YAMLNode.parse(bytes, file: file.path).first
      else {
        fail(file, 1, "the file is empty or cannot be read")
        return
      }
      let fires = root["fires"]?.sequence ?? []
      if fires.isEmpty { fail(file, root.line, "'fires' has no record") }
      for item in fires { run(item, mustFire: true, ids, file) }
      for item in root["quiet"]?.sequence ?? [] { run(item, mustFire: false, ids, file) }
    } catch {
      fail(file, error.line, error.message)
    }
  }

  private func run(_ item: YAMLNode, mustFire: Bool, _ ids: Set<String>, _ file: URL) {
    cases += 1
    let records = item["records"]?.sequence ?? item["record"].map { [$0] } ?? []
    let repeats = item["repeat"]?.int ?? 1
    guard !records.isEmpty, (1...10_000).contains(repeats) else {
      fail(file, item.line, "a case has a 'record', or 'records' in a list, and 'repeat' from 1 to 10000")
      return
    }
    worker.begin(path: file.path)
    for _ in 0..<repeats {
      for record in records {
        let json = record.json + Array(repeating: 0, count: Parser.padding)
        json.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
      }
    }
    let result = worker.take()
    let second = SecondStage(engine, paths: [file.path])
    var fired = false
    second.add(result, file: 0, base: 0) { if ids.contains($0.rule.id) { fired = true } }
    second.finish { if ids.contains($0.rule.id) { fired = true } }
    let note = item["note"]?.string ?? "a case"
    if let bad = result.bad.first { fail(file, item.line, "'\(note)': \(bad.reason)") }
    if result.unrecognised > 0 { fail(file, item.line, "'\(note)': the record is of no known source") }
    if fired != mustFire { fail(file, item.line, "'\(note)' must \(mustFire ? "fire" : "stay quiet")") }
  }

  private func fail(_ file: URL, _ line: Int, _ message: String) {
    failures.append(Failure(file: file.path, line: line, message: message))
  }
}

extension YAMLNode {
  /// The node as JSON, as YAML 1.1 reads its scalars.
  public var json: [UInt8] {
    var output: [UInt8] = []
    appendJSON(to: &output)
    return output
  }

  private func appendJSON(to output: inout [UInt8]) {
    switch content {
    case .scalar(let scalar):
      switch scalar.value {
      case .null: output += Array("null".utf8)
      case .bool(let value): output += Array((value ? "true" : "false").utf8)
      case .integer(let value): output += Array(String(value).utf8)
      case .double(let value) where value.isFinite: output += Array("\(value)".utf8)
      case .double, .string: Self.appendQuoted(scalar.text, to: &output)
      }
    case .sequence(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .mapping(let entries):
      output.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.appendQuoted(entry.key, to: &output)
        output.append(UInt8(ascii: ":"))
        entry.value.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func appendQuoted(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output += [UInt8(ascii: "\\"), byte]
      } else if byte < 0x20 {
        let hex = String(byte, radix: 16)
        output += Array(("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
      } else {
        output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
