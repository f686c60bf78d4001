import JSONTape

/// Gathers indicators of all files, settles versions and repeats, and makes the set.
struct IndicatorSetBuilder {
  /// More indicators than this are not taken; what is left out is counted.
  static let maxIndicators = 5_000_000
  /// Patterns with wildcards are tried one by one on texts not seen before; more than this are not taken.
  static let maxPatterns = 1000
  /// Of one value, so many entries are kept.
  static let maxEntriesOfValue = 32

  private(set) var dropped = 0
  private var arena = IndicatorArena()
  private var rows: [IndicatorRow] = []
  private var requirements: [UInt32: [IndicatorTest]] = [:]
  private var patterns: [(row: UInt32, matching: Indicator.Matching)] = []
  private var sources: [String] = []
  private var sourcePlaces: [String: UInt32] = [:]
  /// Details that were seen, by hash, for files that say the same of every line.
  private var details: [UInt64: (start: UInt32, count: UInt16)] = [:]
  private static let maxDetails = 1 << 16

  /// Of objects that have versions (STIX, MISP): what the row came from, and the newest version of each.
  private var objects: [(row: UInt32, object: UInt64, modified: Int64)] = []
  private var newest: [UInt64: (modified: Int64, isRevoked: Bool)] = [:]

  var count: Int { rows.count }

  /// - Parameters:
  ///   - object: the id of the object that the indicator is of, where it has versions.
  ///   - modified: when that version was made.
  mutating func add(_ indicator: Indicator, object: String? = nil, modified: Int64 = 0) {
    guard rows.count < Self.maxIndicators, indicator.value.utf8.count <= IndicatorText.maxBytes else {
      dropped += 1
      return
    }
    if indicator.matching != .exact, patterns.count >= Self.maxPatterns {
      dropped += 1
      return
    }
    var row = IndicatorRow()
    guard let text = arena.add(indicator.value), keepDetail(indicator, &row) else {
      dropped += 1
      return
    }
    row.text = text
    row.textCount = UInt16(indicator.value.utf8.count)
    row.type = indicator.type
    row.validFrom = indicator.validFrom ?? .min
    row.validUntil = indicator.validUntil ?? .max
    row.confidence = indicator.confidence.map { UInt8(min(max($0, 0), 100)) } ?? 255
    row.tlp = indicator.tlp?.rawValue ?? 0
    row.source = place(of: indicator.source)
    let number = UInt32(rows.count)
    if !indicator.requirements.isEmpty {
      row.hasRequirements = true
      requirements[number] = indicator.requirements
    }
    if indicator.matching != .exact { patterns.append((number, indicator.matching)) }
    rows.append(row)
    if let object { objects.append((number, FoldedText.hash(object), modified)) }
  }

  /// Notes that a version of an object exists: older versions count no more, and a revoked one takes all away.
  mutating func note(object: String, modified: Int64, isRevoked: Bool) {
    let key = FoldedText.hash(object)
    if let known = newest[key] {
      if known.modified > modified { return }
      if known.modified == modified, !isRevoked { return }
    }
    guard newest[key] != nil || newest.count < Self.maxIndicators else { return }
    newest[key] = (modified, isRevoked)
  }

  private mutating func keepDetail(_ indicator: Indicator, _ row: inout IndicatorRow) -> Bool {
    let packed = IndicatorDetail.pack(indicator)
    guard !packed.isEmpty else { return true }
    let hash = FoldedText.hash(packed)
    if let known = details[hash], arena.text(known.start, Int(known.count)) == packed {
      (row.detail, row.detailCount) = (known.start, known.count)
      return true
    }
    guard let start = arena.add(packed) else { return false }
    (row.detail, row.detailCount) = (start, UInt16(clamping: packed.utf8.count))
    if details.count < Self.maxDetails { details[hash] = (start, row.detailCount) }
    return true
  }

  private mutating func place(of source: String) -> UInt32 {
    if let place = sourcePlaces[source] { return place }
    let place = UInt32(sources.count)
    sources.append(source)
    sourcePlaces[source] = place
    return place
  }

  // MARK: The set

