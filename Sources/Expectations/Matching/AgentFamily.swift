import Activity

/// Kinds of user agents by which people speak of them: tools of `AgentTool`, grouped.
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

  /// The family of an agent's text, `nil` where none is known.
  ///
  /// - Parameter agent: folded.
  static func of(_ agent: [UInt8]) -> AgentFamily? {
    // What is made for attack is of no family, whatever else it claims to be.
    AgentTool.first(in: agent) { $0.nature == .offensive || AgentFamily($0) != nil }.flatMap(AgentFamily.init)
  }

  /// `nil` for tools that no family has: what else the agent names counts then.
  private init?(_ tool: AgentTool) {
    switch tool {
    case .chrome, .edge, .firefox, .safari, .opera, .webView: self = .browser
    case .awsCLI: self = .awsCLI
    case .boto, .awsSDKGo, .awsSDKJava, .awsSDKJS, .awsSDKRust, .awsSDKRuby, .awsSDKPHP, .awsSDKDotNet, .awsSDKCpp,
      .awsSDKOther:
      self = .awsSDK
    // The console's calls name the provider's own client.
    case .awsConsole, .awsInternal: self = .awsConsole
    case .gcloud: self = .gcloud
    case .googleClient: self = .googleSDK
    case .azureCLI: self = .azureCLI
    case .azureSDK: self = .azureSDK
    case .terraform, .openTofu: self = .terraform
    case .pulumi: self = .pulumi
    case .kubectl, .helm: self = .kubectl
    case .githubActions: self = .githubActions
    case .git: self = .git
    case .powerShell, .azurePowerShell: self = .powershell
    case .curl, .wget, .pythonRequests, .pythonOther, .goHTTP, .nodeHTTP, .okHTTP, .javaHTTP, .rubyHTTP, .perlHTTP,
      .postman, .insomnia:
      self = .script
    case .unknown, .cdk, .ansible, .crossplane, .cloudFormation, .argoCD, .flux, .kubernetesController,
      .kubernetesNode, .googleConsole, .githubHookshot, .githubCLI, .gitlab, .jenkins, .okta, .slack, .outlook,
      .cyberduck, .s3Browser, .winSCP, .rclone, .pacu, .scoutSuite, .prowler, .cloudFox, .truffleHog, .nuclei, .sqlmap,
      .nmap, .otherScanner:
      return nil
    }
  }
}
