import Activity

extension Episode {
  func write(to out: inout StateOutput) {
    out.put(firstHour)
    out.put(lastHour)
    out.put(context)
    out.put(contextBits)
    out.put(acts)
    out.put(actBits)
    out.put(operations)
    out.put(operationCount)
    out.put(newOperations)
    out.put(newServices)
    out.put(relatedCount)
    out.put(explored)
    out.put(exploredRefused)
    out.put(exploredIdentities)
    out.put(exploredHour)
    out.put(records)
    out.put(emitted)
    out.put(emittedMore)
    for index in 0..<Self.maxRelated {
      let place = relatedPlace(index)
      out.put(place.recordID)
      out.put(Int64(place.record))
      out.put(place.file)
    }
  }

  /// `hour` is the identity's last, which no episode's hours are after.
  static func read(_ from: inout StateInput, hour: UInt32) throws(StateProblem) -> Episode {
    var episode = Episode()
    episode.firstHour = try from.number()
    episode.lastHour = try from.number()
    episode.context = try from.vector(SIMD8<UInt32>.self)
    episode.contextBits = try from.floats(SIMD8<Float>.self)
    episode.acts = try from.vector(SIMD16<UInt32>.self)
    episode.actBits = try from.floats(SIMD16<Float>.self)
    episode.operations = try from.vector(SIMD8<UInt64>.self)
    episode.operationCount = try from.number()
    episode.newOperations = try from.number()
    episode.newServices = try from.number()
    episode.relatedCount = min(try from.number(), UInt16(maxRelated))
    episode.explored = try from.number()
    episode.exploredRefused = try from.number()
    episode.exploredIdentities = try from.number()
    episode.exploredHour = try from.number()
    episode.records = try from.number()
    episode.emitted = try from.number()
    episode.emittedMore = try from.number()
    for index in 0..<maxRelated {
      var place = Place()
      place.recordID = try from.number()
      place.record = Int(try from.number(Int64.self))
      place.file = try from.number()
      episode.setRelated(index, place)
    }
    guard episode.firstHour <= episode.lastHour, episode.lastHour <= hour, episode.exploredHour <= hour else {
      throw .damaged("an episode's times do not fit")
    }
    return episode
  }
}
