import Activity
import Behaviour
import JSONTape

extension AlertRule {
  func write(to out: inout StateOutput) {
    out.put(id)
    out.put(title)
    out.put(titleJa)
    out.put(summary)
    out.put(summaryJa)
    out.put(UInt8(level.rawValue))
    out.put(author)
    out.put(kind.rawValue)
    for texts in [tags, falsePositives, references, response] {
      out.put(count: texts.count)
      for text in texts { out.put(text) }
    }
    out.put(adjustment != nil)
    adjustment?.write(to: &out)
  }

  convenience init(_ from: inout StateInput) throws(StateProblem) {
    let id = try from.text()
    let title = try from.text()
    let titleJa = try from.optionalText()
    let summary = try from.optionalText()
    let summaryJa = try from.optionalText()
    guard let level = Level(rawValue: Int(try from.number(UInt8.self))) else { throw .impossible("a level") }
    let author = try from.optionalText()
    guard let kind = Kind(rawValue: try from.text()) else { throw .impossible("a kind of rule") }
    var lists: [[String]] = []
    for _ in 0..<4 {
      var texts: [String] = []
      for _ in 0..<(try from.count(of: 4)) { texts.append(try from.text()) }
      lists.append(texts)
    }
    let adjustment = try from.flag() ? try AlertAdjustment(&from) : nil
    self.init(
      id: id, title: title, titleJa: titleJa, summary: summary, summaryJa: summaryJa, level: level, author: author,
      kind: kind, tags: lists[0], falsePositives: lists[1], references: lists[2], response: lists[3],
      adjustment: adjustment)
  }
}

extension AlertAdjustment {
  fileprivate func write(to out: inout StateOutput) {
    out.put(kind.rawValue)
    out.put(name)
    out.put(UInt8(from.rawValue))
    out.put(en)
    out.put(ja)
  }

  fileprivate init(_ from: inout StateInput) throws(StateProblem) {
    guard let kind = Kind(rawValue: try from.text()) else { throw .impossible("a kind of adjustment") }
    let name = try from.text()
    guard let level = Level(rawValue: Int(try from.number(UInt8.self))) else { throw .impossible("a level") }
    let en = try from.text()
    self.init(kind: kind, name: name, from: level, en: en, ja: try from.text())
  }
}

extension Habit {
  func write(to out: inout StateOutput) {
    out.put(kind.rawValue)
    for count in [days, span, others, otherDays, today, busiest] { out.put(Int64(count)) }
  }

  init(_ from: inout StateInput) throws(StateProblem) {
    let kind = try from.word(Kind.self)
    let days = try from.tally()
    let span = try from.tally()
    let others = try from.tally()
    let otherDays = try from.tally()
    let today = try from.tally()
    self.init(
      kind: kind, days: days, span: span, others: others, otherDays: otherDays, today: today,
      busiest: try from.tally())
  }
}

extension EntityKeys {
  public func write(to out: inout StateOutput) {
    for key in [actor, issuer, credential, address, target, targetIdentity, operation] { out.put(key) }
  }

  public init(_ from: inout StateInput) throws(StateProblem) {
    self.init()
    actor = try from.number()
    issuer = try from.number()
    credential = try from.number()
    address = try from.number()
    target = try from.number()
    targetIdentity = try from.number()
    operation = try from.number()
  }
}

extension ShortText {
  func write(to out: inout StateOutput) { out.put(text) }

  init(_ from: inout StateInput) throws(StateProblem) {
    guard var text = try from.optionalText() else {
      self.init()
      return
    }
    self = text.withUTF8 { ShortText(ByteSpan(UnsafeRawBufferPointer($0))) }
  }
}
