import YAMLTree

extension PipelineReading {
  static let types = [
    "field_name_mapping", "field_name_prefix_mapping", "field_name_prefix", "field_name_suffix", "drop_detection_item",
    "add_condition", "change_logsource", "replace_string", "map_string", "set_value", "convert_type",
    "value_placeholders", "wildcard_placeholders", "set_state", "case", "hashes_fields", "rule_failure",
    "detection_item_failure", "add_field", "remove_field", "set_field", "set_custom_attribute", "nest",
  ]

  func transformation(_ type: String, _ node: YAMLNode, depth: Int) throws(SigmaError) -> Transformation {
    switch type {
    case "field_name_mapping": return .mapFields(try lists(node, "mapping"))
    case "field_name_prefix_mapping":
      // The longest prefix wins.
      let pairs = try lists(node, "mapping").map { (prefix: $0.key, to: $0.value) }
      return .mapPrefixes(pairs.sorted { ($0.prefix.count, $1.prefix) > ($1.prefix.count, $0.prefix) })
    case "field_name_prefix": return .addPrefix(try text(node, "prefix"))
    case "field_name_suffix": return .addSuffix(try text(node, "suffix"))
    case "drop_detection_item": return .dropItem
    case "add_condition":
      guard let conditions = node["conditions"], conditions.mapping?.isEmpty == false else {
        throw error(node, "'add_condition' needs 'conditions', a map from field to value")
      }
      return .addCondition(
        conditions, name: node["name"]?.string, isNegated: try boolean(node, "negated"),
        isTemplate: try boolean(node, "template"))
    case "change_logsource": return .changeLogSource(logSource(node))
    case "replace_string":
      return .replaceString(
        pattern: try regex(node, "regex"), replacement: try text(node, "replacement"),
        skipsWildcards: try boolean(node, "skip_special"))
    case "map_string": return .mapString(try lists(node, "mapping"))
    case "set_value":
      var scalar = try scalar(node, "value")
      switch try word(node, "force_type", Transformation.TargetType.self) {
      case .str?: scalar = YAMLScalar(text: scalar.text)
      case .num?: scalar = YAMLScalar(text: scalar.text, isPlain: true)
      case nil: break
      }
      return .setValue(scalar)
    case "convert_type":
      guard let target = try word(node, "target_type", Transformation.TargetType.self) else {
        throw error(node, "'convert_type' needs 'target_type': str or num")
      }
      return .convertType(target)
    case "value_placeholders": return .valuePlaceholders(try names(node))
    case "wildcard_placeholders": return .wildcardPlaceholders(try names(node))
    case "set_state": return .setState(key: try text(node, "key"), value: try scalar(node, "val").text)
    case "case": return .changeCase(try word(node, "method", Transformation.LetterCase.self) ?? .lower)
    case "hashes_fields":
      let algorithms =
        node["valid_hash_algos"] == nil ? ["MD5", "SHA1", "SHA256", "IMPHASH"] : try texts(node, "valid_hash_algos")
      return .hashFields(
        algorithms: algorithms, prefix: node["field_prefix"]?.string ?? "",
        dropsAlgorithm: try boolean(node, "drop_algo_prefix"))
    case "rule_failure": return .failRule(try text(node, "message"))
    case "detection_item_failure": return .failItem(try text(node, "message"))
    case "add_field": return .addFields(try texts(node, "field"))
    case "remove_field": return .removeFields(try texts(node, "field"))
    case "set_field": return .setFields(try texts(node, "fields"))
    case "set_custom_attribute":
      guard let value = node["value"] else { throw error(node, "'set_custom_attribute' needs a 'value'") }
      return .setAttribute(try text(node, "attribute"), value)
    case "nest":
      guard let items = node["items"] else { throw error(node, "'nest' needs 'items', a list of transformations") }
      return .nest(try self.items(items, depth: depth + 1))
    case "query_expression_placeholders", "regex", "field_name_transform":
      throw error(
        node["type"] ?? node,
        "'\(type)' writes queries of other engines and is not supported; remove it, "
          + "or use value_placeholders or replace_string")
    default:
      throw error(
        node["type"] ?? node,
        "unknown transformation '\(type.prefix(40))'; there are \(Self.types.joined(separator: ", "))")
    }
  }

  private func names(_ node: YAMLNode) throws(SigmaError) -> Transformation.NameChoice {
    var choice = Transformation.NameChoice()
    if node["include"] != nil { choice.included = Set(try texts(node, "include")) }
    if node["exclude"] != nil { choice.excluded = Set(try texts(node, "exclude")) }
    return choice
  }

  /// A map from text to one text or several.
  private func lists(_ node: YAMLNode, _ key: String) throws(SigmaError) -> [String: [String]] {
    guard let entries = node[key]?.mapping else { throw error(node[key] ?? node, "'\(key)' is missing or no map") }
    var result: [String: [String]] = [:]
    for (name, value) in entries {
      guard let texts = value.strings, !texts.isEmpty else {
        throw error(value, "'\(name.prefix(40))' must be mapped to a text or a list of texts")
      }
      result[name] = texts
    }
    return result
  }
}
