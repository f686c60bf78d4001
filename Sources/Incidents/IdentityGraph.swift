/// Who used what to act on what, bounded to what a person can read.
public struct IdentityGraph: Sendable {
  /// In the order in which the drawing puts its columns.
  public enum NodeKind: Int, Sendable, CaseIterable { case address, credential, identity, resource }
  /// What one end did with the other.
  public enum EdgeKind: String, Sendable { case used, assumed, actedOn }

  /// One thing that takes part.
  public struct Node: Sendable {
    public var kind: NodeKind
    /// Unique within its kind.
    public var id: String
    public var label: String
    /// A word or two below the label, e.g. `iam user`, `temporary key`.
    public var detail: String
    /// The same in Japanese.
    public var detailJa: String
    public var alerts: Int
  }

  /// Indexes into `nodes`.
  public struct Edge: Sendable, Hashable {
    public var from: Int
    public var to: Int
    public var kind: EdgeKind
  }

  /// At most `limit` a kind.
  public var nodes: [Node]
  public var edges: [Edge]
  /// How many of each kind were left out.
  public var hidden: [NodeKind: Int]

  public static let limit = 7

  public init(nodes: [Node] = [], edges: [Edge] = [], hidden: [NodeKind: Int] = [:]) {
    self.nodes = nodes
    self.edges = edges
    self.hidden = hidden
  }
}
