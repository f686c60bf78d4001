extension Stage {
  /// Writes an event of GitHub's audit log; `extra` holds what the action adds, beginning with a comma.
  func github(
    _ action: String, by person: Person, repository: String?, _ origin: Origin, _ at: Moment, _ random: inout Random,
    _ extra: Line = ""
  ) {
    github(
      action, actor: person.github, number: 5_000_000 + person.index, repository: repository, origin: origin, at,
      &random, extra)
  }

  func github(
    _ action: String, actor: String, number: Int, isBot: Bool = false, repository: String?, origin: Origin?,
    _ at: Moment, _ random: inout Random, _ extra: Line = ""
  ) {
    let id = random.token()
    guard wants(.github) else { return }
    let named: Line =
      repository.map {
        #","repo":"\#($0)","repo_id":\#(Int(UInt64(bitPattern: Int64($0.hashed)) % 900_000_000)),"public_repo":false,"visibility":"private""#
      } ?? ""
    let from: Line =
      origin.map {
        #","actor_ip":"\#($0.address)","actor_location":{"country_code":"\#($0.geo.country)"},"user_agent":"\#($0.agent)""#
      } ?? ""
    emit(
      .github, at, id,
      #"{"@timestamp":\#(at.milliseconds),"_document_id":"\#(letters: id, 22)","action":"\#(action)","actor":"\#(actor)","actor_id":\#(number),"actor_is_bot":\#(isBot)\#(from),"business":"\#(Organisation.name)","created_at":\#(at.milliseconds),"operation_type":"\#(Self.operationType(action))","org":"\#(Organisation.name)","org_id":\#(Organisation.githubID)\#(named)\#(extra)}"#
    )
  }

  private static func operationType(_ action: String) -> String {
    if action.hasPrefix("git.clone") || action.hasPrefix("git.fetch") || action.hasSuffix("download_zip") {
      return "access"
    }
    if action.hasSuffix("create") || action.hasPrefix("org.add") || action.hasSuffix("invite_member") {
      return "create"
    }
    if action.hasSuffix("destroy") || action.hasSuffix("remove_member") { return "remove" }
    return "modify"
  }

  /// Git over SSH, with the person's key.
  func git(
    _ verb: String, _ person: Person, _ repository: String, _ origin: Origin, _ at: Moment, _ random: inout Random
  ) {
    github(
      "git.\(verb)", by: person, repository: repository, origin, at, &random,
      #","transport_protocol_name":"ssh","transport_protocol":2,"public_key_fingerprint":"SHA256:\#(letters: person.token(12), 24)""#
    )
  }

  /// The fingerprint of a personal token: `kind` tells a person's tokens apart.
  func token(_ person: Person, _ kind: Int) -> Line {
    #","hashed_token":"\#(letters: person.token(40 + kind), 24)=","programmatic_access_type":"Personal access token (classic)","token_id":\#(Int(person.token(40 + kind).high >> 34)),"token_scopes":"repo,read:org""#
  }
}
