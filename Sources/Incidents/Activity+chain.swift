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
  func isSpecific(in tenant: String?) -> Bool {
    guard !id.isEmpty, id != "*", id != tenant, key == nil else { return false }
    switch kind.lowercased() {
    case "account", "organization", "organisation", "org", "tenant", "project", "enterprise", "region", "workspace",
      "subscription", "cluster", "namespace", "domain", "service", "address", "ip", "public", "directory":
      return false
    default:
      return true
    }
  }
}

extension Activity {
  /// Whether the act gives its actor a hold on the identity that it targets, so that what the identity does next may be
  /// the actor's doing.
  var controlsTarget: Bool {
    guard outcome != .denied, outcome != .failure else { return false }
    switch operation.actClass {
    case .create, .change, .enable, .grant, .credential, .factor, .transfer: return true
    // Where the record names the session's own credential, that is the chain, not the role that others assume too.
    case .authenticate: return !targets.contains(where: \.isCredential)
    default: return false
    }
  }

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
    outcome != .denied && outcome != .failure && targets.contains(where: \.isCredential)
  }
}
