import Activity
import Behaviour
import Testing

@Suite struct BaselineAgentTests {
  @Test(
    "user agents are read as tool and system",
    arguments: [
      (
        "aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-1020-aws exe/x86_64.ubuntu.22 prompt/off command/s3.ls",
        AgentTool.awsCLI, AgentSystem.linux
      ),
      ("Boto3/1.28.57 md/Botocore#1.31.57 ua/2.0 os/linux#6.1.0-kali9-amd64 lang/python#3.11.2", .boto, .attackLinux),
      ("aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 md/GOOS#linux api/sts#1.26.5", .awsSDKGo, .linux),
      (
        "aws-sdk-java/2.20.162 Linux/5.10.197-186.748.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.9", .awsSDKJava,
        .amazonLinux
      ),
      (
        "aws-sdk-js/3.188.0 os/linux/4.14.255 lang/js md/nodejs/18.12.1 exec-env/AWS_Lambda_nodejs18.x", .awsSDKJS,
        .lambda
      ),
      (
        "APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io) terraform-provider-aws/5.31.0 aws-sdk-go-v2/1.24.0 os/macos",
        .terraform, .macOS
      ),
      ("pulumi-aws/6.13.0 aws-sdk-go/1.48.0", .pulumi, .unknown),
      ("signin.amazonaws.com", .awsConsole, .unknown),
      ("AWS Internal", .awsInternal, .unknown),
      ("autoscaling.amazonaws.com", .awsInternal, .unknown),
      ("kubectl/v1.28.2 (linux/amd64) kubernetes/89a4ea3", .kubectl, .linux),
      (
        "google-cloud-sdk gcloud/456.0.0 command/gcloud.compute.instances.list environment/None (Macintosh; Intel Mac OS X 14.1)",
        .gcloud, .macOS
      ),
      ("AZURECLI/2.55.0 (DEB) azsdk-python-azure-mgmt-resource/23.1.0 Python/3.11.5 (Linux)", .azureCLI, .linux),
      ("GitHub-Hookshot/abc1234", .githubHookshot, .unknown),
      ("python-requests/2.31.0", .pythonRequests, .unknown),
      ("okhttp/4.12.0", .okHTTP, .unknown),
      (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0",
        .edge, .windows
      ),
      (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15",
        .safari, .macOS
      ),
      (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 CriOS/119.0 Mobile/15E148 Safari/604.1",
        .chrome, .iOS
      ),
      ("git/2.43.0", .git, .unknown), ("rclone/v1.65.0", .rclone, .unknown),
      ("", .unknown, .unknown),
    ] as [(String, AgentTool, AgentSystem)])
  func parsed(text: String, tool: AgentTool, system: AgentSystem) {
    let family = AgentFamily(parsing: text)
    #expect(family.tool == tool)
    #expect(family.system == system)
  }

  @Test("a version more is the same family; another unknown tool is not")
  func versions() {
    #expect(
      AgentFamily(parsing: "aws-cli/2.15.30 Python/3.11.8 Linux/6.5")
        == AgentFamily(parsing: "aws-cli/1.32.1 Python/3.8.2 Linux/4.14"))
    #expect(AgentFamily(parsing: "PayrollSync/1.2.3 build 7") == AgentFamily(parsing: "PayrollSync/2.0 build 19"))
    #expect(AgentFamily(parsing: "PayrollSync/1.2.3") != AgentFamily(parsing: "InvoiceSync/1.2.3"))
    #expect(AgentFamily(parsing: String(repeating: "é", count: 100_000)).tool == .unknown)
  }
}
