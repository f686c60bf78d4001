"""How an AWS action that nobody has looked at is classified: by its verb, its noun and AWS's own access level.

Tables are tried from the top; the first pattern found in the action's name decides. What matters to a defender is
named one by one in `aws_overrides.csv`, which wins over everything here.
"""

import re

# Services whose records, not configuration, are what Put/Get/Delete act on.
DATA_STORES = set(
  """s3 s3express s3-outposts s3-object-lambda s3vectors s3tables glacier dynamodb dax rds-data redshift-data cassandra
  neptune-db neptune-graph timestream qldb sdb dsql ebs backup-storage mediastore workdocs kinesis firehose kinesisvideo
  sqs kafka-cluster codeartifact codecommit clouddirectory cognito-sync profile healthlake medical-imaging omics
  cloudtrail-data iotsitewise iotanalytics datazone finspace finspace-api dataexchange cloudfront-keyvaluestore aoss es
  workmailmessageflow es cloudsearch managedblockchain-query athena sqlworkbench cleanrooms ssmmessages bedrock-agentcore
  connect cases sagemaker sagemaker-mlflow honeycode customer-profiles""".split())

DATA_NOUN = (
  r"(Object|Objects|Item|Items|Record|Records|Row|Rows|Message|Messages|Media|Document|Documents|File|Files|Blob|Blobs|"
  r"Chunk|Chunks|Block|Blocks|Archive|Statement|Vectors?|Data|Value|Values|Attributes|Content|Contents|Events?|Body|"
  r"Results?|Clip|Asset|Mutation|Datum|Study|DICOM|ReadSet|PackageVersionAsset)s?$")

# Services that answer a question about the caller's own input: calling them is using a model.
MODELS = set(
  """bedrock bedrock-mantle comprehend comprehendmedical rekognition textract translate polly lex personalize forecast
  frauddetector kendra kendra-ranking machinelearning codewhisperer qdeveloper nova-act q qbusiness qapps transcribe a2c
  geo geo-maps geo-places geo-routes wisdom aws-mcp""".split())
MODEL_CALL = re.compile(
  r"^(Invoke|Converse|Detect|Classify|Compare|Recognize|Analyze|Translate|Synthesize|Infer|Predict|Rerank|Retrieve|"
  r"Generate|Chat|Start\w*(Detection|Search|Analysis|Job|Transcription)|Search\w*ByImage|SearchFaces|SearchUsers|Query|"
  r"Contains|ApplyGuardrail|CountTokens|Rescore|Send|Post|PutSession|RenderPrompt|Optimize|Calculate|Geocode|Suggest|"
  r"Autocomplete|ReverseGeocode|SnapToRoads|Verify|Call|Chat|Evaluate|IndexFaces)")

