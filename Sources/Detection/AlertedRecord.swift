import Activity

/// What an alert knows of its record. One object, so that an alert is light to hand on.
public final class AlertedRecord: Sendable {
  public let time: Int64
  public let keys: EntityKeys
  /// The record as it was observed; empty where `packed` tells of it.
  public let observation: Observation
  /// Of the observed record.
  let targets: PackedActivity
  public let source: AlertSource
  /// What a test or a program says of a record that was not observed.
  public let packed: PackedActivity?
  /// The file as the user gave it.
  let path: String
  private let recordID: RecordID
  /// The id's hash, where its text was not kept; 0 where there is none.
  let idHash: UInt64

  init(
    _ observation: Observation, targets: PackedActivity, source: AlertSource, path: String, id: RecordID,
    idHash: UInt64 = 0
  ) {
    time = observation.time
    keys = EntityKeys(observation)
    self.observation = observation
    self.targets = targets
    self.source = source
    packed = nil
    self.path = path
    recordID = id
    self.idHash = idHash
  }

  init(time: Int64, record: RecordReference, keys: EntityKeys, evidence: Alert.Evidence) {
    self.time = time
    self.keys = keys
    path = record.path
    recordID = RecordID(record.id)
    idHash = record.idHash
    switch evidence {
    case .packed(let told):
      observation = Observation()
      targets = PackedActivity()
      source = .none
      packed = told
    case .observed(let seen):
      observation = seen.observation
      targets = seen.targets
      source = seen.source
      packed = nil
    }
  }

  /// The vendor's id of the record, where it has one.
  public var id: String? { recordID.text }

  public var hasID: Bool { !recordID.isEmpty }

  var evidence: Alert.Evidence {
    packed.map { .packed($0) } ?? .observed(ObservedRecord(observation, targets: targets, source: source))
  }
}

extension AlertSource {
  /// Of records that were not observed.
  static let none = AlertSource(source: "", provider: "", names: Names(maxBytes: 0))
}
