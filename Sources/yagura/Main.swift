import ArgumentParser
import Expectations

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
    var command: any ParsableCommand
    do { command = try parseAsRoot() } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Terminal.printError(unknownCommand ?? fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
    do { try command.run() } catch let error as ValidationError {
      // The use of the command as such was right, so that its usage would be no help.
      Terminal.printError("Error: \(error.message)")
      exit(withError: ExitCode(2))
    } catch {
      exit(withError: error)
    }
  }

  /// What to say where the first words name a command that there is not.
  private static var unknownCommand: String? {
    var (here, path): (any ParsableCommand.Type, String) = (Main.self, "yagura")
    for word in CommandLine.arguments.dropFirst() {
      let commands = here.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      let names = commands.compactMap { $0.configuration.commandName }
      guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
        let others = "; there are \(names.joined(separator: ", "))"
        return "Error: there is no command '\(path) \(word)'" + NearestName.hint(word, among: names, or: others)
      }
      (here, path) = (next, path + " " + word)
    }
    return nil
  }
}
