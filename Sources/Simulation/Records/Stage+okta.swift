/// What an Okta event says beside who and where.
struct OktaEvent: Sendable {
  var type: String
  var message: String
  var result = "SUCCESS"
  var reason: String?
  var severity = "INFO"
  var debug: Line = ""
  var targets: Line = "[]"
}

extension Stage {
  /// Writes an event of the Okta System Log. `session` is the browser's; `nil` before there is one.
  func okta(
    _ person: Person, _ event: OktaEvent, _ origin: Origin, session: Token?, _ at: Moment, _ random: inout Random
  ) {
    let actor: Line =
      #"{"id":"\#(person.okta)","type":"User","alternateId":"\#(person.email)","displayName":"\#(person.name)","detailEntry":null}"#
    okta(actor: actor, event, origin, session: session, at, &random)
  }

  func okta(actor: Line, _ event: OktaEvent, _ origin: Origin, session: Token?, _ at: Moment, _ random: inout Random) {
    let id = random.token()
    guard wants(.okta) else { return }
    let geo = origin.geo
    let place: Line =
      #"{"city":"\#(geo.city)","state":"\#(geo.state)","country":"\#(geo.countryName)","postalCode":null,"geolocation":{"lat":\#(geo.latitude),"lon":\#(geo.longitude)}}"#
    let external: Line = session.map { "idx\(letters: $0, 20)" } ?? "unknown"
    emit(
      .okta, at, id,
      #"{"actor":\#(actor),"client":{"userAgent":{"rawUserAgent":"\#(origin.agent)","os":"\#(origin.system)","browser":"\#(origin.browser)"},"zone":"null","device":"\#(origin.system.contains("iPhone") || origin.system.contains("Android") ? "Mobile" : "Computer")","id":null,"ipAddress":"\#(origin.address)","geographicalContext":\#(place)},"device":null,"authenticationContext":{"authenticationProvider":null,"credentialProvider":null,"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"rootSessionId":"\#(external)","externalSessionId":"\#(external)"},"displayMessage":"\#(event.message)","eventType":"\#(event.type)","outcome":{"result":"\#(event.result)","reason":\#(event.reason.map { Line("\"\($0)\"") } ?? .null)},"published":"\#(at, digits: 3)","securityContext":{"asNumber":\#(origin.asn),"asOrg":"\#(origin.organization)","isp":"\#(origin.organization)","domain":null,"isProxy":false},"severity":"\#(event.severity)","debugContext":{"debugData":{"requestId":"\#(hex: id, 32)","requestUri":"/idp/idx/identify","dtHash":"\#(hex: origin.device, 32)"\#(event.debug)}},"legacyEventType":null,"transaction":{"type":"WEB","id":"\#(letters: id, 24)","detail":{}},"uuid":"\#(id)","version":"0","request":{"ipChain":[{"ip":"\#(origin.address)","geographicalContext":\#(place),"version":"V4","source":null}]},"target":\#(event.targets)}"#
    )
  }

  func oktaUser(_ person: Person) -> Line {
    #"[{"id":"\#(person.okta)","type":"User","alternateId":"\#(person.email)","displayName":"\#(person.name)","detailEntry":null}]"#
  }

  func oktaApplication(_ index: Int, _ person: Person) -> Line {
    let application = ResourceTable.applications[index % ResourceTable.applications.count]
    return
      #"[{"id":"\#(application.id)","type":"AppInstance","alternateId":"\#(application.name)","displayName":"\#(application.name)","detailEntry":null},{"id":"0ua\#(letters: Token(0x6F75, person.index, index), 17)","type":"AppUser","alternateId":"\#(person.email)","displayName":"\#(person.name)","detailEntry":null}]"#
  }

  /// Password, push, session: what an unremarkable sign-in leaves. Gives the session.
  @discardableResult
  func oktaSignIn(
    _ person: Person, _ origin: Origin, _ at: Moment, _ random: inout Random, session known: Token? = nil
  ) -> Token {
    let session = known ?? random.token()
    var time = at
    okta(
      person,
      OktaEvent(
        type: "policy.evaluate_sign_on", message: "Evaluation of sign-on policy", result: "CHALLENGE",
        reason: "Sign-on policy evaluation resulted in CHALLENGE"), origin, session: session, time, &random)
    time += 0.3
    okta(
      person,
      OktaEvent(
        type: "user.authentication.auth_via_mfa", message: "Authentication of user via MFA",
        debug: #","factor":"\#(person.index % 3 == 0 ? "FIDO2_WEBAUTHN" : "OKTA_VERIFY_PUSH")""#), origin,
      session: session, time + 6, &random)
    okta(
      person, OktaEvent(type: "user.session.start", message: "User login to Okta"), origin, session: session, time + 7,
      &random)
    return session
  }
}
