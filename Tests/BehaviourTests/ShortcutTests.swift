import Testing

@testable import Activity
@testable import Behaviour

/// What is asked in a quicker way must say what the plain way says.
@Suite("Quicker ways say the same")
struct ShortcutTests {
  private static let names = [
    "", "a", "iam:DeleteUser", "iam:CreateLoginProfile", "DeactivateMFADevice", "user.session.end", "Ünsuspend-User_2",
    "kms:ScheduleKeyDeletion", "orgs.remove_member", "delete",
  ]
  private static let parts: [StaticString] = ["delete", "user", "mfa", "e", "loginprofile", "deleteuser", "sessionend"]

  @Test("a plain word holds what its letters and digits hold", arguments: names)
  func plainWord(_ name: String) {
    let word = PlainWord(name)
    let plain = String(name.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) })
    for part in Self.parts {
      #expect(word.contains(part) == plain.contains(part.description))
      #expect(word.hasSuffix(part) == plain.hasSuffix(part.description))
      #expect((word == part) == (plain == part.description))
    }
  }

  @Test("a text's pairs of bytes rule out no word that it holds")
  func bytePairs() {
    let text = Array("Mozilla/5.0 (X11; Linux x86_64) aws-cli/2.15.30".utf8)
    let pairs = text.withUnsafeBytes { BytePairs(of: $0) }
    for start in text.indices {
      for end in start..<text.count { #expect(pairs.mayHold(Array(text[start...end]))) }
    }
    #expect(!pairs.mayHold(Array("terraform".utf8)))
    #expect(!BytePairs(of: UnsafeRawBufferPointer(start: nil, count: 0)).mayHold(Array("aa".utf8)))
  }

  @Test("an hour is as unusual as the hours of the week, one by one, say")
  func rhythm() {
    var rhythm = WeekRhythm()
    var counts = Array(repeating: 0, count: WeekRhythm.hours)
    for week in 0..<9 {
      for day in 0..<5 {
        for hour in 8..<(16 + week % 3) {
          rhythm.note(day * 24 + hour)
          counts[day * 24 + hour] += 1
        }
      }
    }
    #expect(rhythm.bits(36) == 0)
    let night = 2 * 24 + 3
    var near = 0
    for day in 0..<5 {
      for hour in 2...4 { near += counts[day * 24 + hour] }
    }
    let total: Int = counts.reduce(0, +)
    let even = Float(total) * 15 / 168
    #expect(rhythm.bits(night, cap: 100) == Float.log2(even / (Float(near) + 0.25)))
    var quiet = WeekRhythm()
    for hour in 0..<39 { quiet.note(hour) }
    #expect(quiet.bits(130) == 0)
    quiet.note(39)
    #expect(quiet.bits(130) > 0)
  }

  @Test(
    "an address is read as four numbers",
    arguments: [
      ("10.1.2.3", true), ("192.168.0.1", true), ("203.0.113.7", false), ("172.20.0.1", true), ("172.32.0.1", false),
    ])
  func local(_ text: String, _ isLocal: Bool) {
    let facts = NetworkText.facts(of: text)
    #expect(facts.network != 0)
    #expect(facts.kinds.contains(.local) == isLocal)
  }

  @Test(
    "what is no address has no network",
    arguments: [
      "", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.0004", "a.b.c.d", "1.2.3.-4",
    ])
  func noAddress(_ text: String) { #expect(NetworkText.facts(of: text).network == 0) }

  @Test("neighbours of one /24 share a network, others do not")
  func networks() {
    let one = NetworkText.facts(of: "203.0.113.7").network
    #expect(one == NetworkText.facts(of: "203.0.113.255").network)
    #expect(one != NetworkText.facts(of: "203.0.114.7").network)
  }
}
