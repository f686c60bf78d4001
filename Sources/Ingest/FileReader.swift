import CSimdJSON

/// Opens an input, tells how it is to be cut, and gives its first piece.
struct FileReader {
  enum Rest {
    case none
    case stream(any Cutter)
    case blocks(LineBlocks)
  }

  /// So many bytes of a file found in a directory are looked at to tell whether it is JSON at all.
  private static let sniffBytes = 64 << 10
  private static let namesOfJSON = ["json", "jsonl", "ndjson"]

  let limits: IngestLimits
  let pool: BufferPool
  let meter: Meter

  func open(_ file: InputFile, envelopes: [String]) -> (first: Piece, rest: Rest) {
    do {
      return try begin(file, EnvelopeKeys(envelopes), mayTurn: true)
    } catch {
      return (Piece(problem: error, isLast: true), .none)
    }
  }

  private func begin(_ file: InputFile, _ envelopes: EnvelopeKeys, mayTurn: Bool) throws(InputProblem) -> (Piece, Rest)
  {
    let opened = try OpenedInput(file, meter: meter)
    let intake = Intake(source: opened.source, pool: pool)
    intake.fill(upTo: limits.chunkBytes)
    if !file.isNamed, !Self.isNamedJSON(file.path), !Self.isJSON(intake.buffer.bytes) {
      return (Piece(problem: intake.problem, isLast: true, isSkippedFile: intake.problem == nil), .none)
    }
    let isLines = layout(of: intake, envelopes) == YAGURA_LAYOUT_LINES
    if isLines, let (descriptor, size) = opened.blocks, !intake.isEnded {
      return begin(
        LineBlocks(
          reader: BlockReader(descriptor: descriptor, path: file.path, size: size, limits: limits),
          alreadyRead: intake.buffer.count, pool: pool, meter: meter), start: intake.handOverAll())
    }
    let runsBackwards = mayTurn && !intake.isEnded && self.runsBackwards(file, opened, intake)
    let cutter: any Cutter
    if isLines {
      cutter = LineCutter(intake: intake, limits: limits)
    } else {
      guard let framer = Framer(maxRecordBytes: limits.maxRecordBytes, envelopes: envelopes) else {
        throw InputProblem(path: file.path, kind: .unreadable(reason: "out of memory"))
      }
      cutter = StructureCutter(intake: intake, limits: limits, framer: framer)
    }
    guard runsBackwards else { return proceed(cutter) }
    guard let turned = TurnedFile(cutter) else { return try begin(file, envelopes, mayTurn: false) }
    return begin(LineBlocks(turned, path: file.path, limits: limits, pool: pool, meter: meter), start: nil)
  }

  /// Whether a file that is read from its start to its end is long, and runs from newest to oldest.
  private func runsBackwards(_ file: InputFile, _ opened: OpenedInput, _ intake: Intake) -> Bool {
    if let (descriptor, size) = opened.blocks {
      return size > UInt64(InputOrder.shortContent)
        && PlaceTimes.areDisordered(PlaceTimes.places(of: descriptor, size: size))
    }
    guard let size = file.byteCount, size > InputOrder.maxCompressed else { return false }
    intake.fill(upTo: PlaceTimes.steadyBytes)
    return PlaceTimes.fallSteadily(intake.buffer.bytes)
  }

  private func begin(_ blocks: LineBlocks, start: ByteBuffer?) -> (Piece, Rest) {
    let first = blocks.piece(0, start: start)
    return (first, first.isLast ? .none : .blocks(blocks))
  }

  private func proceed(_ cutter: any Cutter) -> (Piece, Rest) {
    let first = cutter.next()
    return (first, first.isLast ? .none : .stream(cutter))
  }

  private func layout(of intake: Intake, _ envelopes: EnvelopeKeys) -> Int {
    while true {
      let bytes = intake.buffer.bytes
      guard let base = bytes.baseAddress else { return YAGURA_LAYOUT_EMPTY }
      let layout = envelopes.withPointers {
        yagura_layout(base, bytes.count, intake.isEnded ? 1 : 0, $0, envelopes.count)
      }
      if Int(layout) != YAGURA_LAYOUT_UNDECIDED { return Int(layout) }
      intake.fill(upTo: bytes.count * 2)
    }
  }

  private static func isJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    return yagura_looks_like_json(base, min(bytes.count, sniffBytes)) != 0
  }

  private static func isNamedJSON(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".").dropFirst().contains { namesOfJSON.contains($0.lowercased()) }
  }
}
