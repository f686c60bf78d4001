/// The eight networks that an identity or a credential uses most and latest, each with the address it was first met by.
///
/// Times are whole minutes since 1970, rounded down, so that another use in the same minute changes nothing. What
/// ordinary records need stands first, in two lines of the cache.
struct PlaceSet: BitwiseCopyable {
  var networks = SIMD8<UInt64>(repeating: 0)
  var last = SIMD8<UInt32>(repeating: 0)
  var days = SIMD8<UInt16>(repeating: 0)
  var countries = SIMD8<UInt16>(repeating: 0)
  var addresses = SIMD8<UInt64>(repeating: 0)
  var first = SIMD8<UInt32>(repeating: 0)
  var latitudes = SIMD8<Float>(repeating: .nan)
  var longitudes = SIMD8<Float>(repeating: .nan)
  var radii = SIMD8<Float>(repeating: .nan)
  var kinds = SIMD8<UInt16>(repeating: 0)

  @inline(__always)
  static func minute(_ time: Int64) -> UInt32 { UInt32(truncatingIfNeeded: time / SequenceOptions.minute) }

  static func time(_ minute: UInt32) -> Int64 { Int64(minute) * SequenceOptions.minute }

  static func day(_ time: Int64) -> UInt16 { UInt16(truncatingIfNeeded: time / SequenceOptions.day) }

  private static let minutesOfDay: UInt32 = 1_440

  /// Notes a use from a network that is known; `false` where it is not.
  @inline(__always)
  mutating func touch(_ network: UInt64, _ minute: UInt32) -> Bool {
    let matches = networks .== SIMD8(repeating: network)
    guard any(matches) else { return false }
    for place in 0..<8 where matches[place] {
      let before = last[place]
      if before < minute {
        last[place] = minute
        if before / Self.minutesOfDay != minute / Self.minutesOfDay, days[place] < .max { days[place] += 1 }
      }
      break
    }
    return true
  }

  /// The last use of any, in microseconds.
  var latest: Int64 { Self.time(last.max()) }

  /// A use from an address whose network `touch` may not know.
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
    let minute = Self.minute(time)
    if here >= 0 {
      arrival.firstHere = Self.time(first[here])
      arrival.daysHere = Int(days[here])
      _ = touch(facts.network, minute)
      return arrival
    }
    arrival.isNew = true
    arrival.firstHere = time
    if latest >= 0 { arrival.before = before(latest) }
    arrival.hasReplacedCurrent = networks[spare] != 0 && last[spare] >= minute
    networks[spare] = facts.network
    addresses[spare] = address
    first[spare] = minute
    last[spare] = minute
    latitudes[spare] = facts.latitude
    longitudes[spare] = facts.longitude
    radii[spare] = facts.radius
    countries[spare] = country
    kinds[spare] = facts.kindBits
    days[spare] = 1
    return arrival
  }

  private func worth(_ place: Int) -> UInt64 {
    UInt64(last[place]) + UInt64(min(days[place], 60)) * UInt64(Self.minutesOfDay)
  }

  private func before(_ place: Int) -> Arrival.Before {
    var before = Arrival.Before()
    before.network = networks[place]
    before.address = addresses[place]
    before.last = Self.time(last[place])
    before.country = countries[place]
    before.position = (latitudes[place], longitudes[place])
    before.radius = radii[place]
    before.kindBits = kinds[place]
    before.days = Int(days[place])
    return before
  }
}
