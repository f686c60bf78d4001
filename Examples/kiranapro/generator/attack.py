"""The night of 24 to 25 May: a former employee's access key and GitHub account, and the Monday after."""
from datetime import timedelta

from . import world as w
from .cloudtrail import denied

LEAVER = "vik"
SECOND = "support-sync"  # the user that the intruder makes to come back with


class Attack:
    def __init__(self, chance, identities, trail, audit, at):
        self.chance, self.ids, self.trail, self.audit, self.at = chance, identities, trail, audit, at

    def run(self):
        self.look_around()
        self.copy_repositories()
        self.make_a_second_key()
        self.blind()
        self.take_root()
        self.destroy_compute()
        self.destroy_data()
        self.destroy_repositories()

    def wait(self, low, high):
        self.at += timedelta(seconds=self.chance.between(low, high))

    def aws(self, service, name, request=None, response=None, *, identity=None, error=None, region=None, **more):
        self.wait(2, 25)
        command = f"{service}.{''.join('-' + c.lower() if c.isupper() else c for c in name).strip('-')}"
        identity = identity or self.ids.user(LEAVER)
        self.trail.call(
            self.at, identity, service, name, ip=w.INTRUDER, agent=w.intruder_agent(command), request=request, response=response, error=error, region=region, **more
        )

    def refused(self, service, name, resource, request=None, why=None, **more):
        identity = self.ids.user(LEAVER)
        reason = {"why": why} if why else {}
        self.aws(service, name, request, error=denied(identity, f"{service}:{name}", resource, **reason), **more)

    def look_around(self):
        """Who am I, who else is there, what is there."""
        self.aws("sts", "GetCallerIdentity")
        for name, request in [
            ("GetUser", None),
            ("ListAttachedUserPolicies", {"userName": LEAVER}),
            ("ListGroupsForUser", {"userName": LEAVER}),
            ("ListUsers", None),
            ("ListRoles", None),
            ("GetAccountSummary", None),
            ("ListAccountAliases", None),
        ]:
            self.aws("iam", name, request)
        for user in ("asha", "nikhil", "report-job"):
            self.aws("iam", "ListAccessKeys", {"userName": user})
            self.aws("iam", "ListMFADevices", {"userName": user})
        self.aws("organizations", "ListAccounts", error=("AccessDeniedException", "You don't have permissions to access this resource."))
        self.refused("ce", "GetCostAndUsage", f"arn:aws:ce:us-east-1:{w.ACCOUNT}:/GetCostAndUsage",
                     {"timePeriod": {"start": "2025-05-01", "end": "2025-05-24"}, "granularity": "MONTHLY", "metrics": ["UnblendedCost"]})  # fmt: skip
        self.aws("s3", "ListBuckets", {"Host": f"s3.{w.REGION}.amazonaws.com"})
        for bucket in w.BUCKETS:
            self.aws("s3", "GetBucketVersioning", {"bucketName": bucket, "Host": f"{bucket}.s3.{w.REGION}.amazonaws.com", "versioning": ""})
        for region in (w.REGION, "ap-south-2", "ap-southeast-1", "us-east-1", "eu-west-1"):
            self.aws("ec2", "DescribeInstances", {"maxResults": 1000, "instancesSet": {}, "filterSet": {}}, region=region)
        self.aws("ec2", "DescribeSnapshots", {"ownersSet": {"items": [{"owner": "self"}]}, "filterSet": {}})
        self.aws("ec2", "DescribeImages", {"ownersSet": {"items": [{"owner": "self"}]}, "filterSet": {}})
        self.aws("autoscaling", "DescribeAutoScalingGroups", {})
        self.aws("rds", "DescribeDBInstances", {})
        self.aws("rds", "DescribeDBSnapshots", {"snapshotType": "manual"})
        self.aws("backup", "ListBackupVaults")
        self.aws("backup", "ListBackupPlans")
        self.aws("secretsmanager", "ListSecrets", {"maxResults": 100})
        self.aws("cloudtrail", "DescribeTrails", {"includeShadowTrails": False, "trailNameList": []})
        self.aws("guardduty", "ListDetectors")
        self.aws("logs", "DescribeLogGroups", {})

    def make_a_second_key(self):
        self.wait(120, 300)
        arn = f"arn:aws:iam::{w.ACCOUNT}:user/{SECOND}"
        made = self.at.strftime("%b %-d, %Y, %-I:%M:%S %p")
        self.aws("iam", "CreateUser", {"userName": SECOND}, {"user": {"path": "/", "userName": SECOND, "userId": self.ids.id_of("AIDA", SECOND), "arn": arn, "createDate": made}})
        self.aws("iam", "AttachUserPolicy", {"userName": SECOND, "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"})
        self.aws("iam", "CreateAccessKey", {"userName": SECOND},
                 {"accessKey": {"userName": SECOND, "accessKeyId": self.ids.id_of("AKIA", SECOND), "status": "Active", "createDate": made}})  # fmt: skip

    def blind(self):
        """Stops what would tell. One trail is out of reach, behind a service control policy; that is the one we read."""
        trail = f"arn:aws:cloudtrail:{w.REGION}:{w.ACCOUNT}:trail"
        self.aws("cloudtrail", "StopLogging", {"name": f"{trail}/management"})
        self.aws("cloudtrail", "DeleteTrail", {"name": f"{trail}/management"})
        self.refused("cloudtrail", "StopLogging", f"{trail}/baseline", {"name": f"{trail}/baseline"}, why="with an explicit deny in a service control policy")
        self.aws("guardduty", "DeleteDetector", {"detectorId": "12abc34d567e8fa901bc2d34e56789f0"})
        self.aws("monitoring", "DeleteAlarms", {"alarmNames": ["orders-latency-p95", "api-5xx", "fleet-unhealthy-hosts", "billing-anomaly"]})

    def take_root(self):
        """The founders shared the root user's password and the seed of its second factor; the leaver had both."""
        self.wait(240, 420)
        self.trail.sign_in(
            self.at, self.ids.root(), ip=w.INTRUDER, agent=w.EDGE, region=w.GLOBAL, device=f"arn:aws:iam::{w.ACCOUNT}:mfa/root-account-mfa-device"
        )
        root = self.ids.root(self.at, self.ids.session_key())
        serial = f"arn:aws:iam::{w.ACCOUNT}:mfa/root-2"

        def console(name, request, response=None):
            self.wait(15, 60)
            self.trail.call(self.at, root, "iam", name, ip=w.INTRUDER, agent=w.EDGE, request=request, response=response, console=True)

        console("ListMFADevices", None)
        console("DeactivateMFADevice", {"serialNumber": f"arn:aws:iam::{w.ACCOUNT}:mfa/root-account-mfa-device"})
        console("CreateVirtualMFADevice", {"virtualMFADeviceName": "root-2", "path": "/"}, {"virtualMFADevice": {"serialNumber": serial}})
        console("EnableMFADevice", {"serialNumber": serial})
        self.wait(30, 90)
        self.trail.account_event(self.at, root, "PasswordUpdated", ip=w.INTRUDER, agent=w.EDGE)

    def destroy_compute(self):
        self.wait(200, 400)
        for group in ("api", "orders", "search", "worker"):
            self.aws("autoscaling", "DeleteAutoScalingGroup", {"autoScalingGroupName": group, "forceDelete": True})
        self.aws("ec2", "ModifyInstanceAttribute", {"instanceId": w.FLEET["bastion"][0], "disableApiTermination": {"value": False}}, {"requestId": self.chance.uuid(), "_return": True})
        for group in ("api", "orders", "search", "worker", "bastion"):
            instances = w.FLEET[group]
            states = [{"instanceId": i, "currentState": {"code": 32, "name": "shutting-down"}, "previousState": {"code": 16, "name": "running"}} for i in instances]
            self.aws("ec2", "TerminateInstances", {"instancesSet": {"items": [{"instanceId": i} for i in instances]}},
                     {"requestId": self.chance.uuid(), "instancesSet": {"items": states}})  # fmt: skip
        for image in w.IMAGES:
            self.aws("ec2", "DeregisterImage", {"imageId": image}, {"requestId": self.chance.uuid(), "_return": True})
        for snapshot in w.VOLUME_SNAPSHOTS:
            self.aws("ec2", "DeleteSnapshot", {"snapshotId": snapshot}, {"requestId": self.chance.uuid(), "_return": True})

    def destroy_data(self):
        """With the second key: databases without a last snapshot, their backups, buckets, secrets, the key under them."""
        second = self.ids.user(SECOND)
        self.wait(100, 200)
        self.aws("sts", "GetCallerIdentity", identity=second)
        for database in w.DATABASES:
            self.aws("rds", "ModifyDBInstance", {"dBInstanceIdentifier": database, "deletionProtection": False, "applyImmediately": True},
                     {"dBInstanceIdentifier": database, "deletionProtection": False}, identity=second)  # fmt: skip
            self.aws("rds", "DeleteDBInstance", {"dBInstanceIdentifier": database, "skipFinalSnapshot": True, "deleteAutomatedBackups": True},
                     {"dBInstanceIdentifier": database, "dBInstanceStatus": "deleting", "engine": "postgres"}, identity=second)  # fmt: skip
        for snapshot in w.DATABASE_SNAPSHOTS:
            self.aws("rds", "DeleteDBSnapshot", {"dBSnapshotIdentifier": snapshot}, {"dBSnapshotIdentifier": snapshot, "status": "deleted"}, identity=second)
        for point in w.RECOVERY_POINTS:
            self.aws("backup", "DeleteRecoveryPoint", {"backupVaultName": "nightly", "recoveryPointArn": point}, identity=second)
        self.aws("backup", "DeleteBackupVault", {"backupVaultName": "nightly"}, identity=second)
        self.aws("backup", "DeleteBackupPlan", {"backupPlanId": "3c6f1d08-95a2-4a1e-b7c4-0d9e8f7a6b52"},
                 {"backupPlanId": "3c6f1d08-95a2-4a1e-b7c4-0d9e8f7a6b52", "versionId": "NmM0ZmYxYTg"}, identity=second)  # fmt: skip
        for bucket in w.BUCKETS:
            self.empty_and_delete(bucket, second)
        for secret in w.SECRETS:
            arn = f"arn:aws:secretsmanager:{w.REGION}:{w.ACCOUNT}:secret:{secret}-Ab1Cd2"
            self.aws("secretsmanager", "DeleteSecret", {"secretId": secret, "forceDeleteWithoutRecovery": True}, {"arn": arn, "name": secret}, identity=second)
        key = f"arn:aws:kms:{w.REGION}:{w.ACCOUNT}:key/{w.KMS_KEY}"
        self.aws("kms", "ScheduleKeyDeletion", {"keyId": w.KMS_KEY, "pendingWindowInDays": 7},
                 {"keyId": key, "keyState": "PendingDeletion", "pendingWindowInDays": 7, "deletionDate": "Jun 1, 2025, 12:00:00 AM"},
                 identity=second, resources=[{"accountId": w.ACCOUNT, "type": "AWS::KMS::Key", "ARN": key}])  # fmt: skip
        for group in w.LOG_GROUPS:
            self.aws("logs", "DeleteLogGroup", {"logGroupName": group}, identity=second)

    def empty_and_delete(self, bucket, identity):
        host = f"{bucket}.s3.{w.REGION}.amazonaws.com"
        resources = [{"accountId": w.ACCOUNT, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"}]
        versioning = {"xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "Status": "Suspended"}
        self.aws("s3", "PutBucketVersioning", {"bucketName": bucket, "Host": host, "versioning": "", "VersioningConfiguration": versioning},
                 identity=identity, resources=resources, host=host)  # fmt: skip
        for _ in range(self.chance.between(1, 3)):
            self.aws("s3", "DeleteObjects", {"bucketName": bucket, "Host": host, "delete": ""}, identity=identity, host=host, category="Data",
                     resources=[{"type": "AWS::S3::Object", "ARNPrefix": f"arn:aws:s3:::{bucket}/"}, *resources],
                     additional={"SignatureVersion": "SigV4", "CipherSuite": "TLS_AES_128_GCM_SHA256", "bytesTransferredIn": 41230, "bytesTransferredOut": 52811})  # fmt: skip
        self.aws("s3", "DeleteBucket", {"bucketName": bucket, "Host": host}, identity=identity, resources=resources, host=host)

    # GitHub

    def github(self, action, *, low=4, high=20, **more):
        self.wait(low, high)
        self.audit.event(self.at, LEAVER, action, ip=w.INTRUDER, country="NL", agent=more.pop("agent", w.EDGE), **more)

    def copy_repositories(self):
        self.wait(200, 400)
        for repo in w.REPOSITORIES:
            self.wait(3, 30)
            self.audit.git(self.at, LEAVER, "git.clone", repo, ip=w.INTRUDER, agent="git/2.43.0.windows.1", country="NL")

    def destroy_repositories(self):
        """Owners first, so that nobody can stop it; then everything."""
        self.wait(600, 900)
        for person in ("asha", "nikhil"):
            self.github("org.update_member", user=person, permission="read", old_permission="admin")
        for person in ("farah", "tomas"):
            self.github("org.remove_member", user=person, kind="remove", reason="removed by an owner")
        for repo in ("api", "orders", "infrastructure"):
            self.github("protected_branch.destroy", repo=repo, kind="remove", name="main")
        self.github("org.disable_two_factor_requirement")
        for repo in w.REPOSITORIES:
            self.github("repo.destroy", repo=repo, kind="remove", token=True, agent="GitHub CLI 2.49.0")

    # Monday

    def discovery(self, midnight):
        """The root user's code is no longer accepted; the users of IAM still get in, and find nothing."""
        at = midnight + timedelta(hours=4, minutes=2)
        for _ in range(3):
            self.trail.sign_in(at, {**self.ids.root(), "accessKeyId": ""}, ip=w.OFFICE, agent=w.AGENTS["asha"], region=w.GLOBAL, succeeded=False)
            at += timedelta(seconds=self.chance.between(25, 70))
        at += timedelta(minutes=6)
        agent = w.AGENTS["nikhil"]
        self.trail.sign_in(at, self.ids.signing_in("nikhil"), ip=w.OFFICE, agent=agent, region=w.REGION, device=f"arn:aws:iam::{w.ACCOUNT}:mfa/nikhil-phone")
        nikhil = self.ids.console_user("nikhil", at, self.ids.session_key())
        for service, name, request in [
            ("ec2", "DescribeInstances", {"maxResults": 100, "instancesSet": {}, "filterSet": {}}),
            ("rds", "DescribeDBInstances", {"maxRecords": 100}),
            ("cloudtrail", "LookupEvents", {"maxResults": 50}),
            ("iam", "ListUsers", None),
        ]:
            at += timedelta(seconds=self.chance.between(30, 150))
            self.trail.call(at, nikhil, service, name, ip=w.OFFICE, agent=agent, request=request, console=True)
        for user in (LEAVER, SECOND):
            at += timedelta(seconds=self.chance.between(60, 200))
            request = {"userName": user, "accessKeyId": self.ids.id_of("AKIA", user), "status": "Inactive"}
            self.trail.call(at, nikhil, "iam", "UpdateAccessKey", ip=w.OFFICE, agent=agent, request=request, console=True)
