import Activity

extension BaselineShard {
  /// Closes the windows of the identity's last active hour, and of its last day where that is over, and opens new ones.
  func turn(_ place: Int, hour: UInt32, day: UInt16) {
    let record = records[place]
    let isFirst = record.pointee.hours == 0
    if !isFirst { closeHour(record) }
    if record.pointee.lastDay != day || isFirst { turnDay(record, day: day, isFirst: isFirst) }
    record.pointee.hour = hour
    record.pointee.hours += 1
    rhythms[place].pointee.note(WeekRhythm.hour(ofWeek: hour))
    touch(place, Self.partition(record.pointee.key))
  }

  private func closeHour(_ record: UnsafeMutablePointer<IdentityRecord>) {
    close(record, lanes: 0..<CountLane.hourly)
  }

  /// Adds the counts of the lanes to what is known of past windows.
  private func close(_ record: UnsafeMutablePointer<IdentityRecord>, lanes: Range<Int>) {
    for lane in lanes {
      let count = Float(record.pointee.counts[lane])
      guard count > 0 else { continue }
      record.pointee.counts[lane] = 0
      let past = madePast(of: record)
      past.pointee.sums[lane] += count
      past.pointee.squares[lane] += count * count
      if count > past.pointee.peaks[lane] {
        past.pointee.peaks[lane] = count
        if let lane = CountLane(rawValue: lane), count >= Float(lane.floor) / 4 {
          notes.note(SharedPicture.group(tenant: record.pointee.tenant), lane, count)
          if record.pointee.group != 0 { notes.note(record.pointee.group, lane, count) }
        }
      }
    }
  }

  private func turnDay(_ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16, isFirst: Bool) {
    close(record, lanes: CountLane.hourly..<CountLane.allCases.count)
    if isFirst {
      record.pointee.firstDay = day
      record.pointee.gap = 0
    } else {
      let gap = day > record.pointee.lastDay ? day - record.pointee.lastDay : 0
      let factor = decay(Int(gap))
      record.pointee.gap = gap
      record.pointee.hours *= factor
      record.pointee.days *= factor
      if let past = past(of: record) {
        past.pointee.sums *= factor
        past.pointee.squares *= factor
        past.pointee.peaks *= factor
      }
    }
    record.pointee.lastDay = day
    record.pointee.days += 1
    if record.pointee.activeDays < .max { record.pointee.activeDays += 1 }
    // A group is found once there are three days to judge by, and looked over once a week of activity.
    let isDue = record.pointee.activeDays == 3 || record.pointee.activeDays % 7 == 0
    let isMoved = isDue && regroup(record, day: day)
    let era = day / eraDays
    if record.pointee.era != era || isFirst {
      record.pointee.era = era
      notes.note(SharedPicture.group(tenant: record.pointee.tenant), SharedPicture.member)
      if record.pointee.group != 0, !isMoved { notes.note(record.pointee.group, SharedPicture.member) }
    }
  }

  /// Whether enough is known of an identity for anything to be surprising.
  @inline(__always)
  func isWarm(_ record: UnsafeMutablePointer<IdentityRecord>) -> Bool {
    record.pointee.activeDays > options.warmUpDays && record.pointee.observations > options.warmUpObservations
  }
}