# (pattern on the action, class, sensitivity): for every service.
WRITE_RULES = [(re.compile(pattern), kind, sensitivity) for pattern, kind, sensitivity in [
  # What records the attacker.
  (r"^(Delete|Remove|Stop|Disable|Deregister|Disassociate|Detach|Cancel|Purge)\w*"
   r"(Logging|LoggingConfiguration|LogConfig|LogDelivery\w*|FlowLogs?|LogGroup|LogStream|AuditLog\w*|QueryLog\w*|"
   r"LogSubscription|Logs|LogPattern|AccessLog\w*|EventLog\w*|LogLevel\w*|LogPublishing\w*)$", "logging", "high"),
  (r"^(Put|Update|Modify|Set|Configure|Change)\w*(Logging\w*|LogConfig\w*|LogDelivery\w*|AuditLog\w*|QueryLog\w*|"
   r"LogLevel\w*|LogPublishing\w*|AccessLog\w*|AuditConfig\w*)$", "logging", "medium"),
  (r"^(Create|Enable|Start|Associate|Register)\w*(Logging\w*|LogConfig\w*|LogDelivery\w*|FlowLogs?|QueryLog\w*|LogGroup|"
   r"LogStream|AccessLog\w*|AuditLog\w*)$", "enable", "low"),
  # What guards.
  (r"^(Delete|Disable|Remove|Stop|Disassociate|Detach|Deactivate|Deregister)\w*(Alarm|AlarmActions|Detector|Monitor|"
   r"Guardrail\w*|WebACL|Protection|ProtectionGroup|AnomalyDetector|AnomalyMonitor|HealthCheck|FirewallRuleGroup|"
   r"DeletionProtection|TerminationProtection|BackupPlan|BackupSelection|BackupVaultLockConfiguration|LockConfiguration|"
   r"ObjectLock\w*|BackupPolicy|LifecyclePolicy|Scan\w*|Encryption|EncryptionConfiguration|PublicAccessBlock)$",
   "defence", "high"),
  (r"^(Create|Update|Attach)Policy$", "grant", "high"),
  # Sharing.
  (r"^(Put|Set|Create|Update|Attach)(Resource|Repository|Bucket|Table|Topic|Queue|Domain|Vault|FileSystem|Registry|"
   r"Cluster|Namespace|BackupVaultAccess|Registries|Container|EventBus|Project|Destination|Secret|Model|Layer|Catalog|"
   r"Schema|Stream|TableBucket|Data|Index|AccessPoint)?(Resource)?(Access|Permissions?)?Policy$", "data_share", "high"),
  (r"^(Delete|Remove)(Resource|Repository|Bucket|Table|Topic|Queue|Domain|Vault|FileSystem|Registry|Cluster|Namespace|"
   r"Container|EventBus|Project|TableBucket|AccessPoint)(Access|Permissions?)?Policy$", "revoke", "medium"),
  (r"^(Share(?!d)|(Add|Create|Accept)(?!\w*FileShare)\w*Share$)", "data_share", "medium"),
  (r"^(Unshare|(Reject|Delete|Remove)(?!\w*FileShare)\w*Share$)", "revoke", "low"),
  # Credentials.
  (r"^(Create|Reset|Update|Import|Upload|Generate|Rotate|Regenerate|Renew|Issue|Request|Put|Set|Change|Replace)\w*"
   r"(ApiKeys?|AccessKeys?|Credentials?|Passwords?|Tokens?|SecretKey|KeyPair|SSHPublicKey|SshPublicKey|LoginProfile|"
   r"AuthKey|PresignedUrl|PresignedDomainUrl|PresignedNotebookInstanceUrl|AuthToken|ClientSecret|SecurityToken|"
   r"PublicKey)$", "credential", "high"),
  (r"^(Delete|Revoke|Deactivate|Disable|Remove)\w*(ApiKeys?|AccessKeys?|Credentials?|Passwords?|Tokens?|KeyPair|"
   r"SSHPublicKey|SshPublicKey|LoginProfile|AuthKey|SecurityToken)$", "revoke", "medium"),
  (r"MFA|Mfa", "factor", "high"),
  # Permissions.
  (r"^(Grant|Authorize|Allow|Permit|Entitle)", "grant", "medium"),
  (r"^(Revoke|Deny|Unauthorize|Deauthorize|Suspend|Block|Expire\w*Session|Logout|GlobalSignOut|SignOut|Invalidate\w*"
   r"Session)", "revoke", "medium"),
  (r"^(Add|Associate|Attach|Create|Put|Register|Batch(Associate|Create|Add))\w*(Permissions?|Membership|GroupMember|"
   r"RoleAssignment|UserRole|PolicyGrant|AccessEntry|AccessPolicy|Principal|Principals|Administrator|Admin|IamRole|"
   r"UserToGroup|Role|Entitlements?|AccountAssignment|PermissionSet|PermissionGroup|Members?)$", "grant", "medium"),
  (r"^(Remove|Disassociate|Detach|Delete|Deregister|Batch(Disassociate|Delete|Remove))\w*(Permissions?|Membership|"
   r"GroupMember|RoleAssignment|UserRole|PolicyGrant|AccessEntry|AccessPolicy|Principal|Principals|Administrator|Admin|"
   r"IamRole|UserFromGroup|Entitlements?|AccountAssignment|Members?)$", "revoke", "medium"),
  # Data leaving.
  (r"^(Export|Start\w*Export|Create\w*Export|Unload|Extract|Download|BulkPublish|Archive\w*Export)", "data_export",
   "medium"),
  # Doing things on workloads.
  (r"^(Execute|Run|SendCommand|Start\w*(Job|JobRun|Execution|Build|Run|Task|Session|Query|Workflow|Pipeline|"
   r"PipelineExecution|JobFlow|Automation|Experiment|Command)$|Submit\w*(Job|Task)|Invoke|Trigger|Retry|Redrive|"
   r"RestartExecution|Send\w*(Command|Task))", "execute", "medium"),
  # Network paths.
  (r"(SecurityGroup|NetworkAcl|RouteTable|(^|[a-z])Route$|Routes$|VpcPeering|PeeringAttachment|PeeringConnection|"
   r"InternetGateway|NatGateway|TransitGateway|VpnConnection|VpnGateway|CustomerGateway|ClientVpn|VpcEndpoint|"
   r"FirewallPolicy|FirewallRule|RuleGroup$|NetworkInterface|Address(es)?$|PublicIp|IPSet|RegexPatternSet|"
   r"VirtualInterface|TrafficMirror|PrefixList|InstancePublicPorts|LocalGateway|VpcConnection|VpcConnector|"
   r"VpcAttachment|DnsSupport|IpAccess|NetworkSettings|TrustStore)", "network", "medium"),
  (r"^(Transfer|Accept\w*Transfer|Move\w*Account|LeaveOrg)", "transfer", "high"),
]]

