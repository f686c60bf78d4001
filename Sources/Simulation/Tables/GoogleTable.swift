/// A method of Google Cloud.
struct GoogleOperation: Sendable {
  let service: String
  let method: String
  let isData: Bool
  let permission: String
  let kind: String
  let resource: Template
  let labels: Template
  /// More of the payload, beginning with a comma.
  let extra: Template
}

/// `key|service|method|d or a (data access or admin)|permission|resource type|resource name|labels|extra`.
enum GoogleTable {
  static func operation(_ key: String) -> GoogleOperation {
    assert(table[key] != nil, "\(key) is not in the table of methods")
    return table[key] ?? unknown
  }

  private static let unknown = GoogleOperation(
    service: "cloudresourcemanager", method: "GetProject", isData: true, permission: "resourcemanager.projects.get",
    kind: "project", resource: Template("projects/%a"), labels: Template(""), extra: Template(""))

  private static let table: [String: GoogleOperation] = {
    var table: [String: GoogleOperation] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count >= 9 else { continue }
      table[String(parts[0])] = GoogleOperation(
        service: String(parts[1]), method: String(parts[2]), isData: parts[3] == "d", permission: String(parts[4]),
        kind: String(parts[5]), resource: Template(parts[6]), labels: Template(parts[7]), extra: Template(parts[8]))
    }
    return table
  }()

  private static let text = #"""
    getProject|cloudresourcemanager|GetProject|d|resourcemanager.projects.get|project|projects/%a||
    getPolicy|cloudresourcemanager|GetIamPolicy|d|resourcemanager.projects.getIamPolicy|project|projects/%a||
    setPolicy|cloudresourcemanager|SetIamPolicy|a|resourcemanager.projects.setIamPolicy|project|projects/%a||,"serviceData":{"@type":"type.googleapis.com/google.iam.v1.logging.AuditData","policyDelta":{"bindingDeltas":[{"action":"ADD","role":"%R","member":"%M"}]}}
    listObjects|storage|storage.objects.list|d|storage.objects.list|gcs_bucket|projects/_/buckets/%b|,"bucket_name":"%b","location":"asia-northeast1"|
    getObject|storage|storage.objects.get|d|storage.objects.get|gcs_bucket|projects/_/buckets/%b/objects/%k|,"bucket_name":"%b","location":"asia-northeast1"|
    putObject|storage|storage.objects.create|d|storage.objects.create|gcs_bucket|projects/_/buckets/%b/objects/%k|,"bucket_name":"%b","location":"asia-northeast1"|
    deleteObject|storage|storage.objects.delete|d|storage.objects.delete|gcs_bucket|projects/_/buckets/%b/objects/%k|,"bucket_name":"%b","location":"asia-northeast1"|
    listBuckets|storage|storage.buckets.list|d|storage.buckets.list|gcs_bucket|projects/%a||
    query|bigquery|google.cloud.bigquery.v2.JobService.InsertJob|d|bigquery.jobs.create|bigquery_project|projects/%a/jobs/job_%x||,"metadata":{"@type":"type.googleapis.com/google.cloud.audit.BigQueryAuditMetadata","jobInsertion":{"job":{"jobName":"projects/%a/jobs/job_%x","jobConfig":{"type":"QUERY"}}}}
    queryResults|bigquery|google.cloud.bigquery.v2.JobService.GetQueryResults|d|bigquery.jobs.get|bigquery_project|projects/%a/jobs/job_%x||
    tableData|bigquery|google.cloud.bigquery.v2.TableDataService.List|d|bigquery.tables.getData|bigquery_dataset|projects/%a/datasets/%n/tables/events|,"dataset_id":"%n"|
    listTables|bigquery|google.cloud.bigquery.v2.TableService.ListTables|d|bigquery.tables.list|bigquery_dataset|projects/%a/datasets/%n|,"dataset_id":"%n"|
    extract|bigquery|google.cloud.bigquery.v2.JobService.InsertJob|d|bigquery.jobs.create|bigquery_project|projects/%a/jobs/bquxjob_%x||,"metadata":{"@type":"type.googleapis.com/google.cloud.audit.BigQueryAuditMetadata","jobInsertion":{"job":{"jobName":"projects/%a/jobs/bquxjob_%x","jobConfig":{"type":"EXPORT","extractConfig":{"destinationUris":["gs://%b/%k"]}}}}}
    listInstances|compute|v1.compute.instances.list|d|compute.instances.list|gce_instance|projects/%a/zones/asia-northeast1-a/instances|,"zone":"asia-northeast1-a"|
    getInstance|compute|v1.compute.instances.get|d|compute.instances.get|gce_instance|projects/%a/zones/asia-northeast1-a/instances/%n-1|,"instance_id":"%9","zone":"asia-northeast1-a"|
    createSnapshot|compute|v1.compute.disks.createSnapshot|a|compute.snapshots.create|gce_disk|projects/%a/zones/asia-northeast1-a/disks/%n-data|,"zone":"asia-northeast1-a"|
    deleteInstance|compute|v1.compute.instances.delete|a|compute.instances.delete|gce_instance|projects/%a/zones/asia-northeast1-a/instances/%n-1|,"instance_id":"%9","zone":"asia-northeast1-a"|
    accessSecret|secretmanager|google.cloud.secretmanager.v1.SecretManagerService.AccessSecretVersion|d|secretmanager.versions.access|audited_resource|projects/%a/secrets/%n-database/versions/latest|,"service":"secretmanager.googleapis.com"|
    listSecrets|secretmanager|google.cloud.secretmanager.v1.SecretManagerService.ListSecrets|d|secretmanager.secrets.list|audited_resource|projects/%a|,"service":"secretmanager.googleapis.com"|
    deploy|run|google.cloud.run.v1.Services.ReplaceService|a|run.services.update|cloud_run_revision|namespaces/%a/services/%n|,"service_name":"%n","location":"asia-northeast1"|
    build|cloudbuild|google.devtools.cloudbuild.v1.CloudBuild.CreateBuild|a|cloudbuild.builds.create|build|projects/%a/builds|,"build_id":"%u"|
    publish|pubsub|google.pubsub.v1.Publisher.Publish|d|pubsub.topics.publish|pubsub_topic|projects/%a/topics/%n|,"topic_id":"%n"|
    pull|pubsub|google.pubsub.v1.Subscriber.Pull|d|pubsub.subscriptions.consume|pubsub_subscription|projects/%a/subscriptions/%n|,"subscription_id":"%n"|
    listKeys|iam|google.iam.admin.v1.ListServiceAccountKeys|d|iam.serviceAccountKeys.list|service_account|projects/%a/serviceAccounts/%S|,"email_id":"%S"|
    createKey|iam|google.iam.admin.v1.CreateServiceAccountKey|a|iam.serviceAccountKeys.create|service_account|projects/%a/serviceAccounts/%S|,"email_id":"%S"|,"response":{"name":"projects/%a/serviceAccounts/%S/keys/%x"}
    deleteKey|iam|google.iam.admin.v1.DeleteServiceAccountKey|a|iam.serviceAccountKeys.delete|service_account|projects/%a/serviceAccounts/%S|,"email_id":"%S"|
    listAccounts|iam|google.iam.admin.v1.ListServiceAccounts|d|iam.serviceAccounts.list|project|projects/%a||
    mintToken|iamcredentials|GenerateAccessToken|d|iam.serviceAccounts.getAccessToken|service_account|projects/-/serviceAccounts/%S|,"email_id":"%S"|
    listLogs|logging|google.logging.v2.LoggingServiceV2.ListLogEntries|d|logging.logEntries.list|project|projects/%a||
    timeSeries|monitoring|google.monitoring.v3.MetricService.ListTimeSeries|d|monitoring.timeSeries.list|project|projects/%a||
    """#
}
