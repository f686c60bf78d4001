import Dispatch
import JSONTape
import Synchronization

/// Looks at the times in files, so that logs of several sources are read side by side rather than one after another,
/// and puts them in an order that depends on what they hold and not on their names.
///
/// The times are taken from the text, whatever the format: of those in a place the middle one counts. They need not be exact:
/// what comes of them is put in exact order later, within a bound.
public enum InputOrder {
  /// Compressed files up to this size that seem to run from newest to oldest are unpacked to their end, to learn where
  /// their oldest record belongs; of longer ones the beginning has to tell. zstd files below the smaller size hold too little for it to matter.
  static let maxCompressed: UInt64 = 1 << 20
  private static let minZstd: UInt64 = 32 << 10
  /// Of the bytes that were looked at, those that tell files apart which begin at one time.
  private static let hashedBytes = 1 << 10
  /// What falls by less than this, in microseconds, within a file's first bytes, is no file from newest to oldest that
  /// would be short and lie far behind.
  private static let leastFall: Int64 = 60_000_000
  /// So much content is put in order by what follows, however it runs.
  static let shortContent = 16 << 20

  /// By the time that a file begins with, then by what it begins with. Files that tell no time, and what is no regular
  /// file, come last, in their old order.
  /// - Parameter threads: how many may look at files at once.
  public static func byTime(_ files: [InputFile], threads: Int = 1) -> [InputFile] {
    guard files.count > 1 else { return files }
    let looks = look(at: files, threads: max(1, min(threads, files.count / 8)))
    return zip(files, looks).enumerated().sorted { one, other in
      let (left, right) = (one.element.1, other.element.1)
      return (left.times?.first ?? .max, left.hash, one.offset) < (right.times?.first ?? .max, right.hash, other.offset)
    }.map { _, item in
      var file = item.0
      file.times = item.1.times
      return file
    }
  }

  /// What a file tells.
  private struct Look: Sendable {
    var times: FileTimes?
    /// Of its first bytes; 0 for what tells no time.
    var hash: UInt64 = 0
  }

  private static func look(at files: [InputFile], threads: Int) -> [Look] {
    let looks = Mutex([Look](repeating: Look(), count: files.count))
    let next = Atomic<Int>(0)
    @Sendable func work() {
      let pool = BufferPool(capacity: 64 << 10)
      while true {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < files.count else { return }
        guard files[place].byteCount != nil, let seen = look(at: files[place], pool) else { continue }
        looks.withLock { $0[place] = seen }
      }
    }
    if threads > 1 { DispatchQueue.concurrentPerform(iterations: threads) { _ in work() } } else { work() }
    return looks.withLock { $0 }
  }

  private static func look(at file: InputFile, _ pool: BufferPool) -> Look? {
    guard let opened = try? OpenedInput(file, meter: Meter(), isGlance: true) else { return nil }
    let intake = Intake(source: opened.source, pool: pool)
    intake.fill(upTo: TimePeek.bytes)
    let bytes = intake.buffer.bytes
    guard let begin = TimePeek.median(bytes) else { return nil }
    let hash = ByteSpan(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.suffix(hashedBytes)))).foldedHash
    if let (descriptor, size) = opened.blocks {
      let places = PlaceTimes.places(of: descriptor, size: size)
      let times = FileTimes(
        places: places.isEmpty ? [begin] : places, isWhole: true, isShort: size <= UInt64(shortContent))
      return Look(times: times, hash: hash)
    }
    if let size = file.byteCount, size > maxCompressed {
      intake.fill(upTo: PlaceTimes.steadyBytes)
      // What runs backwards is begun at once: its earliest record stands at its end.
      let isBackwards = PlaceTimes.fallSteadily(intake.buffer.bytes)
      return Look(times: FileTimes(places: [isBackwards ? .min : begin], isWhole: false, isShort: false), hash: hash)
    }
    let end = falls(bytes) ? end(of: intake, opened, file) : nil
    let times = FileTimes(places: [begin] + (end.map { [$0] } ?? []), isWhole: end != nil, isShort: end != nil)
    return Look(times: times, hash: hash)
  }

  /// Whether the last times in a file's first bytes are earlier than the first.
  private static func falls(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let times = TimePeek.times(in: bytes)
    let part = times.count / 3
    guard part > 0 else { return false }
    return times.prefix(part).sorted()[part / 2] - times.suffix(part).sorted()[part / 2] > leastFall
  }

  /// The time at the end of a compressed file; nil where it would cost too much to get there.
  private static func end(of intake: Intake, _ opened: OpenedInput, _ file: InputFile) -> Int64? {
    guard let size = file.byteCount, size <= maxCompressed, !(opened.source is ZstdSource) || size >= minZstd else {
      return nil
    }
    while !intake.isEnded, intake.offset < UInt64(shortContent) {
      // What is there stays until more has come, so that at the end the last bytes are.
      intake.drop(max(0, intake.buffer.count - TimePeek.bytes))
      intake.fill(upTo: 64 << 10)
    }
    guard intake.isEnded else { return nil }
    let bytes = intake.buffer.bytes
    return TimePeek.median(UnsafeBufferPointer(rebasing: bytes.suffix(TimePeek.bytes)))
  }
}
