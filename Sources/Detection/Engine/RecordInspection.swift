import Activity
import JSONTape
import Sigma

/// One record seen as the engine sees it, for explanations and tests.
public struct RecordInspection {
  /// e.g. `aws.cloudtrail`; `nil` where no source is recognised.
  public let source: String?
  public let activity: Activity?
  /// Whether the catalogue lists the operation, rather than its verb being all that is known.
  public let actionIsListed: Bool?
  private let values: [String: [RecordValue]]
  public let record: RecordValue

  /// - Parameters:
  ///   - bytes: one JSON document, or one that wraps records, of which the first is taken.
  ///   - fields: names of fields as rules write them, whose values are wanted.
  /// - Throws: `ParseError` if the bytes are no JSON.
  public init(_ bytes: [UInt8], engine: Engine, fields: [String] = []) throws(ParseError) {
    let parser = try Parser()
    let padded = bytes + Array(repeating: 0, count: Parser.padding)
    let result = padded.withUnsafeBytes { buffer -> Result<Self, ParseError> in
      do throws(ParseError) {
        let document = try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count]))
        return .success(try Self(document, document.root, engine, fields, depth: 0))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private init(
    _ document: Document, _ root: UInt32, _ engine: Engine, _ fields: [String], depth: Int
  ) throws(ParseError) {
    var recogniser = FieldPlan.Builder()
    let conditions = engine.mappings.map { BoundCondition($0.recognise, &recogniser) }
    let plan = recogniser.build()
    let view = RecordView(slots: SlotTable(slotCount: plan.slotCount), words: Words.all)
    view.load(document, root: root, plan: plan)
    let source = conditions.firstIndex { $0.holds(view) }
    if source == nil, depth < 3 {
      var inner: Result<Self, ParseError>?
      _ = EnvelopeReader(engine.envelopes).unwrap(document, root: root) { content in
        guard inner == nil else { return }
        do throws(ParseError) {
          switch content {
          case .record(let place): inner = .success(try Self(document, place, engine, fields, depth: depth + 1))
          case .text(let text): inner = .success(try Self(Array(text.buffer), engine: engine, fields: fields))
          }
        } catch {
          inner = .failure(error)
        }
      }
      if let inner {
        self = try inner.get()
        return
      }
    }
    self.init(document, root, source.map { engine.mappings[$0] }, engine, fields)
  }

  private init(_ document: Document, _ root: UInt32, _ mapping: Mapping?, _ engine: Engine, _ fields: [String]) {
    var builder = FieldPlan.Builder()
    var resolver = FieldResolver(mapping)
    let slots = fields.map { ($0, resolver.slot(for: $0, in: &builder)) }
    let catalogue = mapping.map { engine.catalogue(for: $0.provider) }
    let binding = mapping.flatMap { mapping in
      catalogue.map {
        SourceBinding(
          mapping, catalogue: $0, fields: resolver.activityFields, expressions: resolver.expressions, builder: &builder)
      }
    }
    for list in mapping?.namedLists ?? [] { builder.add(list) }
    let plan = builder.build()
    let table = SlotTable(slotCount: plan.slotCount, supplied: binding?.suppliedSlots ?? [])
    let view = RecordView(slots: table, words: Words.all)
    view.load(document, root: root, plan: plan)
    let reader = binding.map(ActivityReader.init)
    view.supplier = reader
    reader?.begin()
    var values: [String: [RecordValue]] = [:]
    for (field, slot) in slots {
      var found: [RecordValue] = []
      view.need(slot)
      _ = view.slots.contains(slot) { value in
        found.append(view.string(value).map { .string($0.text) } ?? RecordValue(document, at: value))
        return false
      }
      values[field] = found
    }
    self.values = values
    source = mapping?.source
    let activity = reader?.pack(view).activity.activity
    self.activity = activity
    actionIsListed = activity.flatMap { activity in catalogue?.isListed(activity.operation) }
    record = RecordValue(document, at: root)
  }

  /// Judges the record by the plain interpreter, with the fields of `init` as the engine resolves them.
  public var interpreter: Interpreter {
    var interpreter = Interpreter()
    let values = values
    interpreter.supplied = { values[$0] }
    return interpreter
  }
}

extension Expression {
  /// Every field that the expression tests, but for those inside of elements.
  public var fields: Set<String> {
    switch self {
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
    case .not(let part): part.fields
    case .keyword: []
    case .elements(let field, _, _): [field]
    case .test(let test):
      if case .fieldReference(let other, _, _) = test.matcher { [test.field, other] } else { [test.field] }
    }
  }
}
