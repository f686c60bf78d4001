/// Names of what the simulated organisation runs and stores.
enum ResourceTable {
  static let services: [String] = words(
    "checkout catalog orders payments search cart inventory pricing shipping accounts notifications recommendations reviews loyalty gateway fulfilment returns reports invoices media sessions fraud-scores coupons mailer ledger geocoder exports partners telemetry webshop"
  )
  static let bucketKinds: [String] = words("assets uploads exports logs artifacts backups raw curated reports media")
  static let folders: [String] = words("daily hourly incoming processed images manifests parquet csv archive tmp")
  static let files: [String] = words(
    "part-0001.parquet part-0002.parquet summary.csv manifest.json index.html report.pdf events.json.gz image.webp batch.avro snapshot.tar.gz"
  )
  static let documents: [String] = words(
    "Roadmap Budget Offsite-notes Q1-plan Hiring-plan Sales-deck Retrospective Incident-review Pricing-model Contract-draft Launch-checklist Onboarding-guide Design-spec Metrics Customer-list Payroll-template Board-update Survey-results Vendor-review Press-kit"
  )
  static let channels: [String] = words(
    "general engineering incidents sales-emea support random deploys finance data people-ops")
  static let applications: [(name: String, id: String)] = [
    ("Google Workspace", "0oa1gws7f2Kd8LmQ5697"), ("Slack", "0oa1slk7f2Kd8LmQ5697"),
    ("AWS IAM Identity Center", "0oa1aws7f2Kd8LmQ5697"),
    ("GitHub Enterprise Cloud", "0oa1ghb7f2Kd8LmQ5697"), ("Salesforce", "0oa1sfc7f2Kd8LmQ5697"),
    ("Zendesk", "0oa1zdk7f2Kd8LmQ5697"),
    ("Workday", "0oa1wdy7f2Kd8LmQ5697"), ("Jira", "0oa1jir7f2Kd8LmQ5697"), ("Figma", "0oa1fig7f2Kd8LmQ5697"),
    ("NetSuite", "0oa1nsu7f2Kd8LmQ5697"),
    ("Notion", "0oa1ntn7f2Kd8LmQ5697"), ("Datadog", "0oa1ddg7f2Kd8LmQ5697"), ("PagerDuty", "0oa1pgd7f2Kd8LmQ5697"),
  ]

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
