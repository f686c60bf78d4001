/// What calls itself by a user-agent text. The raw value is stored in baselines: append, never renumber.
public enum AgentTool: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case unknown
  case awsCLI, boto, awsSDKGo, awsSDKJava, awsSDKJS, awsSDKRust, awsSDKRuby, awsSDKPHP, awsSDKDotNet, awsSDKCpp
  case awsSDKOther, awsConsole, awsInternal
  case terraform, pulumi, cdk, openTofu, ansible, crossplane, cloudFormation
  case kubectl, helm, argoCD, flux, kubernetesController, kubernetesNode
  case gcloud, googleClient, googleConsole
  case azureCLI, azurePowerShell, azureSDK
  case githubHookshot, githubActions, githubCLI, git, gitlab, jenkins
  case okta, slack
  case powerShell, curl, wget, pythonRequests, pythonOther, goHTTP, nodeHTTP, okHTTP, javaHTTP, rubyHTTP, postman
  case chrome, edge, firefox, safari, opera, webView, outlook
  case rclone, cyberduck, s3Browser, winSCP
  case pacu, scoutSuite, prowler, cloudFox, truffleHog, nuclei, sqlmap, nmap, otherScanner
  case perlHTTP, insomnia

  /// What kind of user stands behind a tool.
  public enum Nature: UInt8, Sendable, BitwiseCopyable {
    /// A browser or a provider's console: a person is there.
    case interactive
    /// A command line or script: either.
    case tool
    /// Works by itself: an SDK in a program, a pipeline, a controller.
    case automatic
    /// The provider itself.
    case service
    /// Made for enumeration, copying out or attack; defenders use some of them too.
    case offensive
  }

  public var nature: Nature {
    switch self {
    case .chrome, .edge, .firefox, .safari, .opera, .webView, .outlook, .awsConsole, .googleConsole: .interactive
    case .awsInternal, .githubHookshot, .cloudFormation, .okta, .slack: .service
    case .unknown, .awsCLI, .boto, .gcloud, .azureCLI, .azurePowerShell, .powerShell, .curl, .wget, .pythonRequests,
      .pythonOther, .kubectl, .helm, .githubCLI, .git, .postman, .insomnia, .terraform, .pulumi, .cdk, .openTofu,
      .ansible,
      .cyberduck, .s3Browser, .winSCP:
      .tool
    case .awsSDKGo, .awsSDKJava, .awsSDKJS, .awsSDKRust, .awsSDKRuby, .awsSDKPHP, .awsSDKDotNet, .awsSDKCpp,
      .awsSDKOther, .crossplane, .argoCD, .flux, .kubernetesController, .kubernetesNode, .googleClient, .azureSDK,
      .githubActions, .gitlab, .jenkins, .goHTTP, .nodeHTTP, .okHTTP, .javaHTTP, .rubyHTTP, .perlHTTP:
      .automatic
    case .rclone, .pacu, .scoutSuite, .prowler, .cloudFox, .truffleHog, .nuclei, .sqlmap, .nmap, .otherScanner:
      .offensive
    }
  }

  /// For people to read; `nil` where only the text itself says.
  public var name: String? {
    switch self {
    case .unknown: nil
    case .awsCLI: "aws-cli"
    case .boto: "Boto3"
    case .awsSDKGo: "AWS SDK for Go"
    case .awsSDKJava: "AWS SDK for Java"
    case .awsSDKJS: "AWS SDK for JavaScript"
    case .awsSDKRust: "AWS SDK for Rust"
    case .awsSDKRuby: "AWS SDK for Ruby"
    case .awsSDKPHP: "AWS SDK for PHP"
    case .awsSDKDotNet: "AWS SDK for .NET"
    case .awsSDKCpp: "AWS SDK for C++"
    case .awsSDKOther: "AWS SDK"
    case .awsConsole: "AWS console"
    case .awsInternal: "AWS itself"
    case .terraform: "Terraform"
    case .pulumi: "Pulumi"
    case .cdk: "CDK"
    case .openTofu: "OpenTofu"
    case .ansible: "Ansible"
    case .crossplane: "Crossplane"
    case .cloudFormation: "CloudFormation"
    case .kubectl: "kubectl"
    case .helm: "Helm"
    case .argoCD: "Argo CD"
    case .flux: "Flux"
    case .kubernetesController: "Kubernetes controller"
    case .kubernetesNode: "kubelet"
    case .gcloud: "gcloud"
    case .googleClient: "Google API client"
    case .googleConsole: "Google Cloud console"
    case .azureCLI: "Azure CLI"
    case .azurePowerShell: "Azure PowerShell"
    case .azureSDK: "Azure SDK"
    case .githubHookshot: "GitHub Hookshot"
    case .githubActions: "GitHub Actions"
    case .githubCLI: "GitHub CLI"
    case .git: "git"
    case .gitlab: "GitLab"
    case .jenkins: "Jenkins"
    case .okta: "Okta"
    case .slack: "Slack"
    case .powerShell: "PowerShell"
    case .curl: "curl"
    case .wget: "wget"
    case .pythonRequests: "python-requests"
    case .pythonOther: "Python"
    case .goHTTP: "Go HTTP client"
    case .nodeHTTP: "Node.js"
    case .okHTTP: "OkHttp"
    case .javaHTTP: "Java"
    case .rubyHTTP: "Ruby"
    case .postman: "Postman"
    case .chrome: "Chrome"
    case .edge: "Edge"
    case .firefox: "Firefox"
    case .safari: "Safari"
    case .opera: "Opera"
    case .webView: "browser"
    case .outlook: "Outlook"
    case .rclone: "rclone"
    case .cyberduck: "Cyberduck"
    case .s3Browser: "S3 Browser"
    case .winSCP: "WinSCP"
    case .pacu: "Pacu"
    case .scoutSuite: "ScoutSuite"
    case .prowler: "Prowler"
    case .cloudFox: "CloudFox"
    case .truffleHog: "TruffleHog"
    case .nuclei: "Nuclei"
    case .sqlmap: "sqlmap"
    case .nmap: "Nmap"
    case .otherScanner: "scanner"
    case .perlHTTP: "Perl"
    case .insomnia: "Insomnia"
    }
  }
}
