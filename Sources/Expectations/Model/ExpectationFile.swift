/// What a user declares in one file: who works how, from where, and which alerts need nobody. `docs/expectations.md`.
public struct ExpectationFile: Sendable {
  /// How messages name the file.
  public var file: String
  /// Named networks first, then those that entries give as bare addresses.
  public var networks: [NamedNetwork] = []
  public var groups: [IdentityGroup] = []
  public var people: [Person] = []
  public var expectations: [DeclaredExpectation] = []
  public var pipelines: [DeclaredPipeline] = []
  public var breakGlass: Selector?
  public var breakGlassLine = 0
  public var protected: Selector?
  public var leavers: [Leaver] = []
  public var crownJewels: [CrownJewel] = []
  public var planned: [PlannedWork] = []
  public var mutes: [Mute] = []
  public var habits = HabitDeclaration()
  /// Every id of a rule that the file names, in its order.
  public var namedRules: [NamedRule] = []

  public init(file: String) { self.file = file }

  /// Networks that the file names.
  public var namedNetworks: [NamedNetwork] { networks.filter { !$0.name.isEmpty } }
}
