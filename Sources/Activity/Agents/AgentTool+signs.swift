extension AgentTool {
  /// Of a user agent's text, so many bytes are looked at.
  public static let looked = 1024

  /// What a user agent's text names; the one table by which texts are told apart.
  ///
  /// - Parameters:
  ///   - agent: folded to small letters; its first `looked` bytes count.
  ///   - isWanted: of what the text names, most telling first, the first that is wanted is taken.
  public static func first(in agent: [UInt8], where isWanted: (AgentTool) -> Bool = { _ in true }) -> AgentTool? {
    agent.prefix(looked).withUnsafeBytes { bytes in
      let pairs = BytePairs(of: bytes)
      return signs.first { isWanted($0.tool) && pairs.mayHold($0.sign) && bytes.holds($0.sign) }?.tool
    }
  }

  /// In the order in which they are looked for: tools come before the libraries that they are made with, browsers as
  /// RFC 9110's product tokens have them, the most particular first, since every browser claims to be the older ones as
  /// well. Vendors' own forms are in their SDKs' documentation.
  private static let signs: [(sign: [UInt8], tool: AgentTool)] = [
    ("pacu", AgentTool.pacu), ("scoutsuite", .scoutSuite), ("scout suite", .scoutSuite), ("prowler", .prowler),
    ("cloudfox", .cloudFox), ("trufflehog", .truffleHog), ("nuclei", .nuclei), ("sqlmap", .sqlmap), ("nmap", .nmap),
    ("masscan", .otherScanner), ("zgrab", .otherScanner), ("nikto", .otherScanner), ("gobuster", .otherScanner),
    ("feroxbuster", .otherScanner), ("wpscan", .otherScanner), ("enumerate-iam", .otherScanner),
    ("rclone", .rclone), ("cyberduck", .cyberduck), ("s3 browser", .s3Browser), ("s3browser", .s3Browser),
    ("winscp", .winSCP),
    ("cloudformation.amazonaws.com", .cloudFormation),
    ("signin.amazonaws.com", .awsConsole), ("console.amazonaws.com", .awsConsole), ("s3console", .awsConsole),
    ("aws-console", .awsConsole), ("aws console", .awsConsole), ("console.aws", .awsConsole),
    ("awsconsole", .awsConsole), ("aws internal", .awsInternal), ("aws-internal", .awsInternal),
    ("opentofu", .openTofu), ("terraform", .terraform), ("pulumi", .pulumi), ("aws-cdk", .cdk), ("cdk/", .cdk),
    ("github-actions", .githubActions), ("githubactions", .githubActions), ("actions/runner", .githubActions),
    ("configure-aws-credentials", .githubActions),
    ("ansible", .ansible), ("crossplane", .crossplane),
    ("argocd", .argoCD), ("argo-cd", .argoCD), ("flux", .flux), ("helm/", .helm), ("kubectl", .kubectl),
    ("kubelet", .kubernetesNode), ("kube-proxy", .kubernetesNode), ("kube-controller", .kubernetesController),
    ("kube-scheduler", .kubernetesController), ("controller", .kubernetesController),
    ("aws-cli", .awsCLI), ("aws cli", .awsCLI), ("boto", .boto), ("aws-sdk-go", .awsSDKGo),
    ("aws-sdk-java", .awsSDKJava),
    ("aws-sdk-js", .awsSDKJS), ("aws-sdk-nodejs", .awsSDKJS), ("aws-sdk-rust", .awsSDKRust),
    ("aws-sdk-ruby", .awsSDKRuby), ("aws-sdk-php", .awsSDKPHP), ("aws-sdk-dotnet", .awsSDKDotNet),
    ("aws-sdk-net", .awsSDKDotNet), ("aws-sdk-cpp", .awsSDKCpp), ("aws-sdk-c++", .awsSDKCpp),
    ("aws-sdk", .awsSDKOther), ("aws_sdk", .awsSDKOther), ("aws-go", .awsSDKGo),
    ("aws-nodejs", .awsSDKJS), ("aws-java", .awsSDKJava),
    ("google-cloud-sdk", .gcloud), ("gcloud", .gcloud), ("cloud sdk", .gcloud), ("pantheon", .googleConsole),
    ("google-api", .googleClient), ("gl-python", .googleClient), ("gl-go", .googleClient), ("gl-java", .googleClient),
    ("gl-node", .googleClient), ("google-cloud", .googleClient), ("gapic", .googleClient), ("grpc-", .googleClient),
    ("azurecli", .azureCLI), ("azure-cli", .azureCLI), ("azurepowershell", .azurePowerShell),
    ("azsdk", .azureSDK), ("azure-sdk", .azureSDK), ("msrest", .azureSDK),
    ("github-hookshot", .githubHookshot), ("actions/", .githubActions),
    ("github cli", .githubCLI), ("gh/", .githubCLI), ("jgit", .git), ("git/", .git), ("git-lfs", .git),
    ("gitlab", .gitlab), ("jenkins", .jenkins), ("okta", .okta), ("slack", .slack),
    ("powershell", .powerShell), ("curl", .curl), ("wget", .wget), ("python-requests", .pythonRequests),
    ("aiohttp", .pythonOther), ("httpx", .pythonOther), ("python", .pythonOther), ("go-http-client", .goHTTP),
    ("node-fetch", .nodeHTTP), ("axios", .nodeHTTP), ("undici", .nodeHTTP), ("octokit", .nodeHTTP),
    ("node.js", .nodeHTTP), ("okhttp", .okHTTP), ("apache-httpclient", .javaHTTP), ("java/", .javaHTTP),
    ("ruby", .rubyHTTP), ("postman", .postman), ("insomnia", .insomnia), ("libwww-perl", .perlHTTP),
    ("outlook", .outlook), ("microsoft office", .outlook),
    ("edg/", .edge), ("edge", .edge), ("edga/", .edge), ("edgios", .edge), ("opr/", .opera), ("opera", .opera),
    ("firefox", .firefox), ("fxios", .firefox), ("chrome", .chrome), ("crios", .chrome), ("chromium", .chrome),
    ("safari", .safari), ("mozilla", .webView),
  ].map { (Array($0.0.utf8), $0.1) }
}

extension UnsafeRawBufferPointer {
  /// Whether a text stands in these bytes.
  func holds(_ sign: [UInt8]) -> Bool {
    guard let first = sign.first, count >= sign.count else { return false }
    for start in 0...(count - sign.count) where self[start] == first {
      if self[start..<(start + sign.count)].elementsEqual(sign) { return true }
    }
    return false
  }
}
