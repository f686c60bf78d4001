import Activity

extension AlertRule {
  /// What alerts of a kind of finding say of themselves.
  public convenience init(_ found: FindingKind, level: Level, author: String? = nil, kind: Kind = .behaviour) {
    self.init(
      id: found.id, title: found.title, titleJa: found.titleJa, summary: found.summary, summaryJa: found.summaryJa,
      level: level, author: author, kind: kind, tags: found.tags, falsePositives: found.falsePositives,
      response: found.response)
  }
}
