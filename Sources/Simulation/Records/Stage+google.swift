extension Stage {
  enum GooglePrincipal: Sendable {
    case person(Person)
    case account(String, key: Line?)

    var email: String {
      switch self {
      case .person(let person): person.email
      case .account(let email, _): email
      }
    }
  }

  /// Writes an audit record of Google Cloud. The operation is a line of `GoogleTable`.
  func google(
    _ principal: GooglePrincipal, _ operation: GoogleOperation, project: String, address: Line, agent: String,
    focus: Int, _ at: Moment, _ random: inout Random, named: [UInt8: String] = [:], isDenied: Bool = false
  ) {
    let id = random.token()
    guard wants(.gcp) else { return }
    var scene = Scene(
      tenant: project, tenantIndex: 0, region: "asia-northeast1", focus: focus, draw: id.low, actor: principal.email)
    scene.named = named
    let resource = operation.resource.fill(scene)
    let key: Line
    if case .account(let email, let name?) = principal {
      key =
        #","serviceAccountKeyName":"//iam.googleapis.com/projects/\#(project)/serviceAccounts/\#(email)/keys/\#(name)""#
    } else {
      key = ""
    }
    let status: Line =
      isDenied
      ? #""status":{"code":7,"message":"PERMISSION_DENIED: Permission '\#(operation.permission)' denied on resource."},"#
      : #""status":{},"#
    emit(
      .gcp, at, id,
      #"{"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog",\#(status)"authenticationInfo":{"principalEmail":"\#(principal.email)"\#(key)},"requestMetadata":{"callerIp":"\#(address)","callerSuppliedUserAgent":"\#(agent)","requestAttributes":{"time":"\#(at, digits: 6)","auth":{}},"destinationAttributes":{}},"serviceName":"\#(operation.service).googleapis.com","methodName":"\#(operation.method)","authorizationInfo":[{"resource":"\#(resource)","permission":"\#(operation.permission)","granted":\#(!isDenied),"resourceAttributes":{}}],"resourceName":"\#(resource)"\#(operation.extra.fill(scene))},"insertId":"\#(hex: id, 14)","resource":{"type":"\#(operation.kind)","labels":{"project_id":"\#(project)"\#(operation.labels.fill(scene))}},"timestamp":"\#(at, digits: 6)","severity":"\#(isDenied ? "ERROR" : operation.isData ? "INFO" : "NOTICE")","logName":"projects/\#(project)/logs/cloudaudit.googleapis.com%2F\#(operation.isData ? "data_access" : "activity")","receiveTimestamp":"\#(at + 1.2, digits: 9)"}"#
    )
  }
}
