import JSONTape

/// Kinds of user agents by which people speak of them.
public enum AgentFamily: String, Sendable, CaseIterable {
  case browser
  case awsCLI = "aws-cli"
  case awsSDK = "aws-sdk"
  case awsConsole = "aws-console"
  case gcloud
  case googleSDK = "google-sdk"
  case azureCLI = "azure-cli"
  case azureSDK = "azure-sdk"
  case terraform
  case pulumi
  case kubectl
  case githubActions = "github-actions"
  case git
  case powershell
  case script

  /// The first whose sign occurs decides; tools come before the libraries that they are made with.
  private static let words: KeyValuePairs<AgentFamily, [String]> = [
    .terraform: ["terraform", "opentofu"], .pulumi: ["pulumi"],
    .githubActions: ["github-actions", "actions/runner", "githubactions", "configure-aws-credentials"],
    .kubectl: ["kubectl", "helm/"],
    .awsConsole: ["console.amazonaws.com", "signin.amazonaws.com", "aws-internal", "awsconsole"],
    .awsCLI: ["aws-cli", "aws cli"],
    .awsSDK: ["aws-sdk", "boto3", "botocore", "aws-go", "aws-nodejs", "aws-java"],
    .gcloud: ["gcloud", "google-cloud-sdk"],
    .googleSDK: ["google-api", "gl-python", "gl-go", "gl-java", "gapic", "google-cloud"],
    .azureCLI: ["azurecli", "azure-cli", "msrest_azure azure-cli"],
    .powershell: ["powershell"],
    .azureSDK: ["azsdk", "azure-sdk", "msrest"],
    .git: ["git/", "jgit"],
    .script: [
      "python-requests", "python-urllib", "python/", "aiohttp", "httpx", "curl/", "wget/", "go-http-client", "okhttp",
      "axios", "node-fetch", "java/", "libwww-perl", "ruby", "postman", "insomnia",
    ],
    .browser: ["mozilla/", "opera/"],
  ]
  private static let signs: [(family: AgentFamily, parts: [[UInt8]])] = words.map { word in
    (word.key, word.value.map { Array($0.utf8) })
  }

  /// The family of an agent's text, `nil` where none is known.
  static func of(_ agent: [UInt8]) -> AgentFamily? {
    agent.withUnsafeBytes { bytes in
      let span = ByteSpan(bytes)
      return signs.first { $0.parts.contains { part in part.withUnsafeBytes { span.containsFolded($0) } } }?.family
    }
  }
}

/// A user agent as an entry names it: a family, a pattern with wildcards, or how the text begins.
public enum AgentPattern: Sendable, Hashable {
  case family(AgentFamily)
  case glob(TextPattern)

  init(_ text: String) {
    if let family = AgentFamily(rawValue: text.lowercased()) {
      self = .family(family)
    } else {
      let pattern = TextPattern(text)
      self = .glob(pattern.isLiteral ? TextPattern(text + "*") : pattern)
    }
  }

  public var text: String {
    switch self {
    case .family(let family): family.rawValue
    case .glob(let pattern): pattern.text
    }
  }

  /// - Parameter agent: folded.
  func accepts(_ agent: [UInt8], family: AgentFamily?) -> Bool {
    switch self {
    case .family(let wanted): wanted == family
    case .glob(let pattern): pattern.matches(agent)
    }
  }
}
