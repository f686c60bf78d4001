/// Which worker does what next: the state behind `ChunkSource.next()`.
///
/// Invariants: `active` holds the files from the first one whose chunks are not all released to the last one opened; a chunk's index is
/// given when its making begins, so indexes are dense; the first chunk that is not released can always be claimed, is
/// being made, or is in a consumer's hands, so that waiting for the window ends.
struct Schedule {
  enum Claim {
    case open(file: Int)
    case pull(file: Int, index: Int, any Cutter)
    case block(file: Int, index: Int, LineBlocks)
    case end
  }

  private enum Work {
    case busy
    case stream(any Cutter)
    case blocks(LineBlocks)
    case done
  }

  private struct Job {
    var work = Work.busy
    /// Chunks whose making has begun.
    var claimed = 1
    /// Chunks released without a gap from the first on.
    var released = 0
    var releasedAhead: Set<Int> = []

    var isSettled: Bool { if case .done = work { released == claimed } else { false } }
  }

  private let fileCount: Int
  private let window: Int
  private var firstActive = 0
  private var active: [Job] = []
  private var claimed = 0
  /// Chunks released of files that are no longer active.
  private var settled = 0
  private var isStopped = false

  init(fileCount: Int, window: Int) {
    self.fileCount = fileCount
    self.window = window
  }

  /// The next thing to do; nil if it must be waited for.
  mutating func claim() -> Claim? {
    if isStopped { return .end }
    let hasRoom = claimed - settled - (active.first?.released ?? 0) < window
    for place in active.indices {
      let index = active[place].claimed
      guard hasRoom || (place == 0 && index == active[place].released) else { continue }
      switch active[place].work {
      case .busy, .done: continue
      case .stream(let cutter):
        active[place].work = .busy
        begin(at: place)
        return .pull(file: firstActive + place, index: index, cutter)
      case .blocks(let blocks):
        if index == blocks.count - 1 { active[place].work = .done }
        begin(at: place)
        return .block(file: firstActive + place, index: index, blocks)
      }
    }
    let next = firstActive + active.count
    if next < fileCount, hasRoom {
      active.append(Job())
      claimed += 1
      return .open(file: next)
    }
    let isAllClaimed = next == fileCount && active.allSatisfy { if case .done = $0.work { true } else { false } }
    return isAllClaimed ? .end : nil
  }

  private mutating func begin(at place: Int) {
    active[place].claimed += 1
    claimed += 1
  }

  /// A file was opened, or a chunk pulled from it.
  mutating func proceed(file: Int, with rest: FileReader.Rest) {
    switch rest {
    case .none: active[file - firstActive].work = .done
    case .stream(let cutter): active[file - firstActive].work = .stream(cutter)
    case .blocks(let blocks): active[file - firstActive].work = .blocks(blocks)
    }
  }

  /// The consumer is done with a chunk.
  mutating func release(file: Int, index: Int) {
    let place = file - firstActive
    active[place].releasedAhead.insert(index)
    while active[place].releasedAhead.remove(active[place].released) != nil { active[place].released += 1 }
    while let first = active.first, first.isSettled {
      settled += first.claimed
      active.removeFirst()
      firstActive += 1
    }
  }

  mutating func stop() { isStopped = true }
}
