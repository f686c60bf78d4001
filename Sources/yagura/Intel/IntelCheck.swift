import ArgumentParser
import Foundation
import Incidents
import Intel

struct IntelCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells what files of intelligence hold, what is wrong with them, and what is missing.",
    usage: "yagura intel check <path> ... [<options>]")

  @Argument(help: ArgumentHelp("Files and folders, as for --intel.", valueName: "path"))
  var paths: [String]

  @Option(help: "text or json.")
  var format = IntelFormat.text

  @OptionGroup var telling: LanguageOption

  @Flag(help: "Also measure what look-ups cost on this machine.")
  var measure = false

  func run() throws {
    for path in paths { try Paths.require(path) }
    let start = ContinuousClock.now
    let contents = IntelLoader.load(paths: paths)
    let seconds =
      Double((ContinuousClock.now - start).components.attoseconds) / 1e18
      + Double((ContinuousClock.now - start).components.seconds)
    let costs = measure ? IntelMeasure.run(contents) : nil
    switch format {
    case .text: printText(contents, seconds, costs)
    case .json: printJSON(contents, seconds, costs)
    }
    if !contents.problems.isEmpty { throw ExitCode(1) }
  }

  private func printText(_ contents: IntelContents, _ seconds: Double, _ costs: IntelMeasure.Costs?) {
    for file in contents.files { print(IntelText.safe(Self.line(file))) }
    let set = contents.indicators
    print("")
    print("\(set.count) indicators\(set.isEmpty ? "" : ": " + Self.types(set))")
    print(
      "\(contents.addresses.databases.count) databases, \(contents.addresses.rangeCount) networks of ranges and lists")
    print(String(format: "loaded in %.2f s; indicators take %.1f MB", seconds, Double(set.byteCount) / 1e6))
    if let costs {
      print(
        String(
          format: "a record costs %.1f ns; a value not seen before %.0f ns; facts of an address %.0f ns", costs.record,
          costs.newValue, costs.address))
    }
    if set.dropped > 0 { print("\(set.dropped) indicators found no room") }
    for gap in contents.addresses.gaps { print("- " + (telling.language == .japanese ? gap.ja : gap.en)) }
    for problem in contents.problems { Terminal.printError(IntelText.safe("problem: \(problem)")) }
    if contents.droppedProblems > 0 { Terminal.printError("and \(contents.droppedProblems) more problems") }
  }

  private static func line(_ file: IntelFile) -> String {
    var parts = [file.kind.rawValue]
    if let title = file.title { parts.append(title) }
    if let built = file.built {
      parts.append("built \(UTCTime(microseconds: Int64(clamping: built) &* 1_000_000).rfc3339.prefix(10))")
    }
    if file.indicators > 0 { parts.append("\(file.indicators) indicators") }
    if file.networks > 0 { parts.append("\(file.networks) networks") }
    if file.passedOver > 0 { parts.append("\(file.passedOver) passed over") }
    return "\(file.path): \(parts.joined(separator: ", "))"
  }

  private static func types(_ set: IndicatorSet) -> String {
    IndicatorType.allCases.compactMap { type in set.counts[type].map { "\($0) \(type.word)" } }.joined(separator: ", ")
  }

  private func printJSON(_ contents: IntelContents, _ seconds: Double, _ costs: IntelMeasure.Costs?) {
    let set = contents.indicators
    var types: [String: Any] = [:]
    for (type, count) in set.counts { types[type.word] = count }
    var object: [String: Any] = [
      "files": contents.files.map { file in
        var entry: [String: Any] = [
          "path": file.path, "kind": file.kind.rawValue, "indicators": file.indicators, "networks": file.networks,
          "passedOver": file.passedOver,
        ]
        entry["title"] = file.title
        entry["built"] = file.built.map { UTCTime(microseconds: Int64(clamping: $0) &* 1_000_000).rfc3339 }
        return entry
      },
      "indicators": [
        "count": set.count, "dropped": set.dropped, "bytes": set.byteCount, "types": types,
        "sources": zip(set.sources, set.countsOfSources).map { ["source": $0, "count": $1] as [String: Any] },
      ] as [String: Any],
      "networks": contents.addresses.rangeCount, "loadSeconds": seconds,
      "gaps": contents.addresses.gaps.map { ["kind": $0.kind.rawValue, "en": $0.en, "ja": $0.ja] },
      "problems": contents.problems.map { problem in
        var entry: [String: Any] = ["file": problem.file, "message": problem.message, "count": problem.count]
        entry["line"] = problem.line
        return entry
      },
    ]
    if let costs {
      object["nanoseconds"] = ["record": costs.record, "newValue": costs.newValue, "address": costs.address]
    }
    IntelText.printJSON(object)
  }
}

/// What the commands of this folder print.
enum IntelText {
  static func printJSON(_ object: [String: Any]) {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: object, options: options) else { return }
    print(String(decoding: data, as: UTF8.self))
  }

  /// Without characters by which text from a feed could drive a terminal.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
        0xE0000...0xE0FFF:
        safe += "\\u{\(String(scalar.value, radix: 16))}"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
