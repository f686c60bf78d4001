import Incidents

/// The identity graph as SVG: addresses, credentials, identities, resources in columns, lines between them.
struct GraphDrawing {
  private static let nodeWidth = 196.0
  private static let nodeHeight = 40.0
  private static let gap = 12.0
  private static let width = 960.0
  private static let top = 24.0

  private let graph: IdentityGraph
  private let words: Words
  /// Indexes into the graph's nodes, by column, top to bottom.
  private let columns: [(kind: IdentityGraph.NodeKind, nodes: [Int])]
  private let places: [Int: (x: Double, y: Double)]
  private let height: Double

  init(graph: IdentityGraph, words: Words) {
    self.graph = graph
    self.words = words
    columns = Self.columns(of: graph)
    let tallest =
      columns.map { column in
        Double(column.nodes.count) * (Self.nodeHeight + Self.gap) + (graph.hidden[column.kind] == nil ? 0 : 18)
      }.max() ?? 0
    height = Self.top + tallest + 4
    var places: [Int: (x: Double, y: Double)] = [:]
    // Few columns stay together in the middle: lines as long as the page are hard to follow.
    let pitch = min(300, (Self.width - Self.nodeWidth - 4) / Double(max(1, columns.count - 1)))
    let left = (Self.width - Self.nodeWidth - pitch * Double(columns.count - 1)) / 2
    for (number, column) in columns.enumerated() {
      let own = Double(column.nodes.count) * (Self.nodeHeight + Self.gap)
      let start = Self.top + (tallest - own) / 2
      for (row, node) in column.nodes.enumerated() {
        places[node] = (left + pitch * Double(number), start + Double(row) * (Self.nodeHeight + Self.gap))
      }
    }
    self.places = places
  }

  var svg: String {
    var page = HTMLText()
    page.raw(
      "<svg viewBox=\"0 0 \(Self.width.svg) \(height.svg)\" role=\"img\" aria-label=\"\(words.pick("Identities, credentials, addresses and resources", "ID、認証情報、アドレス、リソース"))\">\n"
    )
    for edge in graph.edges { page.raw(path(edge)) }
    for column in columns {
      guard let first = column.nodes.first, let place = places[first],
        let last = column.nodes.last.flatMap({ places[$0] })
      else { continue }
      page.raw("<text class=\"col\" x=\"\(place.x.svg)\" y=\"12\">\(title(column.kind))</text>\n")
      for node in column.nodes { page.raw(box(node)) }
      if let hidden = graph.hidden[column.kind] {
        let y = last.y + Self.nodeHeight + 18
        page.raw(
          "<text class=\"sub\" x=\"\(place.x.svg)\" y=\"\(y.svg)\">\(words.pick("and \(hidden.grouped) more", "ほか \(hidden.grouped) 件"))</text>\n"
        )
      }
    }
    page.raw("</svg>")
    return page.html
  }

  static func legend(_ graph: IdentityGraph, words: Words) -> String {
    let kinds = Set(graph.edges.map(\.kind))
    var page = HTMLText()
    page.raw("<div class=\"legend\">")
    func item(_ kind: IdentityGraph.EdgeKind, _ style: String, _ text: String) {
      guard kinds.contains(kind) else { return }
      page.raw(
        "<span><svg width=\"28\" height=\"8\" aria-hidden=\"true\"><path class=\"edge \(style)\" d=\"M0 4H28\"/></svg> \(text)</span>"
      )
    }
    item(.used, "used", words.pick("used", "使用"))
    item(.assumed, "assumed", words.pick("assumed", "引き受け"))
    item(.actedOn, "acted", words.pick("acted on", "操作"))
    page.raw("</div>")
    return page.html
  }

  // MARK: Layout

