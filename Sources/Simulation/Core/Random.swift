/// The simulator's own random numbers (xorshift-multiply after SplitMix64): the same on every platform, unlike what the
/// system or `Hasher` gives.
///
/// Streams are keyed. Whatever draws has a stream of its own, named by the seed and by what draws (a person's day, a
/// machine's hour), so that adding an attack or leaving out a provider changes no other record.
public struct Random: Sendable {
  private var state: UInt64

  public init(_ seed: UInt64, _ domain: Domain, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    var value = Self.mix(seed ^ domain.rawValue &* 0x9E37_79B9_7F4A_7C15)
    value = Self.mix(value ^ UInt64(bitPattern: Int64(a)))
    value = Self.mix(value &+ UInt64(bitPattern: Int64(b)) &* 0xD134_2543_DE82_EF95)
    state = Self.mix(value &+ UInt64(bitPattern: Int64(c)) &* 0xA24B_AED4_963E_E407)
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
  @inline(__always) static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  @inline(__always) public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 up to, not including, `bound`; 0 if `bound` is not positive.
  @inline(__always) public mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// From 0 up to, not including, 1.
  @inline(__always) public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  @inline(__always) public mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  /// A count whose mean is `mean`. Exact below 12; above, a sum of uniforms stands in for the normal law, so that no
  /// result depends on a platform's `log` or `exp` there.
  public mutating func count(mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    if mean > 12 {
      let value = mean + mean.squareRoot() * bell()
      return max(0, Int(value.rounded()))
    }
    // One minus a small step, many times, is as good as an exponential here and is plain arithmetic.
    let steps = 64
    var total = 0
    let p = mean / Double(steps)
    for _ in 0..<steps where chance(p) { total += 1 }
    return total
  }

  /// About normal, mean 0 and deviation 1: the sum of twelve uniforms less six.
  public mutating func bell() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += fraction() }
    return sum
  }

  /// An element of what must not be empty.
  @inline(__always) mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  mutating func token() -> Token { Token(high: next(), low: next()) }

  /// What a stream is for. The raw values are part of what a seed means: never change one.
  public enum Domain: UInt64, Sendable {
    case person = 1
    case personDay, personTask, device, lease, machine, machineSlice, machineCredential, pipeline, release,
      organisation, organisationDay, session, attack, visitor, service, load
  }
}

/// 128 random bits, from which records' ids are written in each vendor's manner.
struct Token: Sendable, Equatable {
  var high: UInt64
  var low: UInt64

  /// A token that the same words always give: for what keeps its id (a user, a role, a key).
  init(_ words: Int...) {
    var value: UInt64 = 0x5961_6775_7261
    for word in words { value = Random.mix(value ^ UInt64(bitPattern: Int64(word))) }
    high = value
    low = Random.mix(value &+ 1)
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
