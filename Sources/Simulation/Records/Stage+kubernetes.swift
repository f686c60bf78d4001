extension Stage {
  /// Who calls the cluster's API.
  enum ClusterCaller: Sendable {
    case account(namespace: String, name: String)
    case node(Int)
    /// A person or role of AWS, by its session.
    case aws(AWSCaller, role: String)

    var user: Line {
      switch self {
      case .account(let namespace, let name):
        #"{"username":"system:serviceaccount:\#(namespace):\#(name)","uid":"\#(Token(0x6B38, namespace.hashed, name.hashed))","groups":["system:serviceaccounts","system:serviceaccounts:\#(namespace)","system:authenticated"],"extra":{"authentication.kubernetes.io/pod-name":["\#(name)-0"]}}"#
      case .node(let index):
        #"{"username":"system:node:ip-10-20-\#(index / 250)-\#(index % 250 + 4).ap-northeast-1.compute.internal","groups":["system:nodes","system:bootstrappers","system:authenticated"]}"#
      case .aws(let caller, let role):
        #"{"username":"\#(caller.name)","uid":"aws-iam-authenticator:\#(caller.account.id):AROA\#(letters: Token(0x726F, role.hashed, caller.account.index), 17)","groups":["developers","system:authenticated"],"extra":{"accessKeyId":["\#(caller.key)"],"arn":["arn:aws:sts::\#(caller.account.id):assumed-role/\#(role)/\#(caller.name)"],"canonicalArn":["arn:aws:iam::\#(caller.account.id):role/\#(role)"],"principalId":["AROA\#(letters: Token(0x726F, role.hashed, caller.account.index), 17)"],"sessionName":["\#(caller.name)"]}}"#
      }
    }
  }

  /// Writes an event of the API server. `body` is a request object beginning with a comma, or nothing.
  func cluster(
    _ caller: ClusterCaller, _ verb: String, _ resource: String, namespace: String?, name: String?,
    subresource: String? = nil, group: String = "", address: Line, agent: String, _ at: Moment, _ random: inout Random,
    code: Int = 200, body: Line = ""
  ) {
    let id = random.token()
    guard wants(.kubernetes) else { return }
    let root = group.isEmpty ? "/api/v1" : "/apis/\(group)/v1"
    let uri: Line =
      "\(root)\(namespace.map { "/namespaces/\($0)" } ?? "")/\(resource)\(name.map { "/\($0)" } ?? "")\(subresource.map { "/\($0)" } ?? "")"
    let reference: Line =
      #"{"resource":"\#(resource)"\#(namespace.map { Line(",\"namespace\":\"\($0)\"") } ?? "")\#(name.map { Line(",\"name\":\"\($0)\"") } ?? "")\#(group.isEmpty ? "" : Line(",\"apiGroup\":\"\(group)\"")),"apiVersion":"v1"\#(subresource.map { Line(",\"subresource\":\"\($0)\"") } ?? "")}"#
    let allowed = code != 403
    emit(
      .kubernetes, at, id,
      #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"\#(body.bytes.isEmpty ? "Metadata" : "Request")","auditID":"\#(id)","stage":"ResponseComplete","requestURI":"\#(uri)","verb":"\#(verb)","user":\#(caller.user),"sourceIPs":["\#(address)"],"userAgent":"\#(agent)","objectRef":\#(reference),"responseStatus":{"metadata":{},"code":\#(code)\#(allowed ? "" : #","status":"Failure","reason":"Forbidden""#)}\#(body),"requestReceivedTimestamp":"\#(at, digits: 6)","stageTimestamp":"\#(at + 0.004, digits: 6)","annotations":{"authorization.k8s.io/decision":"\#(allowed ? "allow" : "forbid")","authorization.k8s.io/reason":"\#(allowed ? "RBAC: allowed by RoleBinding" : "")"}}"#
    )
  }
}