# The verb alone. A write whose verb is not here is `other`, and check.py tells how many there are.
WRITE_VERBS = {
  "create": ("create", "medium"), "delete": ("delete", "medium"), "change": ("change", "medium"),
  "enable": ("enable", "low"), "execute": ("execute", "medium"), "invoke": ("invoke", "low"),
  "data_write": ("data_write", "low"), "revoke": ("revoke", "medium"), "authenticate": ("authenticate", "low"),
  "grant": ("grant", "medium"), "read": ("read", "low"), "network": ("network", "medium"),
  "data_export": ("data_export", "medium"), "quiet": ("change", "low"), "transfer": ("transfer", "high"),
}
VERB_KINDS = {
  "create": """Create Register Allocate Import Provision Purchase Copy Restore Clone Build Define Duplicate Launch Deploy
    Instantiate Mount Initialize Setup Reserve Store Bundle Distribute Insert Add Subscribe Request Generate Convert Claim
    Redeem Load Populate Upload Make Compose Schedule New Train Replicate Backup Save Publish Initiate Open Ingest Index
    Issue""",
  "delete": """Delete Deregister Terminate Remove Purge Release Deprovision Clear Drop Wipe Destroy Dispose Evict Forget
    Discard Flush Withdraw Abort Unsubscribe Close Shutdown Uninstall DELETE Return End Un Unregister""",
  "change": """Update Modify Put Set Change Replace Reset Configure Upgrade Apply Merge Rollback Alter Rename Move Promote
    Failover Switchover Renew Rotate Increase Decrease Resize Reboot Restart Rebuild Migrate Swap Stop Pause Disable
    Deactivate Attach Detach Associate Disassociate Dissociate Link Unlink Assign Unassign Reorder Override Extend Backtrack
    Split Cancel Unlock Lock Unpublish Unarchive Archive Deprecate Undeprecate Approve Reject Decline Accept Disconnect
    Bypass Interrupt Rebalance Mark PUT PATCH POST Resolve Patch Transition Unmonitor Unlabel Label Ungroup Group Enter Exit
    Unpeer Toggle Exclude Include Manage Synchronize Sync Reload Refresh Finalize Reverse Swap Install Skip Opt Process
    Transform Upload Redact Dismiss Retain Hide Push Amend Account Admin Decommission Mutate Edit Enroll Persist Integrate
    Adjust Recall Suspend Unsuspend Vote Scope Undo Quit Override Split Write Prepare Complete Reschedule Discover
    Edit Revise Submit Evaluate Access Use Log Alter Lift Save Respond Parti Driver Sign Connector Questionnaire""",
  "enable": """Enable Start Activate Resume Monitor Continue Unsuspend Advertise""",
  "execute": """Execute Run Invoke Trigger Retry Redrive Inject Begin Commit Submit Rerun Graph Source Federate Join Remote""",
  "invoke": """Test API Dashboards Event Converse Detect Predict Recognize Rerank Translate Chat Meter Check Checkout Derive Transcribe Analyze
    Call Classify""",
  "quiet": """Tag Untag Acknowledge Notify Report Record Signal Verify Confirm Validate Resend Heartbeat Fail Rate Provide
    Post Preview Ping Dry Simulate Estimate Back Warm Extend Respond Save Cross Checkpoint Member upload Introspect Exchange Issue
    Probe Capture Channel Monitor Dismiss Release Invite Describe List Retrieve Get Search Pass Show Take Receive Logout""",
  "network": "Connect Peer",
  "authenticate": "Assume Authenticate Login Sso Authorize Exchange Connect",
  "read": "Get Describe List Retrieve Show Decode View Discover Lookup Receive Search Read",
  "data_write": "Write Send Deliver Poll ES Parti Publish document Replication",
  "transfer": "Leave",
  "grant": "Invite Grant Allow",
  "data_export": "Stream Harvest",
}
# Some verbs stand in two lists above to show how they could be read; the first listed here decides.
PRECEDENCE = ["create", "delete", "enable", "change", "execute", "invoke", "authenticate", "network", "grant", "transfer",
              "read", "data_write", "data_export", "quiet"]
