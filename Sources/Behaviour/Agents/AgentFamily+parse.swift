extension AgentFamily {
  /// Reads a user-agent text; looks at its first 1,024 bytes. Vendors' own forms are in their SDKs' documentation;
  /// browsers' order of tests is that of RFC 9110's product tokens: the most particular product first, since every
  /// browser claims to be the older ones as well.
  public init(parsing text: String) {
    let lowered = String(decoding: text.utf8.prefix(1024), as: UTF8.self).lowercased()
    let bytes = Array(lowered.utf8)
    let pairs = BytePairs(of: bytes)
    let tool = Self.tool(bytes, pairs)
    self.init(tool: tool, system: Self.system(bytes, pairs), token: tool == .unknown ? Self.token(bytes) : 0)
  }

  private static func tool(_ bytes: [UInt8], _ pairs: BytePairs) -> AgentTool {
    for (needle, tool) in tools where pairs.mayHold(needle) && contains(bytes, needle) { return tool }
    // A bare service principal: the provider calls on someone's behalf.
    if !bytes.contains(0x20), ends(bytes, Array(".amazonaws.com".utf8)) { return .awsInternal }
    return .unknown
  }

  private static func system(_ bytes: [UInt8], _ pairs: BytePairs) -> AgentSystem {
    for (needle, system) in systems where pairs.mayHold(needle) && contains(bytes, needle) { return system }
    return .unknown
  }

  /// The first product's name without version, e.g. of `MyTool-v2/1.3 (x)`: `mytool-v`.
  private static func token(_ bytes: [UInt8]) -> UInt16 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes.prefix(64) {
      if byte == 0x20 || byte == 0x2F || byte == 0x28 || byte == 0x3B { break }
      if byte >= 0x30 && byte <= 0x39 || byte == 0x2E { continue }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return UInt16(truncatingIfNeeded: hash >> 24)
  }

  private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    for start in 0...(bytes.count - needle.count) where bytes[start] == first {
      if bytes[start..<(start + needle.count)].elementsEqual(needle) { return true }
    }
    return false
  }

  private static func ends(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    bytes.count >= needle.count && bytes[(bytes.count - needle.count)...].elementsEqual(needle)
  }

  /// Looked for in this order.
  private static let tools: [([UInt8], AgentTool)] = [
    ("pacu", AgentTool.pacu), ("scoutsuite", .scoutSuite), ("scout suite", .scoutSuite), ("prowler", .prowler),
    ("cloudfox", .cloudFox), ("trufflehog", .truffleHog), ("nuclei", .nuclei), ("sqlmap", .sqlmap), ("nmap", .nmap),
    ("masscan", .otherScanner), ("zgrab", .otherScanner), ("nikto", .otherScanner), ("gobuster", .otherScanner),
    ("feroxbuster", .otherScanner), ("wpscan", .otherScanner), ("enumerate-iam", .otherScanner),
    ("rclone", .rclone), ("cyberduck", .cyberduck), ("s3 browser", .s3Browser), ("s3browser", .s3Browser),
    ("winscp", .winSCP),
    ("cloudformation.amazonaws.com", .cloudFormation),
    ("signin.amazonaws.com", .awsConsole), ("console.amazonaws.com", .awsConsole), ("s3console", .awsConsole),
    ("aws-console", .awsConsole), ("aws console", .awsConsole), ("console.aws", .awsConsole),
    ("aws internal", .awsInternal),
    ("opentofu", .openTofu), ("terraform", .terraform), ("pulumi", .pulumi), ("aws-cdk", .cdk), ("cdk/", .cdk),
    ("ansible", .ansible), ("crossplane", .crossplane),
    ("argocd", .argoCD), ("argo-cd", .argoCD), ("flux", .flux), ("helm/", .helm), ("kubectl", .kubectl),
    ("kubelet", .kubernetesNode), ("kube-proxy", .kubernetesNode), ("kube-controller", .kubernetesController),
    ("kube-scheduler", .kubernetesController), ("controller", .kubernetesController),
    ("aws-cli", .awsCLI), ("boto", .boto), ("aws-sdk-go", .awsSDKGo), ("aws-sdk-java", .awsSDKJava),
    ("aws-sdk-js", .awsSDKJS), ("aws-sdk-nodejs", .awsSDKJS), ("aws-sdk-rust", .awsSDKRust),
    ("aws-sdk-ruby", .awsSDKRuby), ("aws-sdk-php", .awsSDKPHP), ("aws-sdk-dotnet", .awsSDKDotNet),
    ("aws-sdk-net", .awsSDKDotNet), ("aws-sdk-cpp", .awsSDKCpp), ("aws-sdk-c++", .awsSDKCpp),
    ("aws-sdk", .awsSDKOther), ("aws_sdk", .awsSDKOther),
    ("google-cloud-sdk", .gcloud), ("gcloud", .gcloud), ("cloud sdk", .gcloud), ("pantheon", .googleConsole),
    ("google-api", .googleClient), ("gl-python", .googleClient), ("gl-go", .googleClient), ("gl-java", .googleClient),
    ("gl-node", .googleClient), ("google-cloud", .googleClient), ("grpc-", .googleClient),
    ("azurecli", .azureCLI), ("azure-cli", .azureCLI), ("azurepowershell", .azurePowerShell),
    ("azsdk", .azureSDK), ("azure-sdk", .azureSDK),
    ("github-hookshot", .githubHookshot), ("github-actions", .githubActions), ("actions/", .githubActions),
    ("github cli", .githubCLI), ("gh/", .githubCLI), ("jgit", .git), ("git/", .git), ("git-lfs", .git),
    ("gitlab", .gitlab), ("jenkins", .jenkins), ("okta", .okta), ("slack", .slack),
    ("powershell", .powerShell), ("curl", .curl), ("wget", .wget), ("python-requests", .pythonRequests),
    ("aiohttp", .pythonOther), ("httpx", .pythonOther), ("python", .pythonOther), ("go-http-client", .goHTTP),
    ("node-fetch", .nodeHTTP), ("axios", .nodeHTTP), ("undici", .nodeHTTP), ("octokit", .nodeHTTP),
    ("node.js", .nodeHTTP), ("okhttp", .okHTTP), ("apache-httpclient", .javaHTTP), ("java/", .javaHTTP),
    ("ruby", .rubyHTTP), ("postman", .postman),
    ("outlook", .outlook), ("microsoft office", .outlook),
    ("edg/", .edge), ("edge", .edge), ("edga/", .edge), ("edgios", .edge), ("opr/", .opera), ("opera", .opera),
    ("firefox", .firefox), ("fxios", .firefox), ("chrome", .chrome), ("crios", .chrome), ("chromium", .chrome),
    ("safari", .safari), ("mozilla", .webView),
  ].map { (Array($0.0.utf8), $0.1) }

  private static let systems: [([UInt8], AgentSystem)] = [
    ("kali", AgentSystem.attackLinux), ("parrot", .attackLinux), ("blackarch", .attackLinux), ("aws_lambda", .lambda),
    ("android", .android), ("iphone", .iOS), ("ipad", .iOS), ("ios/", .iOS), ("cros", .chromeOS),
    ("windows", .windows), ("win32", .windows), ("win64", .windows),
    ("darwin", .macOS), ("mac os", .macOS), ("macos", .macOS), ("macintosh", .macOS),
    ("amzn", .amazonLinux), ("amazon linux", .amazonLinux), ("linux", .linux), ("ubuntu", .linux), ("debian", .linux),
    ("freebsd", .bsd), ("openbsd", .bsd),
  ].map { (Array($0.0.utf8), $0.1) }
}
