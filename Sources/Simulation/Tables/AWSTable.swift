/// An API of AWS, and what is written of its requests.
struct AWSOperation: Sendable {
  let name: String
  let source: String
  let isRead: Bool
  let isData: Bool
  let isGlobal: Bool
  let request: Template
  let response: Template
  let resources: Template?
}

/// The operations that the simulation calls: `source|name|flags|request|response|resources`. Flags: `r` reads, `w`
/// writes, `d` is a data event, `g` is answered by one region for all.
enum AWSTable {
  static func operation(_ key: String) -> AWSOperation {
    assert(table[key] != nil, "\(key) is not in the table of operations")
    return table[key] ?? fallback
  }
  static func operations(_ keys: String) -> [AWSOperation] { keys.split(separator: " ").map { operation(String($0)) } }

  private static let fallback =
    parse("sts|GetCallerIdentity|r|null|null")
    ?? AWSOperation(
      name: "GetCallerIdentity", source: "sts", isRead: true, isData: false, isGlobal: false, request: Template("null"),
      response: Template("null"), resources: nil)

  private static let table: [String: AWSOperation] = {
    var table: [String: AWSOperation] = [:]
    for line in text.split(separator: "\n") {
      if let operation = parse(line) { table["\(operation.source):\(operation.name)"] = operation }
    }
    return table
  }()

  private static func parse(_ line: Substring) -> AWSOperation? {
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count >= 5 else { return nil }
    return AWSOperation(
      name: String(parts[1]), source: String(parts[0]), isRead: parts[2].contains("r"), isData: parts[2].contains("d"),
      isGlobal: parts[2].contains("g"), request: Template(parts[3]), response: Template(parts[4]),
      resources: parts.count > 5 ? Template(parts[5]) : nil)
  }

