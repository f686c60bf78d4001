import YAMLTree

extension ExpectationReader {
  mutating func networks(_ node: YAMLNode?) {
    for (name, value) in named(node, "networks", such: "tokyo-office: [203.0.113.0/24]") {
      guard name.utf8.count <= ExpectationLimits.text, !name.isEmpty, AddressRange(name) == nil else {
        complain(value.keyLine, "a network's name is a short text that is no address itself")
        continue
      }
      networksByName[name] = result.networks.count
      result.networks.append(network(name, value))
    }
  }

  private mutating func network(_ name: String, _ node: YAMLNode) -> NamedNetwork {
    var network = NamedNetwork(
      name: name, kind: .office, ranges: [], country: nil, who: Selector(), line: node.keyLine)
    if node.mapping == nil {
      network.ranges = ranges(YAMLNode(.mapping([(key: "addresses", value: node)]), line: node.line), "addresses")
      return network
    }
    check(node, known: ["addresses", "kind", "country", "for"], in: "a network")
    if node["addresses"] == nil { complain(node.line, "the network '\(name)' needs 'addresses'") }
    network.ranges = ranges(node, "addresses")
    if let kind = node["kind"] {
      if let known = kind.string.flatMap(NamedNetwork.Kind.init(rawValue:)) {
        network.kind = known
      } else {
        complain(kind.line, "'kind' is one of \(NamedNetwork.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    network.country = countries(node, "country")?.first
    if let who = node["for"] { network.who = selector(who) }
    return network
  }

  private mutating func ranges(_ node: YAMLNode, _ key: String) -> [AddressRange] {
    (texts(node, key) ?? []).compactMap { text, line in
      if let range = AddressRange(text) { return range }
      complain(line, "'\(text)' is neither an address nor a network such as 203.0.113.0/24 or 2001:db8::/32")
      return nil
    }
  }

  /// Places of networks that an entry names, or gives as addresses.
  mutating func from(_ node: YAMLNode, _ key: String = "from") -> [Int]? {
    guard let texts = texts(node, key) else { return nil }
    return texts.compactMap { text, line in
      if let known = networksByName[text] ?? anonymousNetworks[text] { return known }
      guard let range = AddressRange(text) else {
        let hint = NearestName.hint(text, among: networksByName.keys.sorted())
        complain(line, "'\(text)' is neither a name under 'networks' nor an address" + hint)
        return nil
      }
      anonymousNetworks[text] = result.networks.count
      result.networks.append(
        NamedNetwork(name: "", kind: .other, ranges: [range], country: nil, who: Selector(), line: line))
      return result.networks.count - 1
    }
  }
}
