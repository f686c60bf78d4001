import Detection

/// An incident told to a person.
public struct Narrative: Sendable, Hashable {
  /// One sentence without a full stop.
  public var title: String
  /// One paragraph, sentence by sentence.
  public var sentences: [StorySentence]
  public var language: Language

  /// One paragraph.
  public var story: String { sentences.map(\.text).joined(separator: language == .japanese ? "" : " ") }

  /// Places in the incident's steps that the story refers to, in order of time: the first of them is note 1.
  public var cited: [Int] { Set(sentences.flatMap(\.steps)).sorted() }

  /// The number of the note that stands for each cited step, from 1.
  public var notes: [Int: Int] {
    Dictionary(uniqueKeysWithValues: cited.enumerated().map { ($0.element, $0.offset + 1) })
  }
}

/// A sentence of the story, with what it rests on.
public struct StorySentence: Sendable, Hashable {
  public var text: String
  /// Places in the incident's steps, at most 3.
  public var steps: [Int]
  /// Records of those steps, or of what else the sentence is about; at most 6.
  public var records: [RecordReference]

  static let steps = 3
  static let records = 6

  /// - Parameters:
  ///   - steps: the most telling first.
  ///   - records: where the sentence is about no step that is shown.
  init(_ text: String, steps: [Int] = [], of incident: Incident, records: [RecordReference] = []) {
    self.text = text
    self.steps = Array(steps.prefix(Self.steps)).sorted()
    var seen: Set<RecordReference> = []
    let own = self.steps.flatMap { incident.steps[$0].records.prefix(2) }
    self.records = Array((own + records).filter { seen.insert($0).inserted }.prefix(Self.records))
  }
}
