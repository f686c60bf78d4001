import Activity
import JSONTape

/// Reads tables of indicators, whose columns are known by the names in their header, also where the header is a comment
/// (as abuse.ch writes it), or, without one, by what the first row holds.
struct CSVReader {
  private enum Column {
    case value(IndicatorType?)
    case type, name, description, confidence, validUntil, tlp, label, author
  }

  private static func column(_ name: String) -> Column? {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "value", "indicator", "ioc", "iocvalue", "observable", "indicatorvalue", "attribute": .value(nil)
    case "ip", "ipaddress", "address", "srcip", "dstip", "sourceip", "cidr", "network", "range", "dsthostip":
      .value(.address)
    case "domain", "hostname", "host", "fqdn", "domainname": .value(.domain)
    case "url", "uri": .value(.url)
    case "hash", "sha256", "sha1", "md5", "sha256hash", "sha1hash", "md5hash", "filehash", "sha512": .value(.fileHash)
    case "email", "mail", "emailaddress": .value(.email)
    case "useragent", "agent": .value(.userAgent)
    case "keyid", "accesskeyid", "accesskey", "credential": .value(.credential)
    case "arn": .value(.arn)
    case "account", "accountid", "username", "login": .value(.account)
    case "type", "ioctype", "indicatortype", "kind", "attributetype": .type
    case "name", "malware", "malwareprintable", "threat", "threatname", "signature", "family", "actor": .name
    case "description", "comment", "note", "notes", "reason", "details": .description
    case "confidence", "confidencelevel", "score": .confidence
    case "validuntil", "expires", "expiration", "expirationdate", "expiry", "expiresat", "validto": .validUntil
    case "tlp", "marking": .tlp
    case "tags", "labels", "tag", "label", "category", "threattype": .label
    case "reporter", "author", "organisation", "organization", "createdby": .author
    default: nil
    }
  }

  private static func type(_ word: String) -> IndicatorType? {
    switch word.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "ip", "ipv4", "ipv6", "address", "ipaddress", "ipport", "ipv4addr", "ipv6addr", "ipsrc", "ipdst", "cidr",
      "network",
      "ipv4cidr", "ipv6cidr":
      .address
    case "domain", "hostname", "fqdn", "host", "domainname": .domain
    case "url", "uri": .url
    case "hash", "md5", "sha1", "sha256", "sha512", "md5hash", "sha1hash", "sha256hash", "filehash", "filehashmd5",
      "filehashsha1", "filehashsha256":
      .fileHash
    case "email", "emailaddr", "emailaddress", "emailsrc": .email
    case "useragent": .userAgent
    case "credential", "keyid", "accesskeyid", "accesskey", "apikey": .credential
    case "arn": .arn
    case "account", "accountid", "useraccount", "username", "user": .account
    default: nil
    }
  }

  private let columns: [Column?]
  private var records: CSVRecords

  /// `nil` where the text is no table of indicators.
  init?(_ bytes: [UInt8]) {
    let head = bytes.prefix(1 << 16)
    var header: (columns: [Column?], delimiter: UInt8, after: Int, line: Int)?
    var line = 1
    var start = head.startIndex
    while start < head.endIndex {
      let end = head[start...].firstIndex(of: 0x0A) ?? head.endIndex
      let text = head[start..<end]
      let next = min(end + 1, head.endIndex)
      defer { (start, line) = (next, line + 1) }
      let isComment = text.first == UInt8(ascii: "#")
      if text.allSatisfy({ $0 <= 0x20 }) { continue }
      if let found = Self.header(isComment ? text.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 } : text) {
        header = (found.columns, found.delimiter, next, line + 1)
      }
      if !isComment { break }
    }
    if let header {
      columns = header.columns
      records = CSVRecords(bytes[header.after...], delimiter: header.delimiter, line: header.line)
      return
    }
    guard let (columns, delimiter) = Self.guessed(bytes) else { return nil }
    self.columns = columns
    records = CSVRecords(bytes[...], delimiter: delimiter)
  }

  private static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  private static func header(_ text: ArraySlice<UInt8>) -> (columns: [Column?], delimiter: UInt8)? {
    for delimiter in delimiters where text.contains(delimiter) {
      var records = CSVRecords(text, delimiter: delimiter)
      guard let fields = records.next()?.fields else { continue }
      let columns = fields.map(column)
      let values = columns.filter { if case .value = $0 { true } else { false } }
      let hasNoData = fields.allSatisfy { IndicatorText.read($0) == nil }
      if !values.isEmpty, columns.filter({ $0 != nil }).count >= 2 || fields.count == 1, hasNoData {
        return (columns, delimiter)
      }
    }
    return nil
  }

  /// Without a header: the first column of the first row that holds an indicator is the value.
  private static func guessed(_ bytes: [UInt8]) -> (columns: [Column?], delimiter: UInt8)? {
    for delimiter in delimiters {
      var records = CSVRecords(bytes.prefix(1 << 16), delimiter: delimiter)
      guard let fields = records.next()?.fields, fields.count > 1 else { continue }
      let place = fields.firstIndex { IndicatorText.read($0) != nil }
      guard let place else { continue }
      return (fields.indices.map { $0 == place ? .value(nil) : type(fields[$0]) != nil ? .type : nil }, delimiter)
    }
    return nil
  }

  mutating func read(_ reading: inout IntelReading) {
    reading.file.kind = .csv
    while let (line, fields) = records.next() { row(line, fields, &reading) }
  }

  private func row(_ line: Int, _ fields: [String], _ reading: inout IntelReading) {
    var indicator = Indicator(type: .address, value: "", source: reading.file.path)
    var stated: (word: String, type: IndicatorType?)?
    var values: [(IndicatorType?, String)] = []
    for (column, text) in zip(columns, fields) where !text.isEmpty && text.lowercased() != "none" {
      guard let column else { continue }
      switch column {
      case .value(let type): values.append((type, text))
      case .type: stated = (text, Self.type(text))
      case .name: indicator.name = indicator.name ?? text
      case .description: indicator.description = indicator.description ?? text
      case .confidence: indicator.confidence = Self.confidence(text)
      case .validUntil: indicator.validUntil = Self.time(text)
      case .tlp: indicator.tlp = TLP(text)
      case .label: indicator.labels += text.split(whereSeparator: { $0 == "," || $0 == "|" }).map { $0.trimmed }
      case .author: indicator.author = text
      }
    }
    if values.isEmpty { return reading.problem("a row has no value", line: line) }
    if let stated, stated.type == nil, values.allSatisfy({ $0.0 == nil }), IndicatorText.read(values[0].1) == nil {
      return reading.problem("the type '\(stated.word.prefix(40))' is not known", line: line)
    }
    for (type, text) in values {
      guard let (type, value) = IndicatorText.read(text, as: type ?? stated?.type) ?? IndicatorText.read(text) else {
        reading.problem("a value has no shape that is known", example: text, line: line)
        continue
      }
      indicator.type = type
      indicator.value = value
      reading.add(indicator)
    }
  }

  private static func confidence(_ text: String) -> Int? {
    switch text.lowercased() {
    case "high": return 85
    case "medium", "med": return 50
    case "low": return 15
    default: break
    }
    guard let number = Double(text), number >= 0, number <= 100 else { return nil }
    return Int(number > 0 && number < 1 ? number * 100 : number)
  }

  static func time(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { Timestamp.parse(ByteSpan(UnsafeRawBufferPointer($0))) }
  }
}

extension StringProtocol {
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
