/// How behaviour learns and judges. The defaults are what the bars of the documentation were measured with.
public struct BehaviourOptions: Sendable {
  /// Days after which what was seen weighs half. 30: a month of new habits replaces the old ones.
  public var halfLifeDays: Double = 30
  /// What must be known of an identity before anything of it is surprising: records, and days with any act.
  /// 50 and 5: a working week; below that every day still brings something new.
  public var warmUpObservations: UInt64 = 50
  public var warmUpDays: UInt16 = 5
  /// How long a group or tenant must have been seen, and how many identities it must have, before it speaks for an
  /// identity that is not known yet.
  public var warmUpGroupDays = 7
  public var warmUpGroupMembers: UInt32 = 10
  /// The same for a stranger that looks around in many ways, which needs less of a comparison.
  public var exploringGroupMembers: UInt32 = 5
  /// Days of silence, after real activity, that make an identity or a credential dormant.
  public var dormantDays: UInt16 = 30
  /// Days of activity that count as real before a silence.
  public var dormantAfterDays: UInt16 = 5

  /// Surprise in bits from which a sensitive act is a finding of each level. An identity's steady way with none of its
  /// peers ever seen to do otherwise gives about 5 bits by itself and up to 10 more by its peers, for each of place,
  /// tool, credential and act: 12 is one strong surprise, 20 two of them, 30 nearly all that there is.
  public var lowBits: Float = 12
  public var mediumBits: Float = 20
  public var highBits: Float = 30
  /// From here on place, tool and act are each as strange as they come.
  public var criticalBits: Float = 35
  /// Bits of place, tool and credential from which activity without any sensitive act is told as context. A new country
  /// gives 9 in a company of ten and 14 in one of five hundred; a new network in the usual country gives 8.
  public var originBits: Float = 9
  /// The same, of place with tool or credential, from which it is told at medium although nothing sensitive was done.
  public var originMediumBits: Float = 22
  /// Bits from which a machine's act from a new place is told at medium.
  public var machineBits: Float = 13
  /// Bits of place, tool and credential together from which a context counts as not the identity's own.
  public var contextBits: Float = 6
  /// The same where a burst is there as well, which is evidence of its own.
  public var burstContextBits: Float = 5
  /// Bits from which a count in a window is a burst: less than one such window in a million by the identity's own past.
  public var burstBits: Float = 20

  /// Hours without surprise after which an episode ends, and its greatest length.
  public var episodeIdleHours: UInt32 = 6
  public var episodeHours: UInt32 = 24

  /// Identities that are remembered; the least recently active (by the hour) goes first. About 2 KB each at most.
  public var maxIdentities = 1_000_000
  /// Facts of peers and tenants; what the fewest identities share goes first. 28 bytes each at three quarters full.
  public var maxSharedFacts = 2_000_000
  /// Open episodes; while all are open, further surprises are judged record by record. About 600 bytes each.
  public var maxEpisodes = 65_536
  /// Into how many shards the identities are divided. No result depends on it.
  public var shards = 1

  public init() {}
}
