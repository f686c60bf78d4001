/// Given and family names of the simulated people: ASCII, because they become account names.
enum NameTable {
  static func given(_ country: String) -> [String] { byCountry[country]?.given ?? american.given }
  static func family(_ country: String) -> [String] { byCountry[country]?.family ?? american.family }

  private typealias Names = (given: [String], family: [String])

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static let byCountry: [String: Names] = [
    "JP": (
      words(
        "aiko akira ayaka chihiro daichi emi haruka haruto hana hiroshi jun kaito kana kazuki kenji kumi mai makoto mei misaki miyu naoki nana ren riko ryo sakura satoshi shin sora takumi yui yuki yuto"
      ),
      words(
        "abe fujita goto hara hashimoto hayashi ikeda inoue ishikawa ito kato kimura kobayashi maeda matsuda mori murakami nakamura nakano nishi ogawa okada ono saito sakai sasaki sato shimizu suzuki takahashi tanaka ueda wada watanabe yamada yamamoto yoshida"
      )
    ),
    "DE": (
      words(
        "anna ben clara david elias emma felix finn greta hannah jan jonas julia lea lena leon lukas marie max mia nina paul sophie tim tobias"
      ),
      words(
        "bauer becker braun fischer fuchs hoffmann huber keller klein koch krause krueger lang maier mueller neumann richter schmidt schneider schulz schwarz vogel wagner weber wolf zimmermann"
      )
    ),
    "GB": (
      words(
        "amelia arthur ava charlotte chloe daniel edward ella emily freya george grace harry isla jack james lily oliver olivia poppy rosie sophia thomas william"
      ),
      words(
        "allen bailey bennett brown carter clarke collins cooper davies edwards evans foster green hall harris hughes jackson jones king lewis marshall morgan parker phillips roberts shaw taylor turner walker white wood wright"
      )
    ),
    "IN": (
      words(
        "aarav aditi ananya arjun deepa divya ishaan kavya kiran lakshmi manish meera neha nikhil pooja priya rahul ravi rohan sanjay shreya sneha suresh vikram"
      ),
      words(
        "agarwal bhat chopra desai gupta iyer jain joshi kapoor khan kumar mehta menon mishra nair patel pillai rao reddy shah sharma singh srinivasan varma verma"
      )
    ),
    "SG": (
      words(
        "adrian aisha benjamin chloe daniel farah grace hui jia kai li marcus mei natalie nurul rachel ryan sarah siti wei xin yong zhi"
      ),
      words(
        "ang chan cheong chia chua goh ho koh kwok lau lee leong lim low neo ng ong phua quek seah sim tan tay teo toh wong yap yeo"
      )
    ),
    "US": american,
  ]

  private static let american: Names = (
    words(
      "abigail adam alex amy andrew ashley brian carlos diana emily eric gabriel hannah jacob jason jessica jordan justin karen kevin laura lisa marcus maria megan michael natalie nathan rachel ryan samantha steven taylor tyler victoria"
    ),
    words(
      "adams alvarez anderson baker brooks campbell carter chen cohen cruz davis diaz flores garcia gonzalez gray hill howard johnson kelly kim lopez martin miller mitchell moore nelson nguyen ortiz perez powell ramirez reed rivera rodriguez ross russell sanders scott thompson torres williams wilson"
    )
  )
}