VERB = {}
for kind in PRECEDENCE:
  for word in VERB_KINDS[kind].split():
    VERB.setdefault(word, kind)

READ_NONE = re.compile(
  r"(Regions?|AvailabilityZones?|InstanceTypes?|Offerings?|EngineVersions?|OrderableDBInstanceOptions|AvailableVersions|"
  r"Versions?Available|Products?|Prices?|PriceList\w*|Quotas?|Limits?|ServiceStatus|HealthStatus|Manifests?|Catalogs?|"
  r"Types|SupportedVersions?|Timezones?|PlatformVersions?|StackSummary|Blueprints|Bundles|IpRanges|AddressRanges|"
  r"EventCategories|SourceRegions|EventAggregates)$")

# What an operation acts on, where its name says more than its service does. Only for services in the first column.
NOUNS = [(services and set(services.split()), re.compile(pattern), resource) for services, pattern, resource in [
  ("ec2 rds lightsail ebs redshift redshift-serverless elasticache memorydb fsx docdb-elastic storagegateway dlm rbin "
   "neptune-graph es finspace drs mgn", r"Snapshots?", "snapshot"),
  ("rds dynamodb fsx cloudhsm opsworks-cm backup-gateway elasticfilesystem dax", r"Backups?|ContinuousBackup|PointInTime",
   "backup"),
  ("ec2 imagebuilder appstream workspaces", r"Image(?!BlockPublic)|ImageBlockPublicAccess|Ami(?=[A-Z]|$)", "image"),
  ("ec2", r"KeyPair|EbsDefaultKms|EbsEncryption", "key"),
  ("ec2", r"FlowLogs", "log"),
  ("ec2", r"Volume", "storage"),
  ("ec2", r"Security[Gg]roup|Vpc|Subnet|Route|Gateway|NetworkInterface|NetworkAcl|Peering|Vpn|Address|Firewall|PrefixList|"
          r"Dhcp|Traffic|CidrBlock|Cidr|Ipam|NetworkInsights|NetworkPerformance|Ipv|Coip|VerifiedAccess|Network|"
          r"Ips?$|Byoip|VirtualInterface|TrunkInterface", "network"),
  ("lightsail", r"Bucket|Disk", "storage"),
  ("lightsail", r"Database", "database"),
  ("lightsail", r"Domain|Distribution|StaticIp|PublicPorts|LoadBalancer|Vpc", "network"),
  ("lightsail", r"Container", "container"),
  ("ssm", r"Parameter", "secret"),
  ("ssm", r"Document|Automation|MaintenanceWindow", "workflow"),
  ("iam", r"AccessKey|LoginProfile|Password$|ServiceSpecificCredential|SSHPublicKey|SigningCertificate", "identity"),
  ("iam", r"MFA", "factor"),
  ("iam", r"SAML|OpenIDConnect|OutboundWebIdentity|OrganizationsRoot", "federation"),
  ("iam", r"ServerCertificate", "certificate"),
  ("iam", r"Role|InstanceProfile", "role"),
  ("iam", r"Group", "group"),
  ("iam", r"User", "identity"),
  ("iam", r"PublicKey", "key"),
  ("iam", r"Account|Organizations", "account"),
  ("organizations", r"Polic", "policy"),
  ("organizations", r"Organization|Handshake|OrganizationalUnit|Root|AWSServiceAccess|Delegated|Features", "organization"),
  ("sso-directory identitystore workmail ds ds-data", r"Group", "group"),
  ("sso-directory identitystore workmail ds ds-data", r"Mfa|MFA", "factor"),
  ("sso-directory identitystore workmail ds ds-data", r"User", "identity"),
  ("sso", r"PermissionSet|AccountAssignment|Profile", "role"),
  ("cognito-idp", r"Group", "group"),
  ("cognito-idp", r"IdentityProvider|UserPoolClient|Domain", "federation"),
  ("cognito-idp", r"MFA|SoftwareToken", "factor"),
  ("cloudwatch", r"Metric|Dashboard|Insight", "log"),
  ("apigateway", r"ApiKey", "secret"),
  ("apigateway cloudfront lambda", r"Certificate", "certificate"),
  ("elasticmapreduce emr-containers emr-serverless batch", r"Cluster|JobFlow|Instance", "compute"),
  ("sagemaker", r"Notebook|Studio|Domain|Space|App$|Cluster", "compute"),
  ("glue athena", r"Database|Table|Catalog|Partition", "database"),
  ("glue", r"Connection", "secret"),
  ("waf waf-regional wafv2", r"Logging", "log"),
  ("securityhub guardduty", r"Organization", "detection"),
  ("storagegateway", r"Gateway", "storage"),
  ("connect", r"User|SecurityProfile", "identity"),
  ("cloudtrail", r"Policy", "log"),
  (None, r"Webhook", "application"),
]]

