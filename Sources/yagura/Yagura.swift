import ArgumentParser

@main
struct Yagura: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "yagura", abstract: "Watches the cloud and SaaS accounts that an organisation runs on.")
}
