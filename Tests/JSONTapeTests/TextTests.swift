import JSONTape
import Testing

@Suite struct TextTests {
  @Test("short texts of different length have different hashes")
  func shortHashes() {
    var seen: [UInt64: String] = [:]
    for length in 0...3 {
      for number in 0..<Int("1" + String(repeating: "0", count: length), radix: 10)! {
        for prefix in ["", "s", "ab", "user"] {
          let text =
            prefix + (length == 0 ? "" : String(repeating: "0", count: length - String(number).count) + String(number))
          let bytes = Array(text.utf8)
          let hash = bytes.withUnsafeBytes { ASCIIFold.hash(ByteSpan($0)) }
          #expect(seen[hash] == nil || seen[hash] == text, "\(text) and \(seen[hash] ?? "")")
          seen[hash] = text
        }
      }
    }
  }

  private func with<Result>(_ text: String, _ body: (ByteSpan) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  @Test(
    "times of every audit log are read",
    arguments: [
      ("2023-07-10T11:42:36Z", 1_688_989_356_000_000),
      ("2023-07-10T11:42:36.123456789Z", 1_688_989_356_123_456),
      ("2023-07-10 11:42:36.5", 1_688_989_356_500_000),
      ("2023-07-10T13:42:36+02:00", 1_688_989_356_000_000),
      ("2023-07-10T13:42:36+0200", 1_688_989_356_000_000),
      ("2023-07-10", 1_688_947_200_000_000),
      ("1688989356", 1_688_989_356_000_000), ("1688989356123", 1_688_989_356_123_000),
      ("1688989356123456789", 1_688_989_356_123_456), ("1688989356.25", 1_688_989_356_250_000),
      ("1969-12-31T23:59:59Z", -1_000_000), ("2000-02-29T00:00:00Z", 951_782_400_000_000),
    ] as [(String, Int64)])
  func times(text: String, micros: Int64) {
    #expect(with(text) { Timestamp.parse($0) } == micros)
  }

  @Test(
    "what is no time is none",
    arguments: ["", "yesterday", "2023-13-01", "2023-07-10T25:61:00Z", "12", "2023-07-10T11:42:36ZZ"])
  func noTimes(text: String) {
    #expect(with(text) { Timestamp.parse($0) } == nil)
  }

  @Test("case folding is ASCII's, whatever the length", arguments: 0..<40)
  func folding(length: Int) {
    let upper = String((0..<length).map { Character(UnicodeScalar(UInt8(ascii: "A") + UInt8($0 % 26))) }) + "É[`{@Z"
    let lower = upper.map { $0.isASCII ? Character($0.lowercased()) : $0 }
    let folded = Array(String(lower).utf8)
    #expect(with(upper) { span in folded.withUnsafeBytes { span.equalsFolded($0) } })
    #expect(with(upper) { $0.foldedHash } == with(String(lower)) { $0.foldedHash })
    #expect(with("x" + upper + "y") { span in folded.withUnsafeBytes { span.containsFolded($0) } })
  }

  @Test(
    "addresses are public or not",
    arguments: [
      ("8.8.8.8", true), ("10.1.2.3", false), ("172.16.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false),
      ("127.0.0.1", false), ("100.64.0.1", false), ("169.254.169.254", false), ("203.0.113.5", true), ("::1", false),
      ("fd00::1", false), ("fe80::1", false), ("2001:db8::1", true), ("::ffff:10.0.0.1", false),
    ])
  func publicAddresses(text: String, isPublic: Bool) throws {
    let address = try #require(with(text) { IPAddressText.address($0) })
    #expect(IPAddressText.isPublic(address) == isPublic)
  }
}
