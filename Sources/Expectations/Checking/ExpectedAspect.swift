/// What a surprise is about, where an expectation may explain it.
public enum ExpectedAspect: Sendable, CaseIterable {
  case network, country, agent, device, hour, operation, resource
}
