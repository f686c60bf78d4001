/// Text with holes, such as a request's parameters: `{"bucketName":"%b","key":"%k"}`. What a letter stands for is in
/// `Scene`; the same letter stands for the same thing throughout a record.
struct Template: Sendable {
  private enum Piece: Sendable {
    case text([UInt8])
    case hole(UInt8)
  }

  private let pieces: [Piece]

  init(_ text: some StringProtocol) {
    var pieces: [Piece] = []
    var pending: [UInt8] = []
    var isHole = false
    for byte in text.utf8 {
      if isHole {
        isHole = false
        if byte == UInt8(ascii: "%") {
          pending.append(byte)
        } else {
          if !pending.isEmpty { pieces.append(.text(pending)) }
          pending = []
          pieces.append(.hole(byte))
        }
      } else if byte == UInt8(ascii: "%") {
        isHole = true
      } else {
        pending.append(byte)
      }
    }
    if !pending.isEmpty { pieces.append(.text(pending)) }
    self.pieces = pieces
  }

  func fill(_ scene: Scene) -> Line {
    var line = Line()
    line.bytes.reserveCapacity(256)
    for piece in pieces {
      switch piece {
      case .text(let bytes): line.bytes.append(contentsOf: bytes)
      case .hole(let letter): scene.write(letter, to: &line)
      }
    }
    return line
  }
}

/// What a template's letters stand for in one record.
struct Scene: Sendable {
  /// The account, project or cluster that the act is in.
  var tenant: String
  var tenantIndex: Int
  var region: String
  /// Whose resources these are: an identity comes back to the same few.
  var focus: Int
  /// What varies from record to record.
  var draw: UInt64
  /// Who acts, as a session's name or address.
  var actor: String
  /// What a caller wants to be named: a bucket, a role, a user, a key.
  var named: [UInt8: String] = [:]

  /// One of `count` things of a kind: mostly one of the identity's own three, at times any.
  private func choice(_ count: Int, _ kind: UInt64) -> Int {
    let bits = Random.mix(draw ^ kind)
    if bits & 63 == 0 { return Int(bits >> 8 & 0xFFFF) % count }
    return (focus &* 31 &+ Int(bits >> 8 & 0xFF) % 3) % count
  }

  private func service() -> String { ResourceTable.services[choice(ResourceTable.services.count, 1)] }

  func write(_ letter: UInt8, to line: inout Line) {
    if !named.isEmpty, let name = named[letter] { return line.append(name) }
    let tenantSeed = tenantIndex &+ 77
    switch letter {
    case UInt8(ascii: "a"): line.append(tenant)
    case UInt8(ascii: "r"): line.append(region)
    case UInt8(ascii: "U"): line.append(actor)
    case UInt8(ascii: "n"): line.append(service())
    case UInt8(ascii: "b"):
      line.append("\(Organisation.name)-\(Account.all[tenantIndex % 6].name)-" as Line)
      line.append(service())
      line.append("-")
      line.append(ResourceTable.bucketKinds[choice(4, 2)])
    case UInt8(ascii: "k"):
      line.append(ResourceTable.folders[choice(10, 3)])
      line.append("/\(Int(draw >> 20 & 0xFFF))/" as Line)
      line.append(ResourceTable.files[choice(10, 4)])
    case UInt8(ascii: "i"): line.append("i-0\(hex: Token(tenantSeed, 1, choice(60, 5)), 16)" as Line)
    case UInt8(ascii: "v"): line.append("vol-0\(hex: Token(tenantSeed, 2, choice(80, 6)), 16)" as Line)
    case UInt8(ascii: "p"): line.append("snap-0\(hex: Token(tenantSeed, 3, Int(draw >> 24 & 0xFFFF)), 16)" as Line)
    case UInt8(ascii: "m"): line.append("ami-0\(hex: Token(tenantSeed, 4, choice(12, 7)), 16)" as Line)
    case UInt8(ascii: "G"): line.append("sg-0\(hex: Token(tenantSeed, 5, choice(20, 8)), 16)" as Line)
    case UInt8(ascii: "y"): line.append("\(Token(tenantSeed, 6, choice(8, 9)))" as Line)
    case UInt8(ascii: "s"):
      line.append("\(Account.all[tenantIndex % 6].name)/" as Line)
      line.append(service())
      line.append("/database")
    case UInt8(ascii: "u"): line.append("\(Token(high: draw, low: Random.mix(draw)))" as Line)
    case UInt8(ascii: "x"): line.append("\(hex: Token(high: draw, low: Random.mix(draw)), 17)" as Line)
    case UInt8(ascii: "h"): line.append("\(hex: Token(high: Random.mix(draw), low: draw), 8)" as Line)
    case UInt8(ascii: "1"): line.append("\(1 + Int(draw >> 33 & 7))" as Line)
    case UInt8(ascii: "9"): line.append("\(1000 + Int(draw >> 30 & 0xFFFF))" as Line)
    case UInt8(ascii: "d"):
      line.append(ResourceTable.documents[Int(draw >> 12 & 0xFFF) % ResourceTable.documents.count])
    case UInt8(ascii: "g"): line.append(ResourceTable.channels[choice(ResourceTable.channels.count, 10)])
    default: line.append("-")
    }
  }
}