  private static func columns(of graph: IdentityGraph) -> [(kind: IdentityGraph.NodeKind, nodes: [Int])] {
    var rank: [Int: Double] = [:]
    var columns: [IdentityGraph.NodeKind: [Int]] = [:]
    for (index, node) in graph.nodes.enumerated() { columns[node.kind, default: []].append(index) }
    for (row, node) in (columns[.identity] ?? []).enumerated() { rank[node] = Double(row) }
    // Outwards from the identities, each node at the mean of its neighbours: fewer crossings.
    for kind in [IdentityGraph.NodeKind.credential, .address, .resource] {
      for node in columns[kind] ?? [] {
        let near = graph.edges.compactMap { edge -> Double? in
          edge.from == node ? rank[edge.to] : edge.to == node ? rank[edge.from] : nil
        }
        rank[node] = near.isEmpty ? 99 : near.reduce(0, +) / Double(near.count)
      }
      columns[kind]?.sort { (rank[$0] ?? 0, $0) < (rank[$1] ?? 0, $1) }
      for (row, node) in (columns[kind] ?? []).enumerated() { rank[node] = Double(row) }
    }
    return IdentityGraph.NodeKind.allCases.compactMap { kind in columns[kind].map { (kind, $0) } }
  }

  // MARK: Parts

  private func title(_ kind: IdentityGraph.NodeKind) -> String {
    switch kind {
    case .address: words.pick("Addresses", "アドレス")
    case .credential: words.pick("Credentials", "認証情報")
    case .identity: words.pick("Identities", "ID")
    case .resource: words.pick("Resources", "リソース")
    }
  }

  private func box(_ index: Int) -> String {
    guard let place = places[index] else { return "" }
    let node = graph.nodes[index]
    var page = HTMLText()
    let style = node.kind == .identity ? "node actor" : "node"
    page.raw(
      "<g><rect class=\"\(style)\" x=\"\(place.x.svg)\" y=\"\(place.y.svg)\" width=\"\(Self.nodeWidth.svg)\" height=\"\(Self.nodeHeight.svg)\" rx=\"4\"/>"
    )
    let isLone = node.detail.isEmpty
    page.raw("<text x=\"\((place.x + 10).svg)\" y=\"\((place.y + (isLone ? 24 : 17)).svg)\">")
    page.text(TerminalText.shortened(TerminalText.safe(node.label), to: 24))
    page.raw("</text>")
    if !isLone {
      page.raw("<text class=\"sub\" x=\"\((place.x + 10).svg)\" y=\"\((place.y + 32).svg)\">")
      page.text(TerminalText.shortened(TerminalText.safe(words.pick(node.detail, node.detailJa)), to: 30))
      page.raw("</text>")
    }
    page.raw("<title>\(HTMLText.escaped(node.label))</title></g>\n")
    return page.html
  }

  private func path(_ edge: IdentityGraph.Edge) -> String {
    guard let from = places[edge.from], let to = places[edge.to] else { return "" }
    let style = edge.kind == .used ? "edge" : edge.kind == .assumed ? "edge assumed" : "edge acted"
    let startY = from.y + Self.nodeHeight / 2
    let endY = to.y + Self.nodeHeight / 2
    let tip = edge.kind == .assumed ? "tip a" : "tip"
    if abs(from.x - to.x) < 1 {
      // Within a column: around its right side.
      let x = from.x + Self.nodeWidth
      let bulge = x + 34
      return
        "<path class=\"\(style)\" d=\"M\(x.svg) \(startY.svg)C\(bulge.svg) \(startY.svg) \(bulge.svg) \(endY.svg) \((x + 6).svg) \(endY.svg)\"/>"
        + "<path class=\"\(tip)\" d=\"M\(x.svg) \(endY.svg)l7 -3.5v7z\"/>\n"
    }
    let isForward = from.x < to.x
    let x1 = isForward ? from.x + Self.nodeWidth : from.x
    let x2 = isForward ? to.x : to.x + Self.nodeWidth
    let end = isForward ? x2 - 6 : x2 + 6
    let middle = (x1 + x2) / 2
    let head = isForward ? "l-7 -3.5v7z" : "l7 -3.5v7z"
    return
      "<path class=\"\(style)\" d=\"M\(x1.svg) \(startY.svg)C\(middle.svg) \(startY.svg) \(middle.svg) \(endY.svg) \(end.svg) \(endY.svg)\"/>"
      + "<path class=\"\(tip)\" d=\"M\(x2.svg) \(endY.svg)\(head)\"/>\n"
  }
}
