import Activity

extension BaselineShard {
  /// The identity's open episode, or a new one; `nil` where all are open.
  func openEpisode(_ j: Judgement) -> UnsafeMutablePointer<Episode>? {
    let partition = Self.partition(j.record.pointee.key)
    if let open = episode(of: j.record, hour: j.hour) { return open }
    let cap = max(options.maxEpisodes / Self.partitionCount, 1)
    if partitions[partition].episodes >= cap, partitions[partition].sweptHour != j.hour {
      partitions[partition].sweptHour = j.hour
      sweep(partition, hour: j.hour)
    }
    guard partitions[partition].episodes < cap else {
      counts.episodesRefused += 1
      return nil
    }
    let place: Int
    if let free = freeEpisodes.popLast() {
      place = Int(free)
      episodes.clear(place)
    } else {
      place = episodes.append()
    }
    partitions[partition].episodes += 1
    j.record.pointee.episode = UInt32(place + 1)
    let episode = episodes[place]
    episode.pointee.identity = UInt32(j.place + 1)
    episode.pointee.firstHour = j.hour
    episode.pointee.lastHour = j.hour
    return episode
  }

  /// The identity's episode, closed here if it is over.
  func episode(of record: UnsafeMutablePointer<IdentityRecord>, hour: UInt32) -> UnsafeMutablePointer<Episode>? {
    guard record.pointee.episode != 0 else { return nil }
    let open = episodes[Int(record.pointee.episode) - 1]
    guard isOver(open, hour: hour) else { return open }
    close(episodeOf: record, Self.partition(record.pointee.key))
    return nil
  }

  private func isOver(_ episode: UnsafeMutablePointer<Episode>, hour: UInt32) -> Bool {
    hour >= episode.pointee.lastHour &+ max(options.episodeIdleHours, 1)
      || hour >= episode.pointee.firstHour &+ max(options.episodeHours, 1)
  }

  func close(episodeOf record: UnsafeMutablePointer<IdentityRecord>, _ partition: Int) {
    let place = Int(record.pointee.episode) - 1
    record.pointee.episode = 0
    episodes[place].pointee.identity = 0
    freeEpisodes.append(UInt32(place))
    partitions[partition].episodes -= 1
  }

  /// Closes what is over in a partition.
  func sweep(_ partition: Int, hour: UInt32) {
    for place in 0..<episodes.count {
      let episode = episodes[place]
      guard episode.pointee.identity != 0, isOver(episode, hour: hour) else { continue }
      let record = records[Int(episode.pointee.identity) - 1]
      if Self.partition(record.pointee.key) == partition { close(episodeOf: record, partition) }
    }
  }
}
