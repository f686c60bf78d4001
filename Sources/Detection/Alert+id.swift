import Crypto

extension Alert {
  /// The same for the same rule on the same records, in every run: a replay changes nothing.
  public var id: String {
    var hash = SHA256()
    func add(_ text: String) {
      hash.update(data: Array(text.utf8))
      hash.update(data: [0])
    }
    add(rule.id)
    add(String(keys.actor, radix: 16))
    add(String(time))
    for record in [record] + related {
      if let id = record.id {
        add(id)
      } else if record.idHash != 0 {
        add(String(record.idHash, radix: 16))
      } else {
        add("\(record.path)#\(record.index)")
      }
    }
    for part in group { add(part) }
    let digits = Array("0123456789abcdef".utf8)
    let bytes = hash.finalize().prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
