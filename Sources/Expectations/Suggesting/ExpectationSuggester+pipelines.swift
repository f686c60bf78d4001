extension ExpectationSuggester {
  func pipelineLines() -> [String] {
    var changesOfTenant: [UInt64: Int] = [:]
    for seen in identities.values {
      for (tenant, count) in seen.tenants { changesOfTenant[tenant, default: 0] += count }
    }
    let pipelines = identities.filter {
      $0.value.isHuman != true && $0.value.changes >= 50 && $0.value.pipelineChanges * 2 >= $0.value.changes
    }.compactMap { key, seen in names.text(key).map { (key: $0, seen: seen) } }
      .sorted { ($1.seen.changes, $0.key) < ($0.seen.changes, $1.key) }
    guard !pipelines.isEmpty else { return [] }
    var lines = ["# Machine identities that make changes with a pipeline's tools.", "pipelines:"]
    var kept = 0
    for pipeline in pipelines.prefix(Self.most) {
      // A tenant is owned where all changes of it are the pipeline's: anybody else's would be told as made by hand.
      let owned = pipeline.seen.tenants.filter { tenant, count in count == changesOfTenant[tenant] }.compactMap {
        tenant, count in
        names.text(tenant).map { (name: $0, count: count, all: changesOfTenant[tenant] ?? 0) }
      }
      .sorted { $0.name < $1.name }
      let about = "\(pipeline.seen.changes) changes, \(pipeline.seen.pipelineChanges) with a pipeline's tools"
      guard !owned.isEmpty else {
        lines.append(
          "  # \(YAMLText.comment(pipeline.key)): \(about); others change the same tenants, too, so none is its own")
        continue
      }
      kept += 1
      lines.append(
        "  - name: \(YAMLText.quoted(pipeline.key.split(separator: ":").last.map(String.init) ?? pipeline.key))")
      lines.append("    # \(about)")
      lines.append("    who: [\(YAMLText.quoted(pipeline.key))]")
      let shares = owned.map { "\(YAMLText.comment($0.name)): \($0.count) of \($0.all) changes" }
      lines.append("    # \(shares.joined(separator: "; "))")
      lines.append("    owns: {tenants: [\(owned.map { YAMLText.quoted($0.name) }.joined(separator: ", "))]}")
    }
    if kept == 0 { lines[1] = "# pipelines:" }
    return lines + [""]
  }
}
