/// Where a person is when they do something.
enum Place: Sendable, Equatable {
  case office, home, mobile
  case hotel(String)
  case roaming(String)
}

/// Where a record comes from.
struct Origin: Sendable {
  var address: Address
  var agent: String
  var geo: Geo
  var asn: Int
  var organization: String
  var device: Token
  /// How the browser and system are told apart in sign-in logs.
  var system = "Mac OS 15.1 (Sequoia)"
  var browser = "CHROME"

  init(_ network: Network, host: UInt64, agent: String, device: Token) {
    address = network.host(host)
    self.agent = agent
    geo = Geo.of(network.country)
    asn = network.asn
    organization = network.organization
    self.device = device
  }

  func using(_ agent: String) -> Origin {
    var copy = self
    copy.agent = agent
    return copy
  }
}

extension Person {
  /// The network and address of a place on a day. An address at home stays for the length of the lease; a phone's
  /// changes daily; a hotel's stays for the trip.
  func origin(_ place: Place, day: Int, start: Int, seed: UInt64) -> Origin {
    let phone = place == .mobile || { if case .roaming = place { true } else { false } }()
    let network: Network
    let host: UInt64
    switch place {
    case .office:
      network = office.network
      host = UInt64(index % 3)
    case .home:
      network = homeNetwork
      host = Token(index, 21, (day + index) / lease).high
    case .mobile:
      network =
        NetworkTable.all(.mobile, in: office.country)[index % NetworkTable.all(.mobile, in: office.country).count]
      host = Token(index, 22, day).high
    case .hotel(let country):
      network = NetworkTable.first(.hotel, in: country)
      host = Token(index, 23, trip(day)?.days.lowerBound ?? 0).high
    case .roaming(let country):
      network = NetworkTable.first(.mobile, in: country)
      host = Token(index, 24, day).high
    }
    var origin = Origin(
      network, host: host ^ seed, agent: phone ? Agents.phone(self, start + day) : Agents.browser(self, start + day),
      device: Token(index, phone ? 32 : 31, phone ? 0 : laptop(day)))
    origin.system =
      phone ? (usesMac ? "iOS (iPhone)" : "Android Mobile") : usesMac ? "Mac OS 15.1 (Sequoia)" : "Windows 11"
    origin.browser = phone ? (usesMac ? "SAFARI" : "CHROME") : browser.rawValue.uppercased()
    return origin
  }

  /// The session of their browser on a day: one a device, begun by the morning's sign-in.
  func session(_ day: Int, _ origin: Origin) -> Token {
    Token(index, 91, day, Int(truncatingIfNeeded: origin.device.high))
  }

  /// Which of their laptops they use on a day.
  func laptop(_ day: Int) -> Int { laptopDay.map { day >= $0 ? 1 : 0 } ?? 0 }
}
