import JSONTape

/// One fetch under way: what to ask for next, and what to remember should it break.
struct FeedRun {
  private(set) var cursor: FeedCursor
  let isResumed: Bool
  /// What the pages asked for were added after.
  private(set) var addedAfter: String?
  /// The server's token for the next page.
  private(set) var next: String?
  /// Of the page before, in microseconds since 1970; to see whether the server sorts, as the standard demands.
  private var lastAdded: Int64?
  private var isSorted = true
  private var lastBundle = 0
  private var repeats = 0

  init(cursor: FeedCursor) {
    self.cursor = cursor
    isResumed = cursor.isUnderWay
    if cursor.isUnderWay, let resume = cursor.resumeAfter {
      addedAfter = resume
    } else {
      addedAfter = cursor.addedAfter
      // Without a time to go on from, the run's pages are written over.
      if cursor.isUnderWay { self.cursor.page = cursor.firstPage }
      if cursor.addedAfter == nil { self.cursor.page = 1 }
      self.cursor.firstPage = self.cursor.page
    }
    self.cursor.isUnderWay = true
  }

  /// Goes on by time, where the server has forgotten the token.
  mutating func forgetToken() {
    next = nil
    if let resume = cursor.resumeAfter {
      addedAfter = resume
    } else {
      addedAfter = cursor.addedAfter
      cursor.page = cursor.firstPage
    }
  }

  /// Notes that a page is written.
  ///
  /// - Returns: whether it was the last.
  mutating func took(_ page: TAXIIClient.Page) throws(FeedFailure) -> Bool {
    if page.count > 0 { cursor.page += 1 }
    let first = page.firstAdded.flatMap(Self.time)
    if let first, let lastAdded, first < lastAdded { isSorted = false }
    if let last = page.lastAdded.flatMap(Self.time) { lastAdded = max(last, lastAdded ?? last) }
    guard page.hasMore, page.count > 0 else {
      cursor.addedAfter = lastAdded.map { Self.text($0) } ?? cursor.addedAfter
      cursor.resumeAfter = nil
      cursor.isUnderWay = false
      return true
    }
    cursor.resumeAfter = isSorted ? first.map { Self.text($0 - 1) } : nil
    repeats = page.fingerprint == lastBundle ? repeats + 1 : 0
    lastBundle = page.fingerprint
    guard repeats < 2 else { throw FeedFailure("the server gives the same page again and again") }
    if let token = page.next {
      next = token
    } else {
      // A server without tokens: what comes after the last object's time.
      guard let last = page.lastAdded, last != addedAfter else {
        throw FeedFailure("the server has more objects but does not say how to ask for them")
      }
      addedAfter = last
      next = nil
    }
    return false
  }

  private static func time(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { Timestamp.parse(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  /// RFC 3339 with microseconds.
  static func text(_ time: Int64) -> String {
    let second: Int64 = 1_000_000
    let (days, rest) = (time / (86_400 * second), time % (86_400 * second))
    let (year, month, day) = Timestamp.date(days: days)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (hour, minute) = (rest / (3600 * second), rest / (60 * second) % 60)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(rest / second % 60, 2))"
    return "\(date)T\(clock).\(padded(rest % second, 6))Z"
  }
}
