import Foundation

/// Exponential forgetting on event time: what was counted `days` ago weighs 2^(−days / halfLife).
struct Decay: Sendable {
  private let factors: [Float]

  /// `halfLife` in days, at least one.
  init(halfLife: Double) {
    let halfLife = max(halfLife, 1)
    factors = (0..<2048).map { Float(exp2(-Double($0) / halfLife)) }
  }

  @inline(__always)
  func callAsFunction(_ days: Int) -> Float { days <= 0 ? 1 : days < factors.count ? factors[days] : 0 }
}

extension Float {
  static func log2(_ value: Float) -> Float { Foundation.log2(value) }
}
