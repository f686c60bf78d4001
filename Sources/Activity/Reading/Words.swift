import JSONTape

/// The vocabulary's words as bytes, numbered so that a slot can hold one.
public enum Words {
  // proof: written once, before anyone can read them, and pointing to immortal memory.
  nonisolated(unsafe) public static let all: [ByteSpan] = {
    var words: [ByteSpan] = []
    func add<Word: VocabularyWord>(_ type: Word.Type) {
      words += Word.allCases.map { Immortal.bytes($0.word.utf8) }
    }
    add(ActClass.self)
    add(ResourceKind.self)
    words += (0...4).map { Immortal.bytes(String($0).utf8) }
    add(Outcome.self)
    add(ActorKind.self)
    add(CredentialKind.self)
    return words
  }()

  private static let resourceBase = ActClass.allCases.count
  private static let sensitivityBase = resourceBase + ResourceKind.allCases.count
  private static let outcomeBase = sensitivityBase + 5
  private static let actorBase = outcomeBase + Outcome.allCases.count
  private static let credentialBase = actorBase + ActorKind.allCases.count

  static func index(_ word: ActClass) -> Int { Int(word.rawValue) }
  static func index(_ word: ResourceKind) -> Int { resourceBase + Int(word.rawValue) }
  /// Sensitivity is read as a number from 0 to 4.
  static func index(_ word: Sensitivity) -> Int { sensitivityBase + Int(word.rawValue) }
  static func index(_ word: Outcome) -> Int { outcomeBase + Int(word.rawValue) }
  static func index(_ word: ActorKind) -> Int { actorBase + Int(word.rawValue) }
  static func index(_ word: CredentialKind) -> Int { credentialBase + Int(word.rawValue) }
}
