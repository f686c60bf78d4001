/// User agents and versions of tools. Versions follow the calendar; people and machines follow with a lag.
enum Agents {
  enum Browser: String, Sendable { case chrome, edge, safari, firefox }

  /// `day` counts from 1970.
  private static func release(_ day: Int, lag: Int, from first: Int, every days: Int) -> Int {
    max(0, (day - lag - 20_089) / days) + first
  }

  static func browser(_ person: Person, _ day: Int) -> String {
    let version = release(day, lag: person.lag, from: 132, every: 28)
    let system = person.usesMac ? "Macintosh; Intel Mac OS X 10_15_7" : "Windows NT 10.0; Win64; x64"
    let webkit = "Mozilla/5.0 (\(system)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(version).0.0.0 Safari/537.36"
    switch person.browser {
    case .chrome: return webkit
    case .edge: return "\(webkit) Edg/\(version).0.0.0"
    case .safari:
      return
        "Mozilla/5.0 (\(system)) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.\(release(day, lag: person.lag, from: 2, every: 60)) Safari/605.1.15"
    case .firefox:
      return "Mozilla/5.0 (\(system); rv:\(version + 2).0) Gecko/20100101 Firefox/\(version + 2).0"
    }
  }

  static func phone(_ person: Person, _ day: Int) -> String {
    let minor = release(day, lag: person.lag + 9, from: 2, every: 55)
    return person.usesMac
      ? "Mozilla/5.0 (iPhone; CPU iPhone OS 18_\(minor) like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.\(minor) Mobile/15E148 Safari/604.1"
      : "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(release(day, lag: person.lag, from: 132, every: 28)).0.0.0 Mobile Safari/537.36"
  }

  static func cli(_ person: Person, _ day: Int) -> String {
    let system =
      person.usesMac
      ? "md/Botocore#1.36.3 ua/2.0 os/macos#24.2.0 md/arch#arm64 lang/python#3.12.6"
      : "md/Botocore#1.36.3 ua/2.0 os/windows#11 md/arch#amd64 lang/python#3.12.6"
    return "aws-cli/2.\(release(day, lag: person.lag * 2, from: 22, every: 12)).\(person.index % 20) \(system)"
  }

  static func boto(_ lag: Int, _ day: Int) -> String {
    "Boto3/1.\(release(day, lag: lag, from: 36, every: 25)).2 md/Botocore#1.\(release(day, lag: lag, from: 36, every: 25)).2 ua/2.0 os/linux#6.1.119 md/arch#x86_64 lang/python#3.12.8"
  }

  static func sdk(_ key: Int, _ day: Int) -> String {
    let lag = key * 13 % 90
    switch key % 4 {
    case 0: return boto(lag, day)
    case 1:
      return
        "aws-sdk-go-v2/1.\(release(day, lag: lag, from: 33, every: 20)).0 ua/2.1 os/linux lang/go#1.23.4 md/GOARCH#amd64"
    case 2:
      return
        "aws-sdk-js/3.\(release(day, lag: lag, from: 723, every: 4)).0 ua/2.1 os/linux#6.1.119 lang/js md/nodejs#22.12.0"
    default:
      return
        "aws-sdk-java/2.\(release(day, lag: lag, from: 29, every: 15)).1 Linux/6.1.119 OpenJDK_64-Bit_Server_VM/21.0.5+11-LTS Java/21.0.5"
    }
  }

  static func terraform(_ day: Int) -> String {
    "APN/1.0 HashiCorp/1.0 Terraform/1.\(release(day, lag: 30, from: 10, every: 120)).4 (+https://www.terraform.io) terraform-provider-aws/5.\(release(day, lag: 14, from: 82, every: 9)).0 aws-sdk-go-v2/1.32.7 os/linux lang/go#1.23.3"
  }

  static func kubectl(_ person: Person, _ day: Int) -> String {
    "kubectl/v1.\(release(day, lag: person.lag * 3, from: 31, every: 120)).2 (\(person.usesMac ? "darwin/arm64" : "windows/amd64")) kubernetes/fc5e1c9"
  }

  static func git(_ person: Person, _ day: Int) -> String {
    "git/2.\(release(day, lag: person.lag * 3, from: 47, every: 75)).0"
  }

  static func gcloud(_ person: Person, _ day: Int) -> String {
    "google-cloud-sdk gcloud/\(release(day, lag: person.lag * 2, from: 504, every: 7)).0.0 command/gcloud.invoke environment/None interactive/True from-script/False python/3.12.7 term/xterm-256color (\(person.usesMac ? "Macintosh; Intel Mac OS X 24.2.0" : "Windows NT 10.0.26100")),gzip(gfe)"
  }
}