PERMISSION_NOUN = re.compile(
  r"Polic|Permission|Grant|Access|Role|Admin|Member|Assign|Shar|User|Principal|Acl$|Trust|Authoriz|Profile|Directory")
GUARDED = {"identity", "role", "group", "policy", "key", "secret", "federation", "organization", "account", "factor"}
LASTING = {"storage", "database", "snapshot", "backup", "key", "secret", "container", "compute", "function", "log", "dns",
           "identity", "repository", "federation", "detection", "image", "certificate", "analytics", "queue"}
# A delete of one of these takes the thing itself away, not a detail of it.
LASTING_NOUN = re.compile(
  r"(Instances?|Volumes?|Snapshots?|Images?|Clusters?|Databases?|Tables?|Buckets?|FileSystem|Vault|Backups?|RecoveryPoint|"
  r"Keys?|Secret|Function|Stack|StackSet|HostedZone|Domain|Repository|Environment|Application|Certificate|Queue|Topic|"
  r"Stream|UserPool|IdentityPool|Directory|Notebook|NotebookInstance|Workgroup|WorkGroup|Catalog|Collection|DBCluster|"
  r"DBInstance|ReplicationGroup|Graph|Workspaces|Ledger|Broker|Service|StateMachine|Fleet|Server|Node|Nodegroup|"
  r"LoadBalancer|Vpc|Distribution|RestApi|Api|Project|Pipeline|Endpoint|Model|Bot|DataSet|Dataset|Account)$")


