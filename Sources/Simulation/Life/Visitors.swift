/// Who comes to the shop's web site: customers, crawlers, and the scanners that come to every web site.
struct Visitors {
  let stage: Stage
  /// Requests a day.
  let daily: Double

  private static let pages = [
    "/", "/products", "/cart", "/checkout", "/api/v1/orders", "/api/v1/search", "/account/login", "/assets/app.js",
  ]
  private static let probes: [(String, String)] = [
    ("/.env", ""), ("/wp-login.php", ""), ("/.git/config", ""), ("/phpmyadmin/index.php", ""), ("/actuator/env", ""),
    ("/cgi-bin/luci", ""), ("/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", ""),
  ]

  func play(slice: Int, start: Moment) {
    guard daily > 0, stage.wants(.waf) else { return }
    var random = Random(stage.seed, .visitor, slice)
    let homes = NetworkTable.all.filter { $0.kind == .home || $0.kind == .mobile }
    for _ in 0..<random.count(mean: daily / 144 * (start.minuteOfDay > 900 ? 0.7 : 1.2)) {
      let at = start + random.fraction() * Workloads.slice
      let japanese = random.chance(0.8)
      let network = random.pick(japanese ? homes.filter { $0.country == "JP" } : homes)
      let version = 118 + random.below(16)
      let origin = Origin(
        network, host: random.next(),
        agent:
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(version).0.0.0 Safari/537.36",
        device: Token(0))
      let page = random.pick(Self.pages)
      stage.waf(
        origin, method: page.hasPrefix("/api") && random.chance(0.3) ? "POST" : "GET", uri: page,
        query: page == "/products" ? "page=\(random.below(40))" : "", host: "shop.\(Organisation.domain)",
        isBlocked: false, rule: "Default_Action", at, &random)
    }
    guard random.chance(0.12) else { return }
    var at = start + random.fraction() * 400
    let origin = Origin(
      random.pick(NetworkTable.all.filter { $0.kind == .hosting }), host: random.next(),
      agent: random.pick(["python-requests/2.32.3", "Go-http-client/1.1", "curl/8.5.0", "Mozilla/5.0 zgrab/0.x"]),
      device: Token(0))
    for _ in 0..<random.within(2...9) {
      let probe = random.pick(Self.probes)
      stage.waf(
        origin, method: "GET", uri: probe.0, query: probe.1, host: "shop.\(Organisation.domain)",
        isBlocked: random.chance(0.8), rule: "AWS-AWSManagedRulesCommonRuleSet", at, &random)
      at += 0.4 + random.fraction()
    }
  }
}
