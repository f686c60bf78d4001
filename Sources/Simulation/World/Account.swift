/// An AWS account of the organisation. The numbers are those that AWS's own documentation uses.
struct Account: Sendable {
  let id: String
  let name: String
  let index: Int

  static let production = Account(id: "111122223333", name: "prod", index: 0)
  static let staging = Account(id: "444455556666", name: "staging", index: 1)
  static let development = Account(id: "123456789012", name: "dev", index: 2)
  static let data = Account(id: "777788889999", name: "data", index: 3)
  static let security = Account(id: "999999999999", name: "security", index: 4)
  static let management = Account(id: "222222222222", name: "management", index: 5)

  static let all = [production, staging, development, data, security, management]
  /// Where workloads run.
  static let workloads = [production, production, production, staging, development, data]
}
