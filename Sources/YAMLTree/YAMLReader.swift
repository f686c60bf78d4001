import CYAML

/// Builds trees from libyaml's events.
///
/// Invariant: `parser` is initialised in `init`, deleted in `deinit`, and reads only the bytes given to `init`, which
/// outlive the reader (it never leaves `YAMLNode.parse`).
final class YAMLReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let file: String
  private var anchors: [String: Anchor] = [:]
  private var nodes = 0

  private struct Anchor {
    var node: YAMLNode
    var nodes: Int
    var height: Int
  }

  /// A node, and the levels below it.
  private typealias Built = (node: YAMLNode, height: Int)

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
    self.file = file
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func documents() throws(YAMLError) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    while true {
      var event = try next()
      let type = event.type
      yaml_event_delete(&event)
      switch type {
      case YAML_STREAM_END_EVENT: return documents
      case YAML_DOCUMENT_START_EVENT:
        anchors.removeAll(keepingCapacity: true)
        documents.append(try node(at: try next(), depth: 0).node)
      default: continue
      }
    }
  }

  /// The caller deletes the event.
  private func next() throws(YAMLError) -> yaml_event_t {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    return event
  }

  private func node(at first: yaml_event_t, depth: Int) throws(YAMLError) -> Built {
    var event = first
    defer { yaml_event_delete(&event) }
    let mark = event.start_mark
    nodes += 1
    guard nodes <= YAMLLimits.nodes else { throw error(mark, "more than \(YAMLLimits.nodes) nodes; split the file") }
    guard depth < YAMLLimits.depth else { throw error(mark, "nested more than \(YAMLLimits.depth) levels deep") }
    let before = nodes - 1
    let built: Built
    switch event.type {
    case YAML_ALIAS_EVENT:
      return try alias(String(cString: event.data.alias.anchor), mark, depth: depth)
    case YAML_SCALAR_EVENT:
      built = (YAMLNode(content: .scalar(scalar(event)), place: place(mark)), 1)
    case YAML_SEQUENCE_START_EVENT:
      built = try sequence(mark, depth: depth)
    case YAML_MAPPING_START_EVENT:
      built = try mapping(mark, depth: depth)
    default:
      throw error(mark, "unexpected end")
    }
    if let name = anchor(of: event) {
      anchors[name] = Anchor(node: built.node, nodes: nodes - before, height: built.height)
    }
    return built
  }

  private func anchor(of event: yaml_event_t) -> String? {
    let name =
      switch event.type {
      case YAML_SCALAR_EVENT: event.data.scalar.anchor
      case YAML_SEQUENCE_START_EVENT: event.data.sequence_start.anchor
      default: event.data.mapping_start.anchor
      }
    return name.map { String(cString: $0) }
  }

  private func scalar(_ event: yaml_event_t) -> YAMLScalar {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    return YAMLScalar(
      text: String(decoding: bytes, as: UTF8.self), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE,
      tag: data.tag.map { String(cString: $0) })
  }

  private func alias(_ name: String, _ mark: yaml_mark_t, depth: Int) throws(YAMLError) -> Built {
    guard let anchor = anchors[name] else { throw error(mark, "unknown alias '*\(name)'") }
    nodes += anchor.nodes - 1
    guard nodes <= YAMLLimits.nodes else { throw error(mark, "aliases expand to more than \(YAMLLimits.nodes) nodes") }
    guard depth + anchor.height <= YAMLLimits.depth else {
      throw error(mark, "nested more than \(YAMLLimits.depth) levels deep")
    }
    var node = anchor.node
    node.place = place(mark)
    return (node, anchor.height)
  }

  private func sequence(_ mark: yaml_mark_t, depth: Int) throws(YAMLError) -> Built {
    var items: [YAMLNode] = []
    var height = 0
    while true {
      var event = try next()
      if event.type == YAML_SEQUENCE_END_EVENT {
        yaml_event_delete(&event)
        return (YAMLNode(content: .sequence(items), place: place(mark)), height + 1)
      }
      let item = try node(at: event, depth: depth + 1)
      height = max(height, item.height)
      items.append(item.node)
    }
  }

  private func mapping(_ mark: yaml_mark_t, depth: Int) throws(YAMLError) -> Built {
    var entries = YAMLEntries()
    var height = 0
    while true {
      var event = try next()
      if event.type == YAML_MAPPING_END_EVENT {
        yaml_event_delete(&event)
        return (YAMLNode(content: .mapping(entries.list), place: place(mark)), height + 1)
      }
      let keyMark = event.start_mark
      guard let key = try node(at: event, depth: depth + 1).node.scalar else {
        throw error(keyMark, "a map's key must be a text; quote it")
      }
      var value = try node(at: try next(), depth: depth + 1)
      value.node.place.keyLine = Int32(clamping: keyMark.line + 1)
      value.node.place.keyIsNull = key.value == .null
      height = max(height, value.height)
      if key.isPlain, key.text == "<<" {
        guard entries.merge(value.node) else { throw error(keyMark, "'<<' takes a map or a list of maps") }
        nodes += entries.list.count
      } else if !entries.append(key.text, value.node) {
        throw error(keyMark, "the key '\(key.text.prefix(80))' occurs twice in this map; remove or rename one")
      }
    }
  }

  private func place(_ mark: yaml_mark_t) -> YAMLNode.Place {
    let line = Int32(clamping: mark.line + 1)
    return YAMLNode.Place(line: line, column: Int32(clamping: mark.column + 1), keyLine: line)
  }

  private func error(_ mark: yaml_mark_t, _ message: String) -> YAMLError {
    YAMLError(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1, message: message)
  }

  private func problem() -> YAMLError {
    let state = parser.pointee
    var message = state.problem.map { String(cString: $0) } ?? "cannot be read"
    if let context = state.context { message += " (\(String(cString: context)))" }
    if state.error == YAML_READER_ERROR {
      return YAMLError(file: file, line: Int(state.mark.line) + 1, message: "not text in UTF-8: \(message)")
    }
    return error(state.problem_mark, message)
  }
}
