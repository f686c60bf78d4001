extension Organisation {
  /// `geo.csv`: every network that the simulated world uses.
  static var networks: String {
    var text = "network,country,asn,organization,kind\n"
    for network in NetworkTable.all {
      text += "\(network.text),\(network.country),\(network.asn),\(network.organization),\(network.kind.rawValue)\n"
    }
    return text
  }

  /// `organisation.yml`: who is who, where the offices are, what deploys, who has left.
  var document: String {
    var text = """
      # The simulated organisation. people: e-mail to accounts; leavers: from which day on nobody should act as them.
      name: \(Organisation.name)
      domain: \(Organisation.domain)
      seed: \(seed)
      start: \(start.text)
      days: \(days)
      accounts:
        aws: {\(Account.all.map { "\($0.name): '\($0.id)'" }.joined(separator: ", "))}
        gcp: [hoshigaoka-prod, hoshigaoka-data]
        github: \(Organisation.name)
        entra: \(("\(Organisation.entraTenant)" as Line).text)
        google_workspace: \(Organisation.workspaceCustomer)
      offices:

      """
    for office in Office.all {
      text += "  - {name: \(office.name), country: \(office.country), networks: ['\(office.network.text)']}\n"
    }
    text += "break_glass: ['aws:\(Account.production.id):role:\(Self.breakGlass)']\n"
    text += pipelines.isEmpty ? "pipelines: []\n" : "pipelines:\n"
    for pipeline in pipelines {
      text +=
        "  - {repository: \(pipeline.repository), identity: 'aws:\(Account.production.id):role:\(pipeline.role)'}\n"
    }
    text += people.isEmpty ? "people: []\n" : "people:\n"
    for person in people { text += "  - \(entry(person))\n" }
    let gone = people.filter { $0.leaves != nil }
    text += gone.isEmpty ? "leavers: []\n" : "leavers:\n"
    for person in gone {
      text +=
        "  - {email: \(person.email), since: '\((start + (person.leaves ?? 0)).text)', closed: \(!person.isForgotten)}\n"
    }
    return text
  }

  static let breakGlass =
    "AWSReservedSSO_BreakGlassAdmin_\(("\(hex: Token(0x7373, "BreakGlassAdmin".hashed, 0), 16)" as Line).text)"

  private func entry(_ person: Person) -> String {
    var accounts = ["okta: \(person.okta.text)", "slack: \(person.slack.text)"]
    if person.role.isTechnical { accounts.append("github: \(person.github)") }
    if person.hasKey { accounts.append("aws_user: \(person.handle)") }
    accounts.append("aws_directory: \(("\(person.directory)" as Line).text)")
    if person.role.usesMicrosoft || person.role == .sre {
      accounts.append("entra: \(("\(person.entra)" as Line).text)")
    }
    if person.role == .analyst { accounts.append("gitlab: '\(person.gitlab)'") }
    return
      "{email: \(person.email), role: \(person.role.rawValue), office: \(person.office.name), accounts: {\(accounts.joined(separator: ", "))}}"
  }
}
