import Scanning

extension EngineFactory.Loaded {
  /// Tells on standard error what of the rules and content could not be loaded.
  func warn() {
    let errors = errors
    for line in errors.prefix(20) { Terminal.printError("yagura: \(line)") }
    if errors.count > 20 { Terminal.printError("yagura: \(errors.count - 20) more; see yagura rules lint") }
  }
}
