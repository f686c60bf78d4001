import ArgumentParser

@main
struct Main: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "yagura",
    abstract: "Watches the cloud and SaaS accounts that an organisation runs on.",
    discussion: """
      yagura scan logs/ reads audit logs of AWS, Google Cloud, GitHub, Okta, Google Workspace, Microsoft, Kubernetes \
      and others, and tells what was attacked, by which identity, how far it got.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, ExplainCommand.self, RulesCommand.self, SourcesCommand.self, ExpectCommand.self,
      IntelCommand.self, ReplayCommand.self, SimulateCommand.self,
    ])

  /// Wrong use ends with status 2, a failure with 1: not with the numbers of `sysexits.h`.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      guard status == .validationFailure else { exit(withError: error) }
      Terminal.printError(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}
