/// Which worker does what next, and in which order the chunks of all files follow one another: the state behind
/// `ChunkSource.next()`.
///
/// The order is told by the chunks' times alone: of the files that stand open the chunk with the earliest time comes
/// next; a file is opened when that time reaches the one the file begins with. Times are known when a chunk has been read, so the
/// order is settled a little after the reading; reading runs ahead by guessing how each file goes on. A wrong guess costs time and
/// changes nothing.
///
/// Invariants: a chunk's index is given when its making begins, so indexes are dense; if no chunk that has its place in the order is out,
/// the one that the order waits for can always be claimed or is being made, so that waiting for the window ends.
struct Schedule {
  enum Claim {
    case open(file: Int)
    case pull(file: Int, index: Int, any Cutter)
    case block(file: Int, index: Int, LineBlocks)
    /// The caller has something else to do.
    case interrupted
    case end
  }

  private enum Work {
    case unopened
    case busy
    case stream(any Cutter)
    case blocks(LineBlocks)
    case done
  }

  private final class Job {
    let file: Int
    let isWide: Bool
    var work = Work.unopened
    /// Whether its chunks are being put in order.
    var isAdmitted = false
    /// Chunks whose making has begun.
    var claimed = 0
    /// Chunks that have their place in the order.
    var ordered = 0
    /// Times of the chunks that were read and wait for their place.
    var times: [Int: Int64] = [:]
    /// Chunks given back before they had their place.
    var releasedEarly: Set<Int> = []
    private var first = Int64.min
    private var last = (index: -1, time: Int64.min)

    init(file: Int, isWide: Bool) {
      self.file = file
      self.isWide = isWide
    }

    func note(_ time: Int64, of index: Int) {
      times[index] = time
      if index == 0 { first = time }
      if index > last.index { last = (index, time) }
    }

    /// What the order waits for, and nobody is making.
    var isAwaited: Bool { isAdmitted && claimed == ordered }

    /// A guess at the time of the next chunk.
    var expected: Int64 {
      guard last.index > 0, last.time > first else { return last.time }
      let (span, isTooLong) = last.time.subtractingReportingOverflow(first)
      guard !isTooLong else { return last.time }
      let step = (span / Int64(last.index)).multipliedReportingOverflow(by: Int64(claimed - last.index))
      let guess = last.time.addingReportingOverflow(step.partialValue)
      return step.overflow || guess.overflow ? last.time : guess.partialValue
    }

    var isClaimable: Bool {
      switch work {
      case .stream, .blocks: true
      case .unopened, .busy, .done: false
      }
    }
    var isSettled: Bool { if case .done = work { ordered == claimed } else { false } }
  }

  /// Files that wait to be opened, by rising start.
  private struct Queue {
    var files: [Int] = []
    var opened = 0
    var admitted = 0
    var nextToOpen: Int? { opened < files.count ? files[opened] : nil }
    var nextToAdmit: Int? { admitted < files.count ? files[admitted] : nil }
  }

  /// A place in the order of all chunks.
  struct Place: Sendable, Hashable {
    var file: Int
    var index: Int
  }

  private let starts: [Int64]
  private let isWide: [Bool]
  private let window: Int
  private let maxOpen: Int
  private let keepsOrder: Bool
  /// Files of several chunks, and those that are likely to be one.
  private var wide = Queue()
  private var narrow = Queue()
  private var jobs: [Int: Job] = [:]
  /// Files of which chunks are yet to be claimed.
  private var reading: [Job] = []
  private var openWide = 0
  /// Files whose chunks are being put in order.
  private var admitted: [Job] = []
  private var admittedWide = 0
  /// Chunks that are out, and those of them that have their place in the order.
  private var out = 0
  private var outInOrder = 0
  private var places: [Place] = []
  private(set) var isOrderComplete = false
  private var isStopped = false

  /// - Parameters:
  ///   - starts: for each file, the time from which on it is wanted.
  ///   - isWide: for each file, whether it may be long.
  ///   - maxOpen: how many files of several chunks may stand open at one time.
  ///   - keepsOrder: whether somebody calls `takeOrder`.
  init(starts: [Int64], isWide: [Bool], window: Int, maxOpen: Int, keepsOrder: Bool) {
    self.starts = starts
    self.isWide = isWide
    self.window = window
    self.maxOpen = max(1, maxOpen)
    self.keepsOrder = keepsOrder
    for file in starts.indices.sorted(by: { (starts[$0], $0) < (starts[$1], $1) }) {
      if isWide[file] { wide.files.append(file) } else { narrow.files.append(file) }
    }
    putInOrder()
  }

  // MARK: Claims

