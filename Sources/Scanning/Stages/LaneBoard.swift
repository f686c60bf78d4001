/// Which lane of the second stage may take which run next.
///
/// A lane takes runs one at a time, in their order, once the lanes before it are done with them: the parts of the watch
/// first, side by side, then settling, then joining and telling, side by side.
struct LaneBoard<Run> {
  enum Lane: Hashable {
    case watch(part: Int)
    case settle, join, tell
  }

  private struct Progress {
    let lane: Lane
    /// Runs it is done with.
    var done = 0
    var isBusy = false
  }

  private let watchParts: Int
  private var lanes: [Progress]
  private var runs: [Run] = []
  /// The number of the first of `runs`.
  private var base = 0

  init(watchParts: Int) {
    self.watchParts = watchParts
    lanes =
      (0..<watchParts).map { Progress(lane: .watch(part: $0)) } + [.settle, .join, .tell].map { Progress(lane: $0) }
  }

  /// Runs that are not through.
  var count: Int { runs.count }

  mutating func add(_ added: [Run]) { runs += added }

  /// How many runs lie before a lane in all.
  private func limit(of lane: Lane) -> Int {
    switch lane {
    case .watch: base + runs.count
    case .settle: lanes[..<watchParts].map(\.done).min() ?? base + runs.count
    case .join, .tell: lanes[watchParts].done
    }
  }

  /// The free lane that is furthest behind; of those alike the one nearest to the end.
  private var ready: Int? {
    var best: Int?
    for (place, progress) in lanes.enumerated() where !progress.isBusy && progress.done < limit(of: progress.lane) {
      if let best, lanes[best].done < progress.done { continue }
      best = place
    }
    return best
  }

  var hasReady: Bool { ready != nil }

  /// Gives a lane its next run; the lane is busy until `finish`.
  mutating func take() -> (lane: Lane, run: Run)? {
    guard let place = ready else { return nil }
    lanes[place].isBusy = true
    return (lanes[place].lane, runs[lanes[place].done - base])
  }

  /// A lane is done with its run.
  mutating func finish(_ lane: Lane) {
    guard let place = lanes.firstIndex(where: { $0.lane == lane }) else { return }
    lanes[place].isBusy = false
    lanes[place].done += 1
    let through = (lanes.map(\.done).min() ?? base) - base
    if through > 0 {
      runs.removeFirst(through)
      base += through
    }
  }
}
