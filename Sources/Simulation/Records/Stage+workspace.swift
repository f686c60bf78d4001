extension Stage {
  /// Writes an activity of Google Workspace: one event of an application, with its parameters as JSON.
  func workspace(
    _ application: String, _ type: String, _ name: String, by person: Person, _ origin: Origin, _ at: Moment,
    _ random: inout Random, _ parameters: Line
  ) {
    let id = random.token()
    guard wants(.workspace) else { return }
    emit(
      .workspace, at, id,
      #"{"kind":"admin#reports#activity","id":{"time":"\#(at, digits: 3)","uniqueQualifier":"\#(Int64(bitPattern: id.high))","applicationName":"\#(application)","customerId":"\#(Organisation.workspaceCustomer)"},"etag":"\#(letters: id, 22)","actor":{"callerType":"USER","email":"\#(person.email)","profileId":"\#(person.profile)"},"ipAddress":"\#(origin.address)","networkInfo":{"ipAsn":[\#(origin.asn)],"regionCode":"\#(origin.geo.country)"},"events":[{"type":"\#(type)","name":"\#(name)","parameters":[\#(parameters)]}]}"#
    )
  }

  /// An act on a document of Drive.
  func drive(
    _ name: String, by person: Person, document: Int, owner: Person, _ origin: Origin, _ at: Moment,
    _ random: inout Random, extra: Line = "", visibility: String = "people_within_domain_with_link",
    type: String = "access"
  ) {
    let title = ResourceTable.documents[document % ResourceTable.documents.count]
    workspace(
      "drive", type, name, by: person, origin, at, &random,
      #"{"name":"primary_event","boolValue":true},{"name":"doc_id","value":"1\#(letters: Token(0x646F, owner.index, document), 24)"},{"name":"doc_title","value":"\#(title)"},{"name":"doc_type","value":"\#(document % 3 == 0 ? "spreadsheet" : "document")"},{"name":"owner","value":"\#(owner.email)"},{"name":"owner_is_shared_drive","boolValue":false},{"name":"visibility","value":"\#(visibility)"}\#(extra)"#
    )
  }

  func workspaceSignIn(_ person: Person, _ origin: Origin, _ at: Moment, _ random: inout Random) {
    workspace(
      "login", "login", "login_success", by: person, origin, at, &random,
      #"{"name":"login_type","value":"saml"},{"name":"login_challenge_method","multiValue":["none"]},{"name":"is_suspicious","boolValue":false}"#
    )
  }
}