  /// The next thing to do; nil if it must be waited for.
  mutating func claim() -> Claim? {
    if isStopped { return .end }
    var best: (job: Job, expected: Int64)?
    for job in reading where job.isClaimable && hasRoom(isAwaited: job.isAwaited) {
      let expected = job.expected
      if let known = best, (known.expected, known.job.file) < (expected, job.file) { continue }
      best = (job, expected)
    }
    let next = nextToOpen
    if let next, hasRoom(isAwaited: jobs[next] != nil), best.map({ starts[next] <= $0.expected }) ?? true {
      return open(next)
    }
    if let job = best?.job { return claim(job) }
    return next == nil && reading.isEmpty ? .end : nil
  }

  /// Half of the window is kept for what the order waits for.
  private func hasRoom(isAwaited: Bool) -> Bool {
    if out >= window { return isAwaited && outInOrder == 0 }
    return isAwaited || out - outInOrder < max(1, window / 2)
  }

  private var nextToOpen: Int? {
    let wide = openWide < maxOpen ? wide.nextToOpen : nil
    guard let wide, let narrow = narrow.nextToOpen else { return wide ?? narrow.nextToOpen }
    return (starts[wide], wide) < (starts[narrow], narrow) ? wide : narrow
  }

  private mutating func open(_ file: Int) -> Claim {
    if isWide[file] {
      wide.opened += 1
      openWide += 1
    } else {
      narrow.opened += 1
    }
    let job = job(of: file)
    job.work = .busy
    job.claimed = 1
    out += 1
    reading.append(job)
    return .open(file: file)
  }

  private mutating func claim(_ job: Job) -> Claim? {
    let index = job.claimed
    job.claimed += 1
    out += 1
    switch job.work {
    case .stream(let cutter):
      job.work = .busy
      return .pull(file: job.file, index: index, cutter)
    case .blocks(let blocks):
      if index == blocks.count - 1 { end(job) }
      return .block(file: job.file, index: index, blocks)
    case .unopened, .busy, .done: return nil
    }
  }

  private mutating func job(of file: Int) -> Job {
    if let known = jobs[file] { return known }
    let made = Job(file: file, isWide: isWide[file])
    jobs[file] = made
    return made
  }

  private mutating func end(_ job: Job) {
    job.work = .done
    reading.removeAll { $0 === job }
    if job.isWide { openWide -= 1 }
  }

  // MARK: What became of claims

  /// A file was opened, or a chunk pulled from it, whose time is `time`.
  mutating func proceed(file: Int, index: Int, time: Int64, with rest: FileReader.Rest) {
    guard let job = jobs[file] else { return }
    switch rest {
    case .none: end(job)
    case .stream(let cutter): job.work = .stream(cutter)
    case .blocks(let blocks): job.work = .blocks(blocks)
    }
    note(job, index: index, time: time)
  }

  /// A block was read.
  mutating func proceed(file: Int, index: Int, time: Int64) {
    if let job = jobs[file] { note(job, index: index, time: time) }
  }

  private mutating func note(_ job: Job, index: Int, time: Int64) {
    job.note(time, of: index)
    putInOrder()
  }

  /// The consumer is done with a chunk.
  mutating func release(file: Int, index: Int) {
    out -= 1
    if let job = jobs[file], index >= job.ordered {
      job.releasedEarly.insert(index)
    } else {
      outInOrder -= 1
    }
  }

  mutating func stop() { isStopped = true }

  // MARK: Order

  /// The places that were settled since the last call, in their order.
  mutating func takeOrder() -> [Place] {
    defer { places.removeAll(keepingCapacity: true) }
    return places
  }

  private mutating func putInOrder() {
    while true {
      var best: (job: Job, time: Int64)?
      for job in admitted {
        guard let time = job.times[job.ordered] else { return }
        if let known = best, (known.time, known.job.file) < (time, job.file) { continue }
        best = (job, time)
      }
      if let next = nextToAdmit, best.map({ starts[next] <= $0.time }) ?? true {
        admit(next)
      } else if let job = best?.job {
        place(job)
      } else {
        isOrderComplete = true
        return
      }
    }
  }

  private var nextToAdmit: Int? {
    let wide = admittedWide < maxOpen ? wide.nextToAdmit : nil
    guard let wide, let narrow = narrow.nextToAdmit else { return wide ?? narrow.nextToAdmit }
    return (starts[wide], wide) < (starts[narrow], narrow) ? wide : narrow
  }

  private mutating func admit(_ file: Int) {
    if isWide[file] {
      wide.admitted += 1
      admittedWide += 1
    } else {
      narrow.admitted += 1
    }
    let job = job(of: file)
    job.isAdmitted = true
    admitted.append(job)
  }

  private mutating func place(_ job: Job) {
    let index = job.ordered
    job.ordered += 1
    job.times[index] = nil
    if keepsOrder { places.append(Place(file: job.file, index: index)) }
    if job.releasedEarly.remove(index) == nil { outInOrder += 1 }
    guard job.isSettled else { return }
    admitted.removeAll { $0 === job }
    jobs[job.file] = nil
    if job.isWide { admittedWide -= 1 }
  }
}
