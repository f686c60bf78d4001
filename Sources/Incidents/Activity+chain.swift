import Activity

extension Activity.Target {
  /// A credential that the act made, handed out or changed.
  var isCredential: Bool {
    switch kind {
    case "access_key", "token", "oauth_token", "service_account_key", "personal_access_token", "ssh_key", "deploy_key":
      true
    default:
      false
    }
  }

  /// Whether the target tells one act's object from others': not the whole account, organisation or a wildcard, and
  /// not an identity, which joins as one or not at all.
  ///
  /// - Parameter isTenant: whether a text names the tenant of the act.
  func isSpecific(_ isTenant: (String) -> Bool) -> Bool {
    guard key == nil, !id.isEmpty, id != "*", !isTenant(id) else { return false }
    // Mappings write kinds in lower case.
    let isLower = !kind.utf8.contains { $0 < 0x61 && $0 != 0x5F || $0 > 0x7A }
    return !Self.everybodys.contains(isLower ? kind : kind.lowercased())
  }

  private static let everybodys: Set = [
    "account", "organization", "organisation", "org", "tenant", "project", "enterprise", "region", "workspace",
    "subscription", "cluster", "namespace", "domain", "service", "address", "ip", "public", "directory",
  ]
}

extension Activity {
  /// Whether the act gives its actor a hold on the identity that it targets, so that what the identity does next may be
  /// the actor's doing.
  var controlsTarget: Bool { ActHold(outcome: outcome, actClass: operation.actClass, targets: targets).controlsTarget }

  /// Whether what the identity that it targets does next is done by this act's actor.
  var takesHold: Bool {
    (controlsTarget || issuesCredentials) && operation.actClass != .factor && !isPasswordReset
  }

  /// Whether it gives somebody who is there already another password.
  private var isPasswordReset: Bool {
    guard operation.actClass == .credential, !issuesCredentials else { return false }
    let name = operation.name.lowercased()
    return name.contains("reset") && name.contains("password")
  }

  /// Whether the record names credentials that it made or handed out.
  var issuesCredentials: Bool {
    ActHold(outcome: outcome, actClass: operation.actClass, targets: targets).issuesCredentials
  }
}

/// What an act gives its actor.
struct ActHold {
  /// Whether it gives a hold on the identity that it targets.
  let controlsTarget: Bool
  /// Whether it names credentials that it made or handed out.
  let issuesCredentials: Bool

  init(outcome: Outcome, actClass: ActClass, targets: [Activity.Target]) {
    let succeeded = outcome != .denied && outcome != .failure
    issuesCredentials = succeeded && targets.contains(where: \.isCredential)
    switch actClass {
    case .create, .change, .enable, .grant, .credential, .factor, .transfer: controlsTarget = succeeded
    // Where the record names the session's own credential, that is the chain, not the role that others assume too.
    case .authenticate: controlsTarget = succeeded && !issuesCredentials
    default: controlsTarget = false
    }
  }
}
