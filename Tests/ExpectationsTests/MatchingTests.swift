import Activity
import Testing

@testable import Expectations

@Suite struct MatchingTests {
  @Test("a star stands for any run, a question mark for one character, case for nothing")
  func globs() {
    #expect(TextPattern("aws:*:role:ci-*").matches("AWS:111122223333:role:CI-deploy"))
    #expect(TextPattern("a?c").matches("aéc"))
    #expect(!TextPattern("a?c").matches("ac"))
    #expect(TextPattern("*").matches(""))
    #expect(!TextPattern("ci").matches("ci-deploy"))
  }

  @Test("a pattern of many stars stays cheap on a text that nearly matches")
  func hostile() {
    let pattern = TextPattern(String(repeating: "a*", count: 400) + "b")
    let clock = ContinuousClock()
    let time = clock.measure { #expect(!pattern.matches(String(repeating: "a", count: 1000))) }
    #expect(time < .seconds(1))
  }

  @Test(
    "an address is in its network, and in no other",
    arguments: [
      ("203.0.113.0/24", "203.0.113.77", true), ("203.0.113.0/24", "203.0.114.1", false),
      ("2001:db8::/32", "2001:db8:1::5", true), ("2001:db8::/32", "2001:db9::5", false),
      ("198.51.100.7", "198.51.100.7", true), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
    ])
  func networks(_ range: String, _ address: String, _ isIn: Bool) throws {
    let range = try #require(AddressRange(range))
    let address = try #require(AddressRange.address(address))
    #expect(range.contains(address) == isIn)
  }

  @Test(
    "what is no network is refused",
    arguments: ["", "10.0.0.0/33", "10.0.0/8", "fe80::/129", "a/8", "1.2.3.4/", "::/+8"])
  func refusedNetworks(_ text: String) { #expect(AddressRange(text) == nil) }

  @Test(
    "agents are known by family",
    arguments: [
      ("aws-cli/2.15.0 Python/3.11", AgentFamily.awsCLI), ("Boto3/1.28 Botocore/1.31", .awsSDK),
      ("APN/1.0 HashiCorp/1.0 Terraform/1.6 aws-sdk-go-v2/1.2", .terraform),
      ("Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0", .browser), ("python-requests/2.31", .script),
      ("RDS Console, aws-internal/3 aws-sdk-java/1.11 Linux/5.10 java/1.8", .awsConsole),
      ("configure-aws-credentials-for-github-actions aws-sdk-js/3.5", .githubActions),
      ("Ansible/2.9.27 Boto3/1.20", .awsSDK), ("aws-cdk/2.1 aws-sdk-js/2.1", .awsSDK),
      ("Mozilla/5.0 (Macintosh) Slack/4.29 Chrome/120.0 Electron/27", .browser), ("OpenTofu/1.6", .terraform),
      ("Microsoft Office/16.0 (Outlook)", nil), ("Mozilla/5.00 (Nikto/2.1.6)", nil), ("PayrollSync/1.2", nil),
    ] as [(String, AgentFamily?)])
  func agents(_ text: String, _ family: AgentFamily?) {
    #expect(AgentFamily.of(Array(text.lowercased().utf8)) == family)
  }

  @Test("a mistyped word is told the word that was meant")
  func nearest() {
    #expect(NearestName.hint("contries", among: ["countries", "from"]).contains("countries"))
    #expect(NearestName.hint("zebra", among: ["countries", "from"]).isEmpty)
  }
}
