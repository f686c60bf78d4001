/// What everything that happens writes to: holds records until their time has passed, keeps the labels.
///
/// One slice of time is played at a time, and its records may lie ahead of it; `flush(until:)` writes what no later
/// slice can come before. What is held is bounded by what the population does in a slice and by how far ahead a task
/// reaches (hours), never by how many records there are.
final class Stage {
  let organisation: Organisation
  private let providers: Set<Provider>
  private let end: Moment
  private let start: Moment
  private var shelves: [Shelf]
  private let sink: any RecordSink
  /// The label that records are put under, if they belong to an attack.
  private var label: Label?
  private(set) var count = 0

  init(_ organisation: Organisation, _ options: SimulationOptions, sink: any RecordSink) {
    self.organisation = organisation
    providers = options.providers
    start = options.start.start
    end = (options.start + options.days).start
    self.sink = sink
    shelves = Provider.allCases.map { _ in Shelf() }
  }

  var seed: UInt64 { organisation.seed }

  /// Whether a provider's records are asked for: saves the making of those that are not. Whoever asks must draw as many
  /// random numbers either way only where a stream outlives the record.
  func wants(_ provider: Provider) -> Bool { providers.contains(provider) }

  func emit(_ provider: Provider, _ at: Moment, _ id: Token, _ line: Line) {
    guard wants(provider), at >= start, at < end else { return }
    shelves[provider.index].add(at, id, line)
    count += 1
    label?.add(provider, at, id)
  }

  /// Puts what `body` writes under a label, and gives the label.
  func labelled(_ label: Label, _ body: () -> Void) -> Label {
    self.label = label
    body()
    defer { self.label = nil }
    return self.label ?? label
  }

  /// Writes the records before `time`, in order.
  func flush(until time: Moment) throws {
    for provider in Provider.allCases {
      try shelves[provider.index].take(until: time) { at, bytes in try sink.write(provider, at, bytes) }
    }
  }

  /// Bytes that are held: for tests of boundedness.
  var held: Int { shelves.reduce(0) { $0 + $1.held } }
}

extension Provider {
  var index: Int { Self.indices[self] ?? 0 }
  private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// Where records go, in order of time for each provider.
protocol RecordSink: AnyObject {
  func write(_ provider: Provider, _ at: Moment, _ record: ArraySlice<UInt8>) throws
}
