import Activity
import JSONTape

/// Reads the address ranges that providers publish of themselves, told apart by the shape of their JSON.
enum RangesReader {
  private typealias Entry = AddressRanges.Entry

  /// False where the shape is none of these.
  static func read(_ root: JSONValue, _ reading: inout IntelReading) -> Bool {
    if let prefixes = root["prefixes"], let first = prefixes.first {
      if first["ip_prefix"] != nil || first["ipv6_prefix"] != nil {
        amazon(root, &reading)
      } else if first["ipv4Prefix"] != nil || first["ipv6Prefix"] != nil {
        google(prefixes, &reading)
      } else {
        return false
      }
    } else if root["values"]?.first?["properties"]?["addressPrefixes"] != nil {
      azure(root, &reading)
    } else if root["hooks"]?.isArray ?? false, root["web"] != nil || root["actions"] != nil {
      github(root, &reading)
    } else if let result = root["result"], result["ipv4_cidrs"] != nil {
      for key in ["ipv4_cidrs", "ipv6_cidrs"] as [StaticString] { take(result[key], "cloudflare", nil, &reading) }
    } else if root["addresses"]?.isArray ?? false, root["ipv6_addresses"]?.isArray ?? false {
      for key in ["addresses", "ipv6_addresses"] as [StaticString] { take(root[key], "fastly", nil, &reading) }
    } else if root["regions"]?.first?["cidrs"] != nil {
      root["regions"]?.forEachElement { region in
        region["cidrs"]?.forEachElement {
          add($0["cidr"], Entry(kinds: [.provider, .hosting], provider: "oci"), &reading)
        }
      }
    } else if root["items"]?.first?["cidr"] != nil {
      root["items"]?.forEachElement { item in
        let service = item["product"]?.texts.prefix(4).joined(separator: ", ")
        add(item["cidr"], Entry(kinds: .provider, provider: "atlassian", service: service), &reading)
      }
    } else if root.isArray, root.first?["serviceArea"] != nil {
      root.forEachElement { area in take(area["ips"], "m365", area["serviceArea"]?.text, &reading) }
    } else if !okta(root, &reading) {
      return false
    }
    reading.file.kind = .providerRanges
    if reading.file.networks > 0 { reading.coverage.insert(.provider) }
    return true
  }

  private static func add(_ value: JSONValue?, _ entry: Entry, _ reading: inout IntelReading) {
    guard let text = value?.text else { return }
    reading.file.title = reading.file.title ?? entry.provider
    if !reading.addRange(text, entry) { reading.problem("a range is no network", example: text) }
  }

  private static func take(
    _ list: JSONValue?, _ provider: String, _ service: String?, _ reading: inout IntelReading
  ) {
    list?.forEachElement { add($0, Entry(kinds: .provider, provider: provider, service: service), &reading) }
  }

  /// `AMAZON` holds all ranges again, so that it names no service. From EC2's anyone's programs call.
  private static func amazon(_ root: JSONValue, _ reading: inout IntelReading) {
    for (list, key) in [("prefixes", "ip_prefix"), ("ipv6_prefixes", "ipv6_prefix")] as [(StaticString, StaticString)] {
      root[list]?.forEachElement { prefix in
        let name = prefix["service"]?.text
        let service = name == "AMAZON" ? nil : name
        let kinds: AddressFacts.Kinds = service == "EC2" ? [.provider, .hosting] : .provider
        add(prefix[key], Entry(kinds: kinds, provider: "aws", service: service), &reading)
      }
    }
  }

  /// `cloud.json` (customers' addresses) names services, `goog.json` (all of Google's) does not.
  private static func google(_ prefixes: JSONValue, _ reading: inout IntelReading) {
    prefixes.forEachElement { prefix in
      let service = prefix["service"]?.text
      let entry =
        service == nil
        ? Entry(kinds: .provider, provider: "google")
        : Entry(kinds: [.provider, .hosting], provider: "gcp", service: service)
      add(prefix["ipv4Prefix"] ?? prefix["ipv6Prefix"], entry, &reading)
    }
  }

  private static func azure(_ root: JSONValue, _ reading: inout IntelReading) {
    root["values"]?.forEachElement { value in
      let properties = value["properties"]
      // `AzureCloud` and its regions hold all ranges again, customers' machines among them.
      let isAll = value["name"]?.text?.hasPrefix("AzureCloud") ?? false
      let service = isAll ? nil : properties?["systemService"]?.text ?? value["name"]?.text
      let kinds: AddressFacts.Kinds = isAll ? [.provider, .hosting] : .provider
      properties?["addressPrefixes"]?.forEachElement {
        add($0, Entry(kinds: kinds, provider: "azure", service: service), &reading)
      }
    }
  }

  private static func github(_ root: JSONValue, _ reading: inout IntelReading) {
    root.forEachMember { key, list in
      let service = key.text
      guard list.isArray, !service.hasPrefix("ssh") else { return }
      // Runners run anyone's programs.
      let isRunner = service.hasPrefix("actions") || service == "codespaces"
      let kinds: AddressFacts.Kinds = isRunner ? [.provider, .hosting] : .provider
      list.forEachElement { add($0, Entry(kinds: kinds, provider: "github", service: service), &reading) }
    }
  }

  /// `{"us_cell_1": {"ip_ranges": […]}, …}`
  private static func okta(_ root: JSONValue, _ reading: inout IntelReading) -> Bool {
    var cells: [(String, JSONValue)] = []
    root.forEachMember { key, cell in
      if let ranges = cell["ip_ranges"], ranges.isArray { cells.append((key.prefix(80).text, ranges)) }
    }
    for (name, ranges) in cells { take(ranges, "okta", name, &reading) }
    return !cells.isEmpty
  }
}