  private static let text = #"""
    sts|GetCallerIdentity|r|null|null
    sts|DecodeAuthorizationMessage|r|{"encodedMessage":"HIDDEN_DUE_TO_SECURITY_REASONS"}|null
    s3|ListBuckets|r|{"Host":"s3.%r.amazonaws.com"}|null
    s3|HeadBucket|r|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com"}|null|[{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|GetBucketLocation|r|{"bucketName":"%b","location":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketAcl|r|{"bucketName":"%b","acl":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketPolicy|r|{"bucketName":"%b","policy":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketPolicyStatus|r|{"bucketName":"%b","policyStatus":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketEncryption|r|{"bucketName":"%b","encryption":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketVersioning|r|{"bucketName":"%b","versioning":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketPublicAccessBlock|r|{"bucketName":"%b","publicAccessBlock":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetBucketTagging|r|{"bucketName":"%b","tagging":"","Host":"s3.%r.amazonaws.com"}|null
    s3|GetObject|rd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","key":"%k"}|null|[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%b/%k"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|HeadObject|rd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","key":"%k"}|null|[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%b/%k"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|ListObjects|rd|{"list-type":"2","bucketName":"%b","encoding-type":"url","prefix":"","Host":"%b.s3.%r.amazonaws.com"}|null|[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::%b/"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|PutObject|wd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","key":"%k"}|{"x-amz-server-side-encryption":"AES256"}|[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%b/%k"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|CopyObject|wd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","key":"%k","x-amz-copy-source":"%b/%k","x-amz-server-side-encryption-customer-algorithm":"AES256"}|{"x-amz-server-side-encryption-customer-algorithm":"AES256"}|[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%b/%k"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|DeleteObject|wd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","key":"%k"}|null|[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%b/%k"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|DeleteObjects|wd|{"bucketName":"%b","Host":"%b.s3.%r.amazonaws.com","delete":""}|null|[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::%b/"},{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|DeleteBucket|w|{"bucketName":"%b","Host":"s3.%r.amazonaws.com"}|null|[{"accountId":"%a","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%b"}]
    s3|PutBucketLifecycle|w|{"bucketName":"%b","lifecycle":"","LifecycleConfiguration":{"Rule":{"ID":"expire","Status":"Enabled","Filter":{"Prefix":""},"Expiration":{"Days":7}}},"Host":"%b.s3.%r.amazonaws.com"}|null
    s3|PutBucketVersioning|w|{"bucketName":"%b","versioning":"","VersioningConfiguration":{"Status":"Suspended"},"Host":"%b.s3.%r.amazonaws.com"}|null
    s3|PutBucketTagging|w|{"bucketName":"%b","tagging":"","Host":"%b.s3.%r.amazonaws.com"}|null
    ec2|DescribeInstances|r|{"maxResults":1000,"instancesSet":{},"filterSet":{}}|null
    ec2|DescribeInstanceStatus|r|{"instancesSet":{"items":[{"instanceId":"%i"}]},"filterSet":{},"includeAllInstances":false}|null
    ec2|DescribeVolumes|r|{"volumeSet":{},"filterSet":{}}|null
    ec2|DescribeSnapshots|r|{"ownersSet":{"items":[{"owner":"self"}]},"snapshotSet":{},"filterSet":{}}|null
    ec2|DescribeImages|r|{"ownersSet":{"items":[{"owner":"self"}]},"imagesSet":{},"filterSet":{}}|null
    ec2|DescribeSecurityGroups|r|{"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{}}|null
    ec2|DescribeVpcs|r|{"vpcSet":{},"filterSet":{}}|null
    ec2|DescribeSubnets|r|{"subnetSet":{},"filterSet":{}}|null
    ec2|DescribeRegions|r|{"regionSet":{},"allRegions":false}|null
    ec2|DescribeAddresses|r|{"publicIpsSet":{},"filterSet":{},"allocationIdsSet":{}}|null
    ec2|DescribeTags|r|{"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"%i"}]}}]}}|null
    ec2|DescribeRouteTables|r|{"routeTableIdSet":{},"filterSet":{}}|null
    ec2|DescribeNetworkInterfaces|r|{"networkInterfaceIdSet":{},"filterSet":{}}|null
    ec2|DescribeInstanceAttribute|r|{"instanceId":"%i","attribute":"userData"}|null
    ec2|GetConsoleOutput|r|{"instanceId":"%i","latest":false}|null
    ec2|RunInstances|w|{"instancesSet":{"items":[{"imageId":"%m","minCount":1,"maxCount":1}]},"instanceType":"m6i.large","monitoring":{"enabled":true},"iamInstanceProfile":{"name":"%n-instance"},"clientToken":"%u"}|{"instancesSet":{"items":[{"instanceId":"i-0%x","imageId":"%m","instanceState":{"code":0,"name":"pending"}}]}}
    ec2|TerminateInstances|w|{"instancesSet":{"items":[{"instanceId":"%i"}]}}|{"instancesSet":{"items":[{"instanceId":"%i","currentState":{"code":32,"name":"shutting-down"},"previousState":{"code":16,"name":"running"}}]}}
    ec2|StopInstances|w|{"instancesSet":{"items":[{"instanceId":"%i"}]},"force":false}|{"instancesSet":{"items":[{"instanceId":"%i","currentState":{"code":64,"name":"stopping"},"previousState":{"code":16,"name":"running"}}]}}
    ec2|StartInstances|w|{"instancesSet":{"items":[{"instanceId":"%i"}]}}|{"instancesSet":{"items":[{"instanceId":"%i","currentState":{"code":0,"name":"pending"},"previousState":{"code":80,"name":"stopped"}}]}}
    ec2|RebootInstances|w|{"instancesSet":{"items":[{"instanceId":"%i"}]}}|{"_return":true}
    ec2|CreateSnapshot|w|{"volumeId":"%v","description":"nightly"}|{"snapshotId":"snap-0%x","volumeId":"%v","status":"pending","encrypted":true}
    ec2|DeleteSnapshot|w|{"snapshotId":"%p"}|{"_return":true}
    ec2|ModifySnapshotAttribute|w|{"snapshotId":"%p","createVolumePermission":{"add":{"items":[{"userId":"%T"}]}},"attributeType":"CREATE_VOLUME_PERMISSION"}|{"_return":true}
    ec2|DeregisterImage|w|{"imageId":"%m"}|{"_return":true}
    ec2|DeleteVolume|w|{"volumeId":"%v"}|{"_return":true}
    ec2|CreateTags|w|{"resourcesSet":{"items":[{"resourceId":"%i"}]},"tagSet":{"items":[{"key":"service","value":"%n"}]}}|{"_return":true}
    ec2|AuthorizeSecurityGroupIngress|w|{"groupId":"%G","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"groups":{},"ipRanges":{"items":[{"cidrIp":"10.20.0.0/16"}]}}]}}|{"_return":true}
    ec2|CreateKeyPair|w|{"keyName":"%N","keyType":"rsa","keyFormat":"pem"}|{"keyName":"%N","keyFingerprint":"%u"}
    ec2|ModifyInstanceAttribute|w|{"instanceId":"%i","groupSet":{"items":[{"groupId":"%G"}]}}|{"_return":true}
    iam|ListUsers|rg|{"maxItems":100}|null
    iam|ListRoles|rg|{"maxItems":100}|null
    iam|ListPolicies|rg|{"scope":"Local","onlyAttached":false}|null
    iam|ListGroups|rg|null|null
    iam|ListAccessKeys|rg|{"userName":"%O"}|null
    iam|ListAttachedUserPolicies|rg|{"userName":"%O"}|null
    iam|ListAttachedRolePolicies|rg|{"roleName":"%n-task"}|null
    iam|ListUserPolicies|rg|{"userName":"%O"}|null
    iam|ListGroupsForUser|rg|{"userName":"%O"}|null
    iam|ListMFADevices|rg|{"userName":"%O"}|null
    iam|ListSAMLProviders|rg|null|null
    iam|GetUser|rg|null|null
    iam|GetRole|rg|{"roleName":"%n-task"}|null
    iam|GetRolePolicy|rg|{"roleName":"%n-task","policyName":"inline"}|null
    iam|GetPolicyVersion|rg|{"policyArn":"arn:aws:iam::%a:policy/%n","versionId":"v1"}|null
    iam|GetAccountAuthorizationDetails|rg|{"maxItems":100,"filter":["User","Role","LocalManagedPolicy"]}|null
    iam|GetAccountSummary|rg|null|null
    iam|GetAccessKeyLastUsed|rg|{"accessKeyId":"%K"}|null
    iam|GenerateCredentialReport|rg|null|{"state":"STARTED"}
    iam|GetCredentialReport|rg|null|null
    iam|CreateUser|wg|{"userName":"%O","tags":[]}|{"user":{"path":"/","userName":"%O","userId":"AIDA%x","arn":"arn:aws:iam::%a:user/%O"}}
    iam|CreateAccessKey|wg|{"userName":"%O"}|{"accessKey":{"userName":"%O","accessKeyId":"%K","status":"Active"}}
    iam|UpdateAccessKey|wg|{"userName":"%O","accessKeyId":"%K","status":"Inactive"}|null
    iam|DeleteAccessKey|wg|{"userName":"%O","accessKeyId":"%K"}|null
    iam|DeleteUser|wg|{"userName":"%O"}|null
    iam|CreateLoginProfile|wg|{"userName":"%O","passwordResetRequired":false}|{"loginProfile":{"userName":"%O","passwordResetRequired":false}}
    iam|AttachUserPolicy|wg|{"userName":"%O","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}|null
    iam|DetachUserPolicy|wg|{"userName":"%O","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}|null
    iam|AttachRolePolicy|wg|{"roleName":"%L","policyArn":"arn:aws:iam::aws:policy/%P"}|null
    iam|PutRolePolicy|wg|{"roleName":"%n-task","policyName":"inline","policyDocument":"{}"}|null
    iam|CreateRole|wg|{"roleName":"%n-task-%h","assumeRolePolicyDocument":"{}","path":"/"}|{"role":{"path":"/","roleName":"%n-task-%h","arn":"arn:aws:iam::%a:role/%n-task-%h"}}
    iam|CreatePolicyVersion|wg|{"policyArn":"arn:aws:iam::%a:policy/%n-deploy","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}","setAsDefault":true}|{"policyVersion":{"versionId":"v%1","isDefaultVersion":true}}
    iam|UpdateAssumeRolePolicy|wg|{"roleName":"%L","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::%T:root\"},\"Action\":\"sts:AssumeRole\"}]}"}|null
    iam|PassRole|rg|null|null
    iam|SimulatePrincipalPolicy|rg|{"policySourceArn":"arn:aws:iam::%a:role/%n-task","actionNames":["s3:GetObject"]}|null
    lambda|ListFunctions20150331|r|{"maxItems":50}|null
    lambda|GetFunction20150331v2|r|{"functionName":"%n-worker"}|null
    lambda|GetFunctionConfiguration20150331v2|r|{"functionName":"%n-worker"}|null
    lambda|UpdateFunctionCode20150331v2|w|{"functionName":"%n-worker","publish":true,"dryRun":false}|{"functionName":"%n-worker","functionArn":"arn:aws:lambda:%r:%a:function:%n-worker","lastUpdateStatus":"InProgress"}
    lambda|UpdateFunctionConfiguration20150331v2|w|{"functionName":"%n-worker","environment":{}}|{"functionName":"%n-worker","lastUpdateStatus":"InProgress"}
    lambda|PublishVersion20150331|w|{"functionName":"%n-worker"}|{"functionName":"%n-worker","version":"%1"}
    lambda|CreateFunction20150331|w|{"functionName":"%N","role":"arn:aws:iam::%a:role/%L","runtime":"python3.12","handler":"index.handler","code":{}}|{"functionName":"%N","functionArn":"arn:aws:lambda:%r:%a:function:%N"}
    lambda|Invoke|wd|{"functionName":"%n-worker","invocationType":"RequestResponse"}|null
    logs|DescribeLogGroups|r|{"limit":50}|null
    logs|DescribeLogStreams|r|{"logGroupName":"/aws/lambda/%n-worker","orderBy":"LastEventTime","descending":true}|null
    logs|FilterLogEvents|r|{"logGroupName":"/aws/lambda/%n-worker"}|null
    logs|StartQuery|r|{"logGroupName":"/ecs/%n","startTime":1767571200,"endTime":1767574800,"queryString":"HIDDEN_DUE_TO_SECURITY_REASONS"}|{"queryId":"%u"}
    logs|CreateLogStream|w|{"logGroupName":"/aws/batch/%n","logStreamName":"%n/default/%x"}|null
    logs|DeleteLogGroup|w|{"logGroupName":"/aws/lambda/%n-worker"}|null
    monitoring|DescribeAlarms|r|{"maxRecords":100}|null
    monitoring|GetMetricData|r|{"startTime":"Jan 5, 2026, 12:00:00 AM","endTime":"Jan 5, 2026, 1:00:00 AM"}|null
    monitoring|ListMetrics|r|{"namespace":"AWS/EC2"}|null
    monitoring|PutMetricAlarm|w|{"alarmName":"%n-latency","evaluationPeriods":3}|null
    cloudformation|DescribeStacks|r|{"stackName":"%n-prod"}|null
    cloudformation|DescribeStackEvents|r|{"stackName":"%n-prod"}|null
    cloudformation|ListStacks|r|null|null
    cloudformation|CreateChangeSet|w|{"stackName":"%n-prod","changeSetName":"deploy-%h","capabilities":["CAPABILITY_NAMED_IAM"]}|{"id":"arn:aws:cloudformation:%r:%a:changeSet/deploy-%h/%u"}
    cloudformation|ExecuteChangeSet|w|{"stackName":"%n-prod","changeSetName":"deploy-%h"}|null
    ecs|DescribeServices|r|{"cluster":"prod","services":["%n"]}|null
    ecs|DescribeTasks|r|{"cluster":"prod","tasks":["%x"]}|null
    ecs|ListTasks|r|{"cluster":"prod","serviceName":"%n"}|null
    ecs|RegisterTaskDefinition|w|{"family":"%n","taskRoleArn":"arn:aws:iam::%a:role/%n-task","executionRoleArn":"arn:aws:iam::%a:role/ecs-execution","networkMode":"awsvpc"}|{"taskDefinition":{"family":"%n","revision":%9,"status":"ACTIVE"}}
    ecs|UpdateService|w|{"cluster":"prod","service":"%n","taskDefinition":"%n:%9","desiredCount":%1}|{"service":{"serviceName":"%n","status":"ACTIVE"}}
    ecs|DiscoverPollEndpoint|r|{"cluster":"prod","containerInstance":"arn:aws:ecs:%r:%a:container-instance/prod/%x"}|null
    ecr|GetAuthorizationToken|r|null|null
    ecr|BatchGetImage|r|{"repositoryName":"%n","registryId":"%a","imageIds":[{"imageTag":"%h"}]}|null
    ecr|PutImage|w|{"repositoryName":"%n","registryId":"%a","imageTag":"%h"}|{"image":{"repositoryName":"%n","registryId":"%a"}}
    ecr|InitiateLayerUpload|w|{"repositoryName":"%n","registryId":"%a"}|{"uploadId":"%u"}
    ecr|DescribeRepositories|r|{"maxResults":100}|null
    eks|DescribeCluster|r|{"name":"prod"}|null
    eks|ListClusters|r|null|null
    rds|DescribeDBInstances|r|{"dBInstanceIdentifier":"%n-db"}|null
    rds|DescribeDBSnapshots|r|{"dBInstanceIdentifier":"%n-db"}|null
    rds|CreateDBSnapshot|w|{"dBInstanceIdentifier":"%n-db","dBSnapshotIdentifier":"%n-%h"}|{"dBSnapshotIdentifier":"%n-%h","status":"creating"}
    rds|DeleteDBSnapshot|w|{"dBSnapshotIdentifier":"%n-%h"}|{"dBSnapshotIdentifier":"%n-%h","status":"deleted"}
    rds|ModifyDBInstance|w|{"dBInstanceIdentifier":"%n-db","dBInstanceClass":"db.r6g.xlarge","applyImmediately":true}|{"dBInstanceIdentifier":"%n-db"}
    rds|RebootDBInstance|w|{"dBInstanceIdentifier":"%n-db"}|{"dBInstanceIdentifier":"%n-db","dBInstanceStatus":"rebooting"}
    rds|DeleteDBInstance|w|{"dBInstanceIdentifier":"%n-db","skipFinalSnapshot":true}|{"dBInstanceIdentifier":"%n-db","dBInstanceStatus":"deleting"}
    dynamodb|DescribeTable|r|{"tableName":"%n-state"}|null
    dynamodb|ListTables|r|null|null
    dynamodb|GetItem|rd|{"tableName":"terraform-locks","key":{"LockID":"HIDDEN_DUE_TO_SECURITY_REASONS"}}|null|[{"accountId":"%a","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:%r:%a:table/terraform-locks"}]
    dynamodb|PutItem|wd|{"tableName":"terraform-locks","item":"HIDDEN_DUE_TO_SECURITY_REASONS"}|null|[{"accountId":"%a","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:%r:%a:table/terraform-locks"}]
    sqs|GetQueueAttributes|r|{"queueUrl":"https://sqs.%r.amazonaws.com/%a/%n-queue","attributeNames":["All"]}|null
    sqs|ListQueues|r|null|null
    sns|ListTopics|r|null|null
    sns|GetTopicAttributes|r|{"topicArn":"arn:aws:sns:%r:%a:%n-events"}|null
    kms|Decrypt|r|{"encryptionContext":{"SecretARN":"arn:aws:secretsmanager:%r:%a:secret:%s"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}|null|[{"accountId":"%a","type":"AWS::KMS::Key","ARN":"arn:aws:kms:%r:%a:key/%y"}]
    kms|GenerateDataKey|r|{"keyId":"arn:aws:kms:%r:%a:key/%y","keySpec":"AES_256"}|null|[{"accountId":"%a","type":"AWS::KMS::Key","ARN":"arn:aws:kms:%r:%a:key/%y"}]
    kms|ListKeys|r|null|null
    kms|DescribeKey|r|{"keyId":"%y"}|null
    kms|ListAliases|r|null|null
    kms|GetKeyRotationStatus|r|{"keyId":"%y"}|null
    kms|CreateKey|w|{"keySpec":"SYMMETRIC_DEFAULT","keyUsage":"ENCRYPT_DECRYPT","origin":"AWS_KMS","multiRegion":false}|{"keyMetadata":{"keyId":"%u","aWSAccountId":"%a"}}
    kms|ScheduleKeyDeletion|w|{"keyId":"%y","pendingWindowInDays":7}|{"keyId":"arn:aws:kms:%r:%a:key/%y","pendingWindowInDays":7}
    kms|DisableKey|w|{"keyId":"%y"}|null
    secretsmanager|GetSecretValue|r|{"secretId":"%s"}|null
    secretsmanager|ListSecrets|r|{"maxResults":100}|null
    secretsmanager|DescribeSecret|r|{"secretId":"%s"}|null
    secretsmanager|RotateSecret|w|{"secretId":"%s","clientRequestToken":"%u"}|{"name":"%s"}
    secretsmanager|PutSecretValue|w|{"secretId":"%s","clientRequestToken":"%u"}|{"name":"%s"}
    ssm|GetParameter|r|{"name":"/%n/config","withDecryption":true}|null
    ssm|GetParametersByPath|r|{"path":"/%n/","recursive":true,"withDecryption":true}|null
    ssm|DescribeInstanceInformation|r|null|null
    ssm|UpdateInstanceInformation|w|{"instanceId":"%i","agentVersion":"3.3.1611.0","agentStatus":"Active","platformType":"Linux"}|null
    ssm|StartSession|w|{"target":"%i"}|{"sessionId":"%U-%x","streamUrl":"wss://ssmmessages.%r.amazonaws.com/v1/data-channel/%U-%x?role=publish_subscribe"}
    ssm|TerminateSession|w|{"sessionId":"%U-%x"}|{"sessionId":"%U-%x"}
    ssm|SendCommand|w|{"documentName":"AWS-RunPatchBaseline","instanceIds":["%i"],"parameters":"HIDDEN_DUE_TO_SECURITY_REASONS"}|{"command":{"commandId":"%u","status":"Pending"}}
    athena|StartQueryExecution|w|{"queryString":"HIDDEN_DUE_TO_SECURITY_REASONS","workGroup":"analytics","queryExecutionContext":{"database":"%n"}}|{"queryExecutionId":"%u"}
    athena|GetQueryExecution|r|{"queryExecutionId":"%u"}|null
    athena|GetQueryResults|r|{"queryExecutionId":"%u"}|null
    glue|GetTables|r|{"databaseName":"%n"}|null
    glue|GetDatabases|r|null|null
    glue|StartJobRun|w|{"jobName":"%n-etl"}|{"jobRunId":"jr_%x"}
    glue|GetJobRun|r|{"jobName":"%n-etl","runId":"jr_%x"}|null
    bedrock|ListFoundationModels|r|null|null
    bedrock|GetFoundationModelAvailability|r|{"modelId":"anthropic.claude-3-5-sonnet-20241022-v2:0"}|null
    bedrock|GetModelInvocationLoggingConfiguration|r|null|null
    bedrock|DeleteModelInvocationLoggingConfiguration|w|null|null
    bedrock|PutFoundationModelEntitlement|w|{"modelId":"anthropic.claude-3-opus-20240229-v1:0"}|null
    bedrock|InvokeModel|r|{"modelId":"anthropic.claude-3-5-sonnet-20241022-v2:0"}|null
    cloudtrail|DescribeTrails|r|{"trailNameList":[],"includeShadowTrails":true}|null
    cloudtrail|GetTrailStatus|r|{"name":"arn:aws:cloudtrail:%r:%a:trail/organisation"}|null
    cloudtrail|GetEventSelectors|r|{"trailName":"organisation"}|null
    cloudtrail|LookupEvents|r|{"maxResults":50}|null
    cloudtrail|StopLogging|w|{"name":"arn:aws:cloudtrail:%r:%a:trail/organisation"}|null
    cloudtrail|DeleteTrail|w|{"name":"arn:aws:cloudtrail:%r:%a:trail/organisation"}|null
    cloudtrail|PutEventSelectors|w|{"trailName":"organisation","eventSelectors":[{"readWriteType":"ReadOnly","includeManagementEvents":false,"dataResources":[]}]}|{"trailARN":"arn:aws:cloudtrail:%r:%a:trail/organisation"}
    guardduty|ListDetectors|r|null|null
    guardduty|GetDetector|r|{"detectorId":"%x"}|null
    guardduty|ListFindings|r|{"detectorId":"%x"}|null
    guardduty|DeleteDetector|w|{"detectorId":"%x"}|null
    guardduty|UpdateDetector|w|{"detectorId":"%x","enable":false}|null
    config|DescribeConfigRules|r|null|null
    config|DescribeConfigurationRecorders|r|null|null
    config|StopConfigurationRecorder|w|{"configurationRecorderName":"default"}|null
    securityhub|GetFindings|r|{"maxResults":100}|null
    access-analyzer|ListFindings|r|{"analyzerArn":"arn:aws:access-analyzer:%r:%a:analyzer/org"}|null
    organizations|ListAccounts|rg|null|null
    organizations|DescribeOrganization|rg|null|null
    account|GetContactInformation|r|null|null
    servicequotas|ListServiceQuotas|r|{"serviceCode":"bedrock"}|null
    ce|GetCostAndUsage|r|{"granularity":"DAILY","metrics":["UnblendedCost"]}|null
    elasticloadbalancing|DescribeLoadBalancers|r|{"pageSize":400}|null
    elasticloadbalancing|DescribeTargetHealth|r|{"targetGroupArn":"arn:aws:elasticloadbalancing:%r:%a:targetgroup/%n/%x"}|null
    autoscaling|DescribeAutoScalingGroups|r|{"maxRecords":100}|null
    autoscaling|SetDesiredCapacity|w|{"autoScalingGroupName":"%n-asg","desiredCapacity":%1,"honorCooldown":false}|null
    autoscaling|UpdateAutoScalingGroup|w|{"autoScalingGroupName":"%n-asg","maxSize":12,"desiredCapacity":%1}|null
    route53|ListHostedZones|rg|null|null
    cloudfront|CreateInvalidation|wg|{"distributionId":"E%x","invalidationBatch":{"paths":{"quantity":1,"items":["/*"]}}}|{"invalidation":{"status":"InProgress"}}
    backup|StartBackupJob|w|{"backupVaultName":"Default","resourceArn":"arn:aws:rds:%r:%a:db:%n-db","iamRoleArn":"arn:aws:iam::%a:role/service-role/AWSBackupDefaultServiceRole"}|{"backupJobId":"%u"}
    backup|DeleteRecoveryPoint|w|{"backupVaultName":"Default","recoveryPointArn":"arn:aws:backup:%r:%a:recovery-point:%u"}|null
    ses|GetSendQuota|r|null|null
    ses|ListIdentities|r|null|null
    tagging|GetResources|r|{"resourcesPerPage":100}|null
    """#
}
