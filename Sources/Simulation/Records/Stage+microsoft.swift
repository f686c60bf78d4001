extension Stage {
  /// Writes an Entra sign-in as diagnostic settings deliver it. `code` 0 is success.
  func entraSignIn(
    _ person: Person, application: String, _ origin: Origin, session: Token, _ at: Moment, _ random: inout Random,
    code: Int = 0, reason: String = "", interactive: Bool = true, protocolName: String = "none"
  ) {
    let id = random.token()
    guard wants(.entra) else { return }
    let geo = origin.geo
    let failure: Line =
      code == 0
      ? #"{"errorCode":0,"additionalDetails":"MFA requirement satisfied by claim in the token"}"#
      : #"{"errorCode":\#(code),"failureReason":"\#(reason)"}"#
    emit(
      .entra, at, id,
      #"{"time":"\#(at, digits: 7)","resourceId":"/tenants/\#(Organisation.entraTenant)/providers/Microsoft.aadiam","operationName":"Sign-in activity","operationVersion":"1.0","category":"\#(interactive ? "SignInLogs" : "NonInteractiveUserSignInLogs")","tenantId":"\#(Organisation.entraTenant)","resultType":"\#(code)","resultSignature":"None","durationMs":0,"callerIpAddress":"\#(origin.address)","correlationId":"\#(session)","identity":"\#(person.name)","Level":4,"location":"\#(geo.country)","properties":{"id":"\#(id)","createdDateTime":"\#(at, digits: 7)","userDisplayName":"\#(person.name)","userPrincipalName":"\#(person.email)","userId":"\#(person.entra)","appId":"\#(Token(0x6170, application.hashed))","appDisplayName":"\#(application)","ipAddress":"\#(origin.address)","status":\#(failure),"clientAppUsed":"Browser","userAgent":"\#(origin.agent)","deviceDetail":{"deviceId":"\#(origin.device)","displayName":"\#(person.handle.prefix(10).uppercased())-PC","operatingSystem":"\#(origin.system)","browser":"\#(origin.browser)","isCompliant":true,"isManaged":true,"trustType":"Azure AD joined"},"location":{"city":"\#(geo.city)","state":"\#(geo.state)","countryOrRegion":"\#(geo.country)","geoCoordinates":{"latitude":\#(geo.latitude),"longitude":\#(geo.longitude)}},"correlationId":"\#(session)","sessionId":"\#(session)","conditionalAccessStatus":"\#(code == 53003 ? "failure" : "success")","originalRequestId":"\#(id)","isInteractive":\#(interactive),"tokenIssuerType":"AzureAD","authenticationProtocol":"\#(protocolName)","authenticationRequirement":"multiFactorAuthentication","riskDetail":"none","riskLevelAggregated":"none","riskLevelDuringSignIn":"none","riskState":"none","riskEventTypes_v2":[],"resourceDisplayName":"Microsoft Graph","resourceTenantId":"\#(Organisation.entraTenant)","homeTenantId":"\#(Organisation.entraTenant)","uniqueTokenIdentifier":"\#(letters: id, 22)","autonomousSystemNumber":\#(origin.asn),"userType":"member"}}"#
    )
  }

  /// Writes an act in the directory. `targets` is the JSON of its target resources.
  func entra(
    _ activity: String, category: String, by person: Person, _ origin: Origin, targets: Line, _ at: Moment,
    _ random: inout Random
  ) {
    let id = random.token()
    guard wants(.entra) else { return }
    emit(
      .entra, at, id,
      #"{"time":"\#(at, digits: 7)","resourceId":"/tenants/\#(Organisation.entraTenant)/providers/Microsoft.aadiam","operationName":"\#(activity)","operationVersion":"1.0","category":"AuditLogs","tenantId":"\#(Organisation.entraTenant)","resultSignature":"None","durationMs":0,"callerIpAddress":"\#(origin.address)","correlationId":"\#(Token(high: id.low, low: id.high))","Level":4,"properties":{"id":"\#(id)","category":"\#(category)","correlationId":"\#(id)","result":"success","resultReason":"","activityDisplayName":"\#(activity)","activityDateTime":"\#(at, digits: 7)","loggedByService":"Core Directory","operationType":"Update","userAgent":"\#(origin.agent)","initiatedBy":{"user":{"id":"\#(person.entra)","displayName":"\#(person.name)","userPrincipalName":"\#(person.email)","ipAddress":"\#(origin.address)","roles":[]}},"targetResources":[\#(targets)],"additionalDetails":[]}}"#
    )
  }

  func entraUser(_ person: Person, _ modified: Line = "") -> Line {
    #"{"id":"\#(person.entra)","displayName":"\#(person.name)","type":"User","userPrincipalName":"\#(person.email)","modifiedProperties":[\#(modified)],"administrativeUnits":[]}"#
  }

  /// Who calls Azure: a person, or an application by its object's id.
  enum AzureCaller: Sendable {
    case person(Person)
    case application(Token)
  }

  /// Writes an event of the Azure activity log.
  func azure(
    _ caller: AzureCaller, _ operation: String, resource: String, address: Address, _ at: Moment,
    _ random: inout Random, isDenied: Bool = false
  ) {
    let id = random.token()
    guard wants(.azure) else { return }
    let subscription = "8f2c1f3e-5a6b-4c7d-9e8f-0a1b2c3d4e5f"
    let claims: Line
    switch caller {
    case .person(let person):
      claims =
        #""http://schemas.microsoft.com/identity/claims/objectidentifier":"\#(person.entra)","http://schemas.microsoft.com/identity/claims/tenantid":"\#(Organisation.entraTenant)","http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"\#(person.email)","name":"\#(person.name)","http://schemas.microsoft.com/claims/authnmethodsreferences":"pwd,mfa","appid":"c44b4083-3bb0-49c1-b47d-974e53cbdf3c","uti":"\#(letters: Token(person.index, 5, Int(at.milliseconds / 3_600_000)), 22)""#
    case .application(let object):
      claims =
        #""http://schemas.microsoft.com/identity/claims/objectidentifier":"\#(object)","http://schemas.microsoft.com/identity/claims/tenantid":"\#(Organisation.entraTenant)","appid":"\#(Token(high: object.low, low: object.high))","idtyp":"app","uti":"\#(letters: Token(Int(truncatingIfNeeded: object.high), Int(at.milliseconds / 3_600_000)), 22)""#
    }
    let verb =
      operation.hasSuffix("/read")
      ? "Read" : operation.hasSuffix("/delete") ? "Delete" : operation.hasSuffix("/action") ? "Action" : "Write"
    emit(
      .azure, at, id,
      #"{"time":"\#(at, digits: 7)","resourceId":"/SUBSCRIPTIONS/\#(subscription.uppercased())/RESOURCEGROUPS/\#(resource.uppercased())","operationName":"\#(operation.uppercased())","category":"Administrative","resultType":"\#(isDenied ? "Failure" : "Success")","resultSignature":"\#(isDenied ? "Failed.Forbidden" : "Succeeded.OK")","durationMs":\#(40 + Int(id.low & 511)),"callerIpAddress":"\#(address)","correlationId":"\#(id)","identity":{"authorization":{"scope":"/subscriptions/\#(subscription)/resourceGroups/\#(resource)","action":"\#(operation)","evidence":{"role":"Contributor","roleAssignmentScope":"/subscriptions/\#(subscription)"}},"claims":{\#(claims)}},"level":"Information","location":"global","properties":{"eventCategory":"Administrative","eventDataId":"\#(id)","entity":"/subscriptions/\#(subscription)/resourceGroups/\#(resource)","hierarchy":"\#(Organisation.entraTenant)/\#(subscription)","operationKind":"\#(verb)"},"eventDataId":"\#(id)"}"#
    )
  }

  /// Writes a record of the unified audit log; `extra` begins with a comma.
  func office(
    _ operation: String, workload: String, recordType: Int, by person: Person, object: String, _ origin: Origin,
    _ at: Moment, _ random: inout Random, _ extra: Line = ""
  ) {
    let id = random.token()
    guard wants(.m365) else { return }
    emit(
      .m365, at, id,
      #"{"CreationTime":"\#(at, digits: 0, zone: "")","Id":"\#(id)","Operation":"\#(operation)","OrganizationId":"\#(Organisation.entraTenant)","RecordType":\#(recordType),"ResultStatus":"Succeeded","UserKey":"i:0h.f|membership|1003\#(hex: person.entra, 12)@live.com","UserType":0,"Version":1,"Workload":"\#(workload)","ClientIP":"\#(origin.address)","ObjectId":"\#(object)","UserId":"\#(person.email)","UserAgent":"\#(origin.agent)","AppAccessContext":{"AADSessionId":"\#(Token(person.index, 61, Int(at.milliseconds / 43_200_000)))","ClientAppName":"Office 365"}\#(extra)}"#
    )
  }
}