  func build() -> IndicatorSet {
    var rows = rows
    let dead = supersededRows()
    var patternRows: [UInt32: Indicator.Matching] = [:]
    for pattern in patterns { patternRows[pattern.row] = pattern.matching }

    var table = IndicatorTable(for: rows.count)
    var live = 0
    var counts: [IndicatorType: Int] = [:]
    var bySource = [Int](repeating: 0, count: sources.count)
    var networks: [(row: UInt32, prefix: IPPrefix)] = []
    var texts: [TextPattern] = []
    for number in rows.indices {
      let place = UInt32(number)
      if !dead.isEmpty, dead.contains(place) { continue }
      let row = rows[number]
      if let matching = patternRows[place] {
        guard let pattern = TextPattern(arena.text(row.text, Int(row.textCount)), matching, row: place) else {
          continue
        }
        texts.append(pattern)
      } else if row.type == .network {
        guard let prefix = IPPrefix(arena.text(row.text, Int(row.textCount))) else { continue }
        networks.append((place, prefix))
      } else if !insert(place, &table, &rows) {
        continue
      }
      live += 1
      counts[row.type, default: 0] += 1
      bySource[Int(row.source)] += 1
    }
    // The same network of the same source is told once.
    networks = Self.distinct(networks, rows)
    return IndicatorSet(
      arena: arena, rows: rows, table: table, networks: PrefixTable(networks.map(\.prefix)),
      networkRows: networks.map(\.row), patterns: texts, requirements: requirements, sources: sources, count: live,
      counts: counts, countsOfSources: bySource, dropped: dropped)
  }

  /// Links a row to its value. False where the same source has said the same before; what it says more is kept.
  private func insert(_ place: UInt32, _ table: inout IndicatorTable, _ rows: inout [IndicatorRow]) -> Bool {
    let row = rows[Int(place)]
    let bytes = Array(arena.bytes[Int(row.text)..<Int(row.text) + Int(row.textCount)])
    let hash = bytes.withUnsafeBytes { ByteSpan($0).foldedHash }
    guard
      let head = table.row(hash, where: { arena.equals(rows[Int($0)].text, Int(rows[Int($0)].textCount), bytes) })
    else {
      return table.insert(hash, place)
    }
    var at = head
    var length = 1
    while true {
      let other = rows[Int(at)]
      let isSame = other.source == row.source && other.type == row.type
      if isSame, !other.hasRequirements, !row.hasRequirements {
        rows[Int(at)].validFrom = min(other.validFrom, row.validFrom)
        rows[Int(at)].validUntil = max(other.validUntil, row.validUntil)
        if row.confidence != 255, other.confidence == 255 || row.confidence > other.confidence {
          rows[Int(at)].confidence = row.confidence
        }
        rows[Int(at)].tlp = max(other.tlp, row.tlp)
        return false
      }
      guard other.next != IndicatorRow.none else { break }
      at = other.next
      length += 1
    }
    guard length < Self.maxEntriesOfValue else { return false }
    rows[Int(at)].next = place
    return true
  }

  private static func distinct(
    _ networks: [(row: UInt32, prefix: IPPrefix)], _ rows: [IndicatorRow]
  ) -> [(row: UInt32, prefix: IPPrefix)] {
    struct Key: Hashable {
      let prefix: IPPrefix
      let source: UInt32
    }
    var seen: Set<Key> = []
    return networks.filter {
      let row = rows[Int($0.row)]
      return row.hasRequirements || seen.insert(Key(prefix: $0.prefix, source: row.source)).inserted
    }
  }

  /// Rows of versions that a newer one replaces, or of objects that were revoked, or that another file said before.
  private func supersededRows() -> Set<UInt32> {
    var dead: Set<UInt32> = []
    var kept: [UInt64: UInt32] = [:]
    for entry in objects {
      let source = rows[Int(entry.row)].source
      if let latest = newest[entry.object], latest.isRevoked || latest.modified > entry.modified {
        dead.insert(entry.row)
      } else if let first = kept[entry.object], first != source {
        dead.insert(entry.row)
      } else {
        kept[entry.object] = source
      }
    }
    return dead
  }
}
