import Activity
import Detection
import Incidents

/// The timeline as SVG: a lane an identity, a mark a step, a bar where a burst folds, a flag where a tactic is reached.
struct TimelineDrawing {
  private static let width = 960.0
  private static let label = 176.0
  private static let right = 944.0
  private static let rowHeight = 18.0
  private static let lanes = 8
  private static let rows = 4

  private let incident: Incident
  private let words: Words
  private let scale: TimeScale

  init(incident: Incident, words: Words) {
    self.incident = incident
    self.words = words
    scale = TimeScale(start: incident.start, end: incident.end, from: Self.label + 12, to: Self.right - 12)
  }

  private struct Lane {
    var name: String
    var detail: String
    var rows: [[IncidentStep]]
  }

  var svg: String {
    let lanes = lanes
    let flags = flags
    let top = 12 + Double((flags.map(\.row).max() ?? -1) + 1) * 16
    let bottom = top + lanes.reduce(0) { $0 + height($1) }
    var page = HTMLText()
    page.raw(
      "<svg viewBox=\"0 0 \(Self.width.svg) \((bottom + 28).svg)\" role=\"img\" aria-label=\"\(words.pick("Timeline of the incident", "インシデントの時系列"))\">\n"
    )
    for tick in scale.ticks {
      page.raw("<path class=\"grid\" d=\"M\(tick.x.svg) \(top.svg)V\(bottom.svg)\"/>")
      page.raw(
        "<text class=\"sub\" x=\"\(tick.x.svg)\" y=\"\((bottom + 18).svg)\" text-anchor=\"middle\">\(tick.text)</text>\n"
      )
    }
    for flag in flags {
      let y = 12 + Double(flag.row) * 16
      page.raw("<path class=\"flag\" d=\"M\(flag.x.svg) \((y + 3).svg)V\(bottom.svg)\"/>")
      let anchor = flag.isLeft ? " text-anchor=\"end\"" : ""
      page.raw("<text class=\"sub\" x=\"\((flag.x + (flag.isLeft ? -4 : 4)).svg)\" y=\"\(y.svg)\"\(anchor)>")
      page.text(flag.name)
      page.raw("</text>\n")
    }
    var y = top
    for lane in lanes {
      page.raw("<path class=\"lane\" d=\"M0 \(y.svg)H\(Self.right.svg)\"/>")
      page.raw("<text x=\"0\" y=\"\((y + 19).svg)\">")
      page.text(TerminalText.shortened(lane.name, to: 24))
      page.raw("<title>\(HTMLText.escaped(lane.name))</title></text><text class=\"sub\" x=\"0\" y=\"\((y + 34).svg)\">")
      page.text(TerminalText.shortened(lane.detail, to: 28))
      page.raw("</text>\n")
      let inset = (height(lane) - Double(lane.rows.count) * Self.rowHeight) / 2
      for (row, steps) in lane.rows.enumerated() {
        for step in steps { page.raw(mark(step, y: y + inset + (Double(row) + 0.5) * Self.rowHeight)) }
      }
      y += height(lane)
    }
    page.raw("<path class=\"lane\" d=\"M0 \(bottom.svg)H\(Self.right.svg)\"/></svg>")
    return page.html
  }

  static func legend(_ incident: Incident, words: Words) -> String {
    let levels = Level.allCases.reversed().filter { level in incident.steps.contains { $0.level == level } }
    var page = HTMLText()
    page.raw("<div class=\"legend\">")
    for level in levels {
      page.raw("<span><span class=\"\(level.name)\">\(level.shape)</span> \(words.level(level))</span>")
    }
    page.element("span", words.pick("bar: the same act repeated", "横棒：同じ操作の繰り返し"))
    page.element("span", words.pick("flag: tactic first reached", "旗：その戦術に初めて達した時点"))
    page.raw("</div>")
    return page.html
  }

  // MARK: Parts

  private func height(_ lane: Lane) -> Double {
    max(46, Double(lane.rows.count) * Self.rowHeight + 14)
  }

  private var lanes: [Lane] {
    var order: [String] = []
    var steps: [String: [IncidentStep]] = [:]
    for step in incident.steps {
      let key = step.activity.actor.key
      if steps[key] == nil { order.append(key) }
      steps[key, default: []].append(step)
    }
    if order.count > Self.lanes {
      let kept = Set(order.sorted { Self.gravity(steps[$0]) > Self.gravity(steps[$1]) }.prefix(Self.lanes - 1))
      let rest = order.filter { !kept.contains($0) }
      order = order.filter(kept.contains)
      let others = rest.flatMap { steps[$0] ?? [] }.sorted { $0.first < $1.first }
      let name = words.pick("\(rest.count) others", "ほか \(rest.count) 件")
      return order.map { lane(steps[$0] ?? []) } + [Lane(name: name, detail: "", rows: packed(others))]
    }
    return order.map { lane(steps[$0] ?? []) }
  }

