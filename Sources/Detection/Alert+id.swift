import Crypto

extension Alert {
  /// The same for the same rule on the same records, in every run: a replay changes nothing.
  public var id: String {
    // Put together first: the hash is asked once, and the buffer grows once or twice.
    var told: [UInt8] = []
    told.reserveCapacity(256)
    func add(_ text: String) {
      told.append(contentsOf: text.utf8)
      told.append(0)
    }
    func add(_ id: String?, _ idHash: UInt64, _ path: String, _ index: Int) {
      if let id {
        add(id)
      } else if idHash != 0 {
        add(String(idHash, radix: 16))
      } else {
        add("\(path)#\(index)")
      }
    }
    add(rule.id)
    add(String(keys.actor, radix: 16))
    add(String(time))
    add(seen.id, seen.idHash, seen.path, index)
    for record in related { add(record.id, record.idHash, record.path, record.index) }
    for part in group { add(part) }
    return SHA256.hash(data: told).withUnsafeBytes { hash in
      String(unsafeUninitializedCapacity: 32) { text in
        for place in 0..<16 {
          text[2 * place] = Self.digits[Int(hash[place] >> 4)]
          text[2 * place + 1] = Self.digits[Int(hash[place] & 15)]
        }
        return 32
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
