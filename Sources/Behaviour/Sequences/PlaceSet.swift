/// The eight networks that an identity or a credential uses most and latest, each with its last address.
struct PlaceSet: BitwiseCopyable {
  var networks = SIMD8<UInt64>(repeating: 0)
  var addresses = SIMD8<UInt64>(repeating: 0)
  var first = SIMD8<Int64>(repeating: 0)
  var last = SIMD8<Int64>(repeating: 0)
  var latitudes = SIMD8<Float>(repeating: .nan)
  var longitudes = SIMD8<Float>(repeating: .nan)
  var radii = SIMD8<Float>(repeating: .nan)
  var countries = SIMD8<UInt16>(repeating: 0)
  var kinds = SIMD8<UInt16>(repeating: 0)
  var days = SIMD8<UInt16>(repeating: 0)
  var lastDays = SIMD8<UInt16>(repeating: 0)

  @inline(__always)
  static func day(_ time: Int64) -> UInt16 { UInt16(truncatingIfNeeded: time / SequenceOptions.day) }

  /// Notes a use from an address that is known; `false` where it is not.
  @inline(__always)
  mutating func touch(_ address: UInt64, at time: Int64) -> Bool {
    for place in 0..<8 where addresses[place] == address {
      if last[place] < time {
        last[place] = time
        let day = Self.day(time)
        if lastDays[place] != day {
          lastDays[place] = day
          days[place] &+= days[place] == .max ? 0 : 1
        }
      }
      return true
    }
    return false
  }

  /// A use from an address that `touch` may not know.
  mutating func arrive(_ address: UInt64, _ facts: PlaceFacts, country: UInt16, at time: Int64) -> Arrival {
    var arrival = Arrival()
    arrival.network = facts.network
    var latest = -1
    var spare = -1
    var here = -1
    for place in 0..<8 {
      if networks[place] == facts.network {
        here = place
        continue
      }
      if networks[place] == 0 {
        if spare < 0 || networks[spare] != 0 { spare = place }
        continue
      }
      arrival.others += 1
      if countries[place] == country { arrival.isNewCountry = false }
      if kinds[place] == facts.kindBits { arrival.isNewKind = false }
      if latest < 0 || last[place] > last[latest] { latest = place }
      // What is used on many days stays longest.
      if spare < 0 || (networks[spare] != 0 && worth(place) < worth(spare)) { spare = place }
    }
    if country == 0 || arrival.others == 0 { arrival.isNewCountry = false }
    if here >= 0 {
      arrival.firstHere = first[here]
      arrival.daysHere = Int(days[here])
      addresses[here] = address
      _ = touch(address, at: time)
      return arrival
    }
    arrival.isNew = true
    arrival.firstHere = time
    if latest >= 0 { arrival.before = before(latest) }
    networks[spare] = facts.network
    addresses[spare] = address
    first[spare] = time
    last[spare] = time
    latitudes[spare] = facts.latitude
    longitudes[spare] = facts.longitude
    radii[spare] = facts.radius
    countries[spare] = country
    kinds[spare] = facts.kindBits
    days[spare] = 1
    lastDays[spare] = Self.day(time)
    return arrival
  }

  private func worth(_ place: Int) -> Int64 { last[place] &+ Int64(min(days[place], 60)) &* SequenceOptions.day }

  private func before(_ place: Int) -> Arrival.Before {
    var before = Arrival.Before()
    before.network = networks[place]
    before.address = addresses[place]
    before.last = last[place]
    before.country = countries[place]
    before.position = (latitudes[place], longitudes[place])
    before.radius = radii[place]
    before.kindBits = kinds[place]
    before.days = Int(days[place])
    return before
  }

  /// Whether the network is one of these, and since when.
  func since(_ network: UInt64) -> Int64? {
    for place in 0..<8 where networks[place] == network && network != 0 { return first[place] }
    return nil
  }

  var count: Int { (0..<8).reduce(0) { $0 + (networks[$1] == 0 ? 0 : 1) } }
}
