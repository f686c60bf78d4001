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
      return try begin(file, EnvelopeKeys(envelopes))
    } catch {
      return (Piece(problem: error, isLast: true), .none)
    }
  }

  private func begin(_ file: InputFile, _ envelopes: EnvelopeKeys) throws(InputProblem) -> (Piece, Rest) {
    let opened = try OpenedInput(file, meter: meter)
    let intake = Intake(source: opened.source, pool: pool)
    intake.fill(upTo: limits.chunkBytes)
    if !file.isNamed, !Self.isNamedJSON(file.path), !Self.isJSON(intake.buffer.bytes) {
      return (Piece(problem: intake.problem, isLast: true, isSkippedFile: intake.problem == nil), .none)
    }
    guard layout(of: intake, envelopes) == YAGURA_LAYOUT_LINES else {
      guard let framer = Framer(maxRecordBytes: limits.maxRecordBytes, envelopes: envelopes) else {
        throw InputProblem(path: file.path, kind: .unreadable(reason: "out of memory"))
      }
      return proceed(StructureCutter(intake: intake, limits: limits, framer: framer))
    }
    guard let (descriptor, size) = opened.blocks, !intake.isEnded else {
      return proceed(LineCutter(intake: intake, limits: limits))
    }
    let blocks = LineBlocks(
      reader: BlockReader(descriptor: descriptor, path: file.path, size: size, limits: limits),
      alreadyRead: intake.buffer.count, pool: pool, meter: meter)
    let first = blocks.piece(0, start: intake.handOverAll())
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
