import Activity

/// How often peers and tenant show a fact.
struct Commonness {
  var withPeers: UInt32 = 0
  var peers: UInt32 = 0
  var withTenant: UInt32 = 0
  var tenant: UInt32 = 0
  /// The same person does so by another identity.
  var isPersons = false

  /// Minus the logarithm of the share of identities that show it: the tenant's share with half an identity added
  /// (Krichevsky and Trofimov), and the peers' drawn towards it by the weight of two (a Dirichlet prior of that mean).
  var bits: Float {
    let overall = min((Float(withTenant) + 0.5) / (Float(tenant) + 1), 1)
    let near = min((Float(withPeers) + 2 * overall) / (Float(peers) + 2), 1)
    return -Float.log2(near)
  }
}

extension BaselineShard {
  func commonness(_ print: FactPrint, _ record: UnsafeMutablePointer<IdentityRecord>) -> Commonness {
    let tenant = SharedPicture.group(tenant: record.pointee.tenant)
    var common = Commonness()
    common.withTenant = picture.count(tenant, print)
    // From its second day on the identity is itself among those that are counted.
    let own: UInt32 = record.pointee.activeDays > 1 ? 1 : 0
    common.tenant = max(others(in: tenant, own), common.withTenant)
    if record.pointee.group != 0 {
      common.withPeers = picture.count(record.pointee.group, print)
      common.peers = max(others(in: record.pointee.group, own), common.withPeers)
    }
    if record.pointee.person != 0 {
      common.isPersons = picture.count(SharedPicture.group(person: record.pointee.person), print) > 0
    }
    return common
  }

  private func others(in group: UInt64, _ own: UInt32) -> UInt32 {
    let count = picture.count(group, SharedPicture.member)
    return count > own ? count - own : 0
  }

  /// Surprise, in bits, of a fact that is new to an identity that is warm.
  ///
  /// First, how likely a day is to bring this identity anything new of the kind: Good's estimate (1953) of the mass of
  /// what is unseen, from what was seen on one day only; a traveller's new network surprises little. Then, given that
  /// it is new, how common the fact is among peers and in the tenant, as far as the kind lets others speak.
  func novelty(
    _ print: FactPrint, _ kind: FactKind, _ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16
  ) -> Float {
    let held = holdings(kind, record, day: day)
    let chance = min((held.singles + 0.5) / (max(record.pointee.days - 1, 0) + 1), 1)
    let own = -Float.log2(chance)
    guard kind.prevalenceCap > 0 else { return own }
    let common = commonness(print, record)
    if common.isPersons { return min(own, 1) }
    return own + min(common.bits, kind.prevalenceCap)
  }
}

/// Weight of an act's surprise by what it is worth to an attacker.
extension Sensitivity {
  var weight: Float {
    switch self {
    case .none: 0.25
    case .low: 0.5
    case .medium: 0.75
    case .high: 1
    case .critical: 1.25
    }
  }
}

extension Sensitivity {
  @inline(__always)
  func reaches(_ other: Sensitivity) -> Bool { rawValue >= other.rawValue }
}
