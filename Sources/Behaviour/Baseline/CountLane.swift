import Activity

/// What is counted of an identity a window: ten counts an hour, six a day, side by side in one vector.
enum CountLane: Int, CaseIterable {
  case lists, reads, denials, deletions, dataDeletions, grants, secrets, downloads, shares, rewrites
  case deletionsOfDay, secretsOfDay, downloadsOfDay, sharesOfDay, denialsOfDay, grantsOfDay

  static let hourly = 10

  var isHourly: Bool { rawValue < Self.hourly }

  /// The lanes that an act counts in: the hour's, and the day's or `none`.
  static let none: UInt8 = 0xFF

  /// A table by class, and for what was refused, so that the hot path needs no switch.
  static let ofClass: [(hour: UInt8, day: UInt8)] = ActClass.allCases.map { actClass in
    func lanes(_ hour: CountLane, _ day: CountLane? = nil) -> (hour: UInt8, day: UInt8) {
      (UInt8(hour.rawValue), day.map { UInt8($0.rawValue) } ?? none)
    }
    return switch actClass {
    case .list: lanes(.lists)
    case .read: lanes(.reads)
    case .delete: lanes(.deletions, .deletionsOfDay)
    case .dataDelete: lanes(.dataDeletions)
    case .grant, .credential, .factor: lanes(.grants, .grantsOfDay)
    case .secretRead: lanes(.secrets, .secretsOfDay)
    case .dataRead: lanes(.downloads, .downloadsOfDay)
    case .dataShare, .dataExport: lanes(.shares, .sharesOfDay)
    case .dataWrite: lanes(.rewrites)
    case .other, .create, .change, .enable, .revoke, .authenticate, .execute, .invoke, .logging, .defence, .network,
      .code, .transfer:
      (none, none)
    }
  }
  static let denied = (hour: UInt8(denials.rawValue), day: UInt8(denialsOfDay.rawValue))

  /// Below it no count is a burst, whatever was usual and wherever it comes from: three where there were none is no
  /// burst. A power of two, so that the hot path tests by mask when to look closer.
  var floor: UInt32 {
    switch self {
    case .lists: 128
    case .reads: 256
    case .denials: 16
    case .deletions: 8
    case .dataDeletions: 32
    case .grants: 8
    case .secrets: 8
    case .downloads: 32
    case .shares: 4
    case .rewrites: 128
    case .deletionsOfDay: 16
    case .secretsOfDay: 32
    case .downloadsOfDay: 128
    case .sharesOfDay: 8
    case .denialsOfDay: 64
    case .grantsOfDay: 16
    }
  }

  /// The floor where nothing says that it may be somebody else.
  var floorAtHome: UInt32 { floor * 4 }
}
