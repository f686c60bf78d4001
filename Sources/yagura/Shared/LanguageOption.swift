import ArgumentParser
import Foundation
import Incidents

/// The language of what a command tells; the same for all that tell something of findings.
struct LanguageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language, en or ja; ja by default where LC_ALL, LC_MESSAGES or LANG says so.", valueName: "code"))
  var lang: String?

  /// As asked for, else as the environment has it.
  var language: Language {
    lang.flatMap(Language.init) ?? Language(environment: ProcessInfo.processInfo.environment)
  }

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil { throw ValidationError("--lang takes en or ja, not '\(lang)'") }
  }
}
