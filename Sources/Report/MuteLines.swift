import Activity
import Expectations
import Incidents

/// What became of each mute, a line each: those that did something first.
struct MuteLines {
  struct Line {
    var text: String
    var state: MuteLedger.Entry.State
  }

  /// Lines of each state that are shown; `more` counts the rest.
  static let shown = 40

  let lines: [Line]
  let more: Int

  init(_ summary: ScanSummary, _ words: Words) {
    let end = summary.end
    let states: [MuteLedger.Entry.State] = [.met, .ended, .unmatched]
    let all = states.map { state in summary.watch.mutes.filter { $0.state(at: end) == state } }
    lines = zip(states, all).flatMap { state, entries in
      entries.prefix(Self.shown).map { entry in
        let text = words.pick(entry.textEn(at: end), entry.textJa(at: end) { words.level($0) })
        return Line(text: text, state: state)
      }
    }
    more = all.reduce(0) { $0 + max(0, $1.count - Self.shown) }
  }
}
