import Activity
import Foundation
import Incidents
import YAMLTree

extension Replay {
  /// The largest `replay.yml` that is read, in bytes.
  static let limit = 64 << 10

  /// Reads `replay.yml` in a folder.
  /// - Throws: `ReplayProblem` where the file cannot be read, or lacks something, with the line.
  public init(folder: URL) throws {
    let file = folder.appendingPathComponent("replay.yml")
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw ReplayProblem(file: file.path, line: 1, message: "cannot be read: \(error.localizedDescription)")
    }
    guard data.count <= Self.limit else {
      throw ReplayProblem(file: file.path, line: 1, message: "has more than the \(Self.limit) bytes that are read")
    }
    let node: YAMLNode?
    do throws(YAMLError) {
      node = try YAMLNode.parse([UInt8](data), file: file.path).first
    } catch {
      throw ReplayProblem(file: file.path, line: error.line, message: error.message)
    }
    let root = ReplayFields(node ?? YAMLNode(.mapping([])), file: file.path)
    self.folder = folder
    name = folder.lastPathComponent
    title = try root.map("title").bilingual()
    follows = try root.map("follows").bilingual()
    records = try root.texts("records")
    guard records.allSatisfy({ !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..") }) else {
      throw root.problem("records: names folders beside replay.yml only", at: "records")
    }
    let attack = try root.map("attack")
    start = try attack.moment()
    identities = try attack.texts("identities")
    addresses = try attack.texts("addresses")
    let loss = try root.map("loss")
    self.loss = try loss.moment()
    lossKind = try loss.word("kind", Loss.init(rawValue:), of: Loss.allCases.map(\.rawValue))
    let expected = try root.map("expected")
    self.expected = Expectation(
      level: try expected.word("level", Level.init(name:), of: Level.allCases.map(\.name)),
      techniques: try expected.texts("techniques"), minutes: try expected.number("minutes"),
      incidentMinutes: try expected.number("incident_minutes"), beforeLoss: try expected.truth("before_loss"),
      rulesAlone: try expected.optional("rules_alone").map { alone in
        RulesAlone(
          minutes: try alone.number("minutes"), incidentMinutes: try alone.number("incident_minutes"),
          beforeLoss: try alone.truth("before_loss"))
      })
  }
}

/// A map of a `replay.yml`.
private struct ReplayFields {
  let node: YAMLNode
  let file: String

  init(_ node: YAMLNode, file: String) {
    self.node = node
    self.file = file
  }

  func problem(_ message: String, at key: String) -> ReplayProblem {
    ReplayProblem(file: file, line: node[key]?.line ?? node.line, message: message)
  }

  func map(_ key: String) throws -> ReplayFields {
    guard let value = node[key], value.mapping != nil else { throw problem("\(key): a map is needed", at: key) }
    return ReplayFields(value, file: file)
  }

  func optional(_ key: String) throws -> ReplayFields? {
    node[key] == nil ? nil : try map(key)
  }

  func text(_ key: String) throws -> String {
    guard let text = node[key]?.string, !text.isEmpty else { throw problem("\(key): a text is needed", at: key) }
    return text
  }

  func texts(_ key: String) throws -> [String] {
    guard let texts = node[key]?.strings, !texts.isEmpty else {
      throw problem("\(key): a list of texts is needed", at: key)
    }
    return texts
  }

  func bilingual() throws -> [Language: String] {
    var texts: [Language: String] = [:]
    for language in Language.allCases { texts[language] = try text(language.rawValue) }
    return texts
  }

  func number(_ key: String) throws -> Double {
    guard let number = node[key]?.double, number >= 0, number.isFinite else {
      throw problem("\(key): a number of 0 or more is needed", at: key)
    }
    return number
  }

  func truth(_ key: String) throws -> Bool {
    guard let truth = node[key]?.bool else { throw problem("\(key): true or false is needed", at: key) }
    return truth
  }

  func word<Value>(_ key: String, _ make: (String) -> Value?, of words: [String]) throws -> Value {
    let text = try text(key)
    guard let value = make(text) else {
      throw problem("\(key): '\(text)' is none of \(words.joined(separator: ", "))", at: key)
    }
    return value
  }

  func moment() throws -> Replay.Moment {
    let text = try text("time")
    let plain = Date.ISO8601FormatStyle()
    guard
      let date = (try? plain.parse(text))
        ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    else {
      throw problem("time: '\(text)' is no time such as 2025-05-24T19:41:35Z", at: "time")
    }
    let microseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) * 1000
    return Replay.Moment(record: try self.text("record"), time: microseconds)
  }
}
