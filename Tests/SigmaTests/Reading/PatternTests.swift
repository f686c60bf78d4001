import Testing

@testable import Sigma

@Suite("String patterns")
struct PatternTests {
  @Test(
    "a pattern reads and writes itself as Sigma has it",
    arguments: [
      "", "abc", "a*b?c", #"a\*b"#, #"C:\Windows\x"#, #"a\\*"#, #"\\\\srv\share"#, "*", #"\?*"#, #"a\\\*"#, #"a\"#,
    ])
  func roundTrip(text: String) {
    let pattern = StringPattern(sigma: text)
    #expect(StringPattern(sigma: pattern.sigmaText) == pattern)
  }

  @Test("parts are joined, stars are single")
  func normal() {
    #expect(StringPattern(sigma: "a**?b").parts == [.literal([97]), .any, .one, .literal([98])])
    #expect(StringPattern(sigma: #"a\*\b"#).parts == [.literal(Array(#"a*\b"#.utf8))])
    #expect(StringPattern(sigma: "").parts.isEmpty)
  }

  @Test("placeholders are found under expand only")
  func placeholders() {
    #expect(PatternTemplate(sigma: "a%b%c").plain == Array("a%b%c".utf8))
    #expect(
      PatternTemplate(sigma: #"x%name%\%y%n-2%*"#).expanded.parts == [
        .literal([120]), .placeholder("name"), .literal(Array("%y".utf8)), .placeholder("n-2"), .any,
      ])
    #expect(PatternTemplate(sigma: "100% %%").expanded.plain == Array("100% %%".utf8))
  }
}
