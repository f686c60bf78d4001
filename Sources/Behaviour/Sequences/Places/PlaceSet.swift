/// The eight networks that an identity or a credential uses most and latest, each with the address it was first met by.
///
/// Times are whole minutes since 1970, rounded down, so that another use in the same minute changes nothing. What
/// ordinary records need stands first, in two lines of the cache.
struct PlaceSet: BitwiseCopyable {
  var addresses = SIMD8<UInt64>(repeating: 0)
  var last = SIMD8<UInt32>(repeating: 0)
  var days = SIMD8<UInt16>(repeating: 0)
  var countries = SIMD8<UInt16>(repeating: 0)
  var networks = SIMD8<UInt64>(repeating: 0)
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
    note(Self.place(of: network, in: networks), minute)
  }

  /// The same by the address by which a network was first met: most come back from it.
  @inline(__always)
  mutating func touch(address: UInt64, _ minute: UInt32) -> Bool {
    note(Self.place(of: address, in: addresses), minute)
  }

  /// Written out, so that no vector is put on the stack to be indexed.
  @inline(__always)
  private static func place(of key: UInt64, in keys: SIMD8<UInt64>) -> Int {
    if keys[0] == key { return 0 }
    if keys[1] == key { return 1 }
    if keys[2] == key { return 2 }
    if keys[3] == key { return 3 }
    if keys[4] == key { return 4 }
    if keys[5] == key { return 5 }
    if keys[6] == key { return 6 }
    return keys[7] == key ? 7 : -1
  }

  @inline(__always)
  private mutating func note(_ place: Int, _ minute: UInt32) -> Bool {
    switch place {
    case 0: if last[0] < minute { use(0, minute) }
    case 1: if last[1] < minute { use(1, minute) }
    case 2...7: if last[place] < minute { use(place, minute) }
    default: return false
    }
    return true
  }

  @inline(never)
  private mutating func use(_ place: Int, _ minute: UInt32) {
    if last[place] / Self.minutesOfDay != minute / Self.minutesOfDay, days[place] < .max { days[place] += 1 }
    last[place] = minute
  }

  /// The last use of any, in microseconds.
  var latest: Int64 { Self.time(last.max()) }

  /// A use from an address whose network `touch` may not know.
  mutating func arrive(_ address: UInt64, _ facts: PlaceFacts, country: UInt16, at time: Int64) -> Arrival {
    var arrival = Arrival()
    arrival.network = facts.network
    let here = Self.place(of: facts.network, in: networks)
    withUnsafeBytes(of: networks) { networks in
      let networks = networks.assumingMemoryBound(to: UInt64.self)
      for place in 0..<8 where networks[place] != 0 && place != here {
        arrival.others += 1
        if countries[place] == country { arrival.isNewCountry = false }
        if kinds[place] == facts.kindBits { arrival.isNewKind = false }
      }
    }
    if country == 0 || arrival.others == 0 { arrival.isNewCountry = false }
    let minute = Self.minute(time)
    if here >= 0 {
      arrival.firstHere = Self.time(first[here])
      arrival.daysHere = Int(days[here])
      _ = touch(facts.network, minute)
      return arrival
    }
    var latest = -1
    var spare = -1
    for place in 0..<8 {
      if networks[place] == 0 {
        if spare < 0 || networks[spare] != 0 { spare = place }
        continue
      }
      if latest < 0 || last[place] > last[latest] { latest = place }
      // What is used on many days stays longest.
      if spare < 0 || (networks[spare] != 0 && worth(place) < worth(spare)) { spare = place }
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

  /// The network as it was known, if it was.
  func known(_ network: UInt64) -> Arrival.Before? {
    let place = Self.place(of: network, in: networks)
    return place < 0 ? nil : before(place)
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