def verb(action):
  """The first word of a name such as `CreateDBInstance` or `PartiQLSelect`."""
  found = re.match(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", action)
  return found.group(0) if found else action


def resource(prefix, action, default):
  """What the action acts on: by its noun, else by its service."""
  for services, pattern, word in NOUNS:
    if (services is None or prefix in services) and pattern.search(action):
      return word
  return default


def classify(prefix, action, level, default):
  """(class, resource, sensitivity) of an IAM action, its access level and its service's default resource."""
  on = resource(prefix, action, default)
  if level == "Tagging":
    kind = "read" if verb(action) in ("Get", "List", "Describe") else "change"
    return kind, on, "low"
  if level in ("List", "Read"):
    return read(prefix, action, level, on)
  return write(prefix, action, level, on)


def read(prefix, action, level, on):
  word = verb(action)
  if prefix in MODELS and MODEL_CALL.search(action) and not re.match(r"(List|Describe|Get)", action):
    return "invoke", on, "low"
  if word == "Invoke":
    return "invoke", on, "low"
  if re.match(r"^(Export|Download|Unload)", action):
    return "data_export", on, "medium"
  if re.match(r"^(Start|Stop)", action):
    return ("read" if "Query" in action or level == "Read" else "list"), on, "low"
  configures = re.search(r"Bucket|PublicAccess|Polic|Config|Setting|Attributes$|Lifecycle|Tagging", action)
  if prefix in DATA_STORES and not configures and re.match(r"^(Get|BatchGet|Read|Scan|Query|Select|Receive|Fetch|Download|GitPull|Search|"
                                       r"Execute|Retrieve|PartiQL|ES)", action) and (
                                         re.search(DATA_NOUN, action) or word in ("Scan", "Query", "Select", "Receive",
                                                                                  "Read", "Parti", "Execute", "ES")):
    return "data_read", on, "medium"
  if re.search(r"(Credentials|Token|Password|AuthToken|SecretValue|ApiKeyValue|PresignedUrl|SigninUrl)$", action) and \
      word in ("Get", "Create", "Request", "Generate", "Retrieve"):
    return "secret_read", on, "high"
  if word == "List" or level == "List" and word not in ("Get", "Batch", "Describe"):
    kind = "list"
  elif word in ("Describe", "Search") and re.search(r"[a-rt-z]s$", action) and not action.endswith("Status"):
    kind = "list"
  else:
    kind = "read"
  if READ_NONE.search(action):
    return kind, on, "none"
  return kind, on, "medium" if on in GUARDED else "low"


def write(prefix, action, level, on):
  word = verb(action)
  taking = word in ("Delete", "Remove", "Detach", "Disassociate", "Revoke", "Deny", "Reset", "Disable", "Deregister",
                    "Reject", "Cancel", "Retire", "Unshare")
  if action == "AllowVendedLogDeliveryForResource":
    return "change", on, "low"
  if word in ("Get", "List", "Describe", "Search", "View", "Lookup") and level == "Write":
    return read(prefix, action, "Read", on)
  if prefix in MODELS and MODEL_CALL.search(action) and not re.search(r"Policy|Permission", action):
    return "invoke", on, "low"
  configures = re.search(r"Bucket|PublicAccess|Polic|Config|Setting|Lifecycle|Tagging", action)
  if prefix in DATA_STORES and not configures:
    if re.match(r"^(Put|BatchWrite|BatchPut|Upload|Write|Append|Insert|Publish|Replicate|Post|SendMessage|Copy|Import|"
                r"BatchExecute|Execute|PartiQL(Insert|Update)|TransactWrite|UpdateItem)", action) and (
                  re.search(DATA_NOUN, action) or "PartiQL" in action):
      return "data_write", on, "low"
    if re.match(r"^(Delete|BatchDelete|Purge|PartiQLDelete|Remove)", action) and (
        re.search(DATA_NOUN, action) or "PartiQL" in action):
      return "data_delete", on, "medium"
  for pattern, kind, sensitivity in WRITE_RULES:
    if pattern.search(action):
      if kind == "factor" and taking:
        sensitivity = "critical"
      return kind, on, sensitivity
  if level == "Permissions management":
    # AWS puts some plain operations under this level too; the name must speak of permissions as well.
    if word in ("Get", "BatchGet", "List", "Describe", "Search", "View", "GET") or action.startswith("BatchGet"):
      return read(prefix, action, "Read", on)
    if PERMISSION_NOUN.search(action):
      return ("revoke", on, "medium") if taking else ("grant", on, "high")
  kind = VERB.get(word)
  if word == "Batch":
    inner = action[len("Batch"):]
    kind = VERB.get(verb(inner), "change")
    if kind == "read":
      return read(prefix, action, "Read", on)
    action = inner
  if kind is None:
    return "other", on, "low"
  named, sensitivity = WRITE_VERBS[kind]
  if named == "delete" and on in LASTING and LASTING_NOUN.search(action):
    sensitivity = "high"
  return named, on, sensitivity