  private static func gravity(_ steps: [IncidentStep]?) -> Int {
    (steps ?? []).reduce(0) { max($0, $1.level.rawValue * 1000) } + min(999, steps?.count ?? 0)
  }

  private func lane(_ steps: [IncidentStep]) -> Lane {
    guard let activity = steps.first?.activity else { return Lane(name: "", detail: "", rows: [[]]) }
    let name = activity.actor.name.isEmpty ? activity.actor.key : activity.actor.name
    let kind = words.language.kind(activity.actor.kind)
    return Lane(
      name: name.isEmpty ? words.pick("unknown", "不明") : name, detail: "\(ProviderName.of(activity.provider)) \(kind)",
      rows: packed(steps))
  }

  /// Steps that would cover each other go to rows of their own, the gravest first so that they are seen whole.
  private func packed(_ steps: [IncidentStep]) -> [[IncidentStep]] {
    var rows: [[IncidentStep]] = []
    var taken: [[ClosedRange<Double>]] = []
    for step in steps.sorted(by: { ($1.level, $0.first) < ($0.level, $1.first) }) {
      let span = (scale.x(step.first) - 8)...(max(scale.x(step.first), scale.x(step.last)) + 8)
      if let row = taken.firstIndex(where: { $0.allSatisfy { !$0.overlaps(span) } }) {
        rows[row].append(step)
        taken[row].append(span)
      } else if rows.count < Self.rows {
        rows.append([step])
        taken.append([span])
      } else {
        rows[Self.rows - 1].insert(step, at: 0)
      }
    }
    return rows.isEmpty ? [[]] : rows
  }

  private func mark(_ step: IncidentStep, y: Double) -> String {
    let x = scale.x(step.first)
    let end = scale.x(step.last)
    var page = HTMLText()
    page.raw("<g class=\"\(step.level.name)\">")
    if end - x > 3 {
      page.raw(
        "<rect class=\"burst\" x=\"\(x.svg)\" y=\"\((y - 3).svg)\" width=\"\((end - x).svg)\" height=\"6\" rx=\"3\"/>")
    }
    page.raw(Self.shape(step.level, x, y))
    page.raw("<title>")
    let time = step.first == 0 ? "" : UTCTime(microseconds: step.first).clockText + " "
    page.text("\(time)\(step.rule.title)\(step.count > 1 ? " ×\(step.count.grouped)" : "") (\(step.level.name))")
    page.raw("</title></g>\n")
    return page.html
  }

  private static func shape(_ level: Level, _ x: Double, _ y: Double) -> String {
    switch level {
    case .critical: "<path class=\"mark\" d=\"M\(x.svg) \((y - 7.5).svg)l7.5 13.5h-15z\"/>"
    case .high: "<path class=\"mark\" d=\"M\(x.svg) \((y - 7.5).svg)l7 7.5-7 7.5-7-7.5z\"/>"
    case .medium: "<circle class=\"mark\" cx=\"\(x.svg)\" cy=\"\(y.svg)\" r=\"5.5\"/>"
    case .low: "<circle class=\"hollow\" cx=\"\(x.svg)\" cy=\"\(y.svg)\" r=\"4\"/>"
    case .informational: "<circle class=\"mark\" cx=\"\(x.svg)\" cy=\"\(y.svg)\" r=\"3\"/>"
    }
  }

  private struct Flag {
    var x: Double
    var row: Int
    var isLeft: Bool
    var name: String
  }

  /// Each tactic where it is first reached, in rows so that names do not cover each other.
  private var flags: [Flag] {
    var ends: [Double] = []
    var flags: [Flag] = []
    for tactic in incident.tactics {
      let own = incident.steps.filter { $0.tactic == tactic }
      // Where something of it succeeded, as the order of tactics has it.
      guard let first = own.first(where: { !$0.refused }) ?? own.first else { continue }
      let name = tactic.name(in: words.language)
      let x = scale.x(first.first)
      let length = Double(TerminalText.width(name)) * 6.2 + 12
      let isLeft = x + length > Self.right
      let start = isLeft ? x - length : x
      let row = ends.firstIndex { $0 < start } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = isLeft ? Self.width : start + length
      flags.append(Flag(x: x, row: row, isLeft: isLeft, name: name))
    }
    return flags
  }
}
