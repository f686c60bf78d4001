/// A service with its repository and the way its code reaches production.
struct Pipeline: Sendable {
  enum Tool: Sendable { case terraform, cloudFormation, containers, argo }

  let index: Int
  let service: String
  let tool: Tool

  init(index: Int) {
    self.index = index
    let names = ResourceTable.services
    service = index < names.count ? names[index] : "\(names[index % names.count])-\(index / names.count)"
    tool = [.terraform, .containers, .argo, .cloudFormation][index % 4]
  }

  var repository: String { "\(Organisation.name)/\(service)" }
  var role: String { "ci-\(service)-deploy" }
  var repositoryID: Int { 610_000_000 + index * 7919 }
}
