"""The days of normal work: people, deployments, machines, nightly jobs."""
from datetime import timedelta

from . import world as w
from .cloudtrail import denied, expires

OIDC = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::{w.ACCOUNT}:oidc-provider/{OIDC}"
SSO_PATH = f"aws-reserved/sso.amazonaws.com/{w.REGION}/"
ROLES = {
    "asha": "AWSReservedSSO_ReadOnly_0b7e4f1c92d35a68",
    "nikhil": "AWSReservedSSO_Platform_83c6a0d15fe2b974",
    "farah": "AWSReservedSSO_Developer_5d1f0c2e7ab93846",
    "tomas": "AWSReservedSSO_Developer_5d1f0c2e7ab93846",
}
LOOKS_A_DAY = {"asha": 7, "nikhil": 12, "farah": 10, "tomas": 8}

# What a person looks at in the console: service, operation, request.
LOOKS = [
    ("ec2", "DescribeInstances", {"maxResults": 100, "instancesSet": {}, "filterSet": {}}),
    ("ec2", "DescribeInstanceStatus", {"instancesSet": {}, "filterSet": {}, "includeAllInstances": False}),
    ("ec2", "DescribeVolumes", {"maxResults": 50, "volumeSet": {}, "filterSet": {}}),
    ("monitoring", "DescribeAlarms", {"maxRecords": 100}),
    ("monitoring", "ListDashboards", None),
    ("logs", "DescribeLogGroups", {"limit": 50}),
    ("logs", "StartQuery", {"logGroupName": "/kirana/api", "startTime": 1747630800, "endTime": 1747634400, "queryString": "fields @timestamp, @message | filter level = 'error'"}),
    ("rds", "DescribeDBInstances", {"maxRecords": 100}),
    ("elasticloadbalancing", "DescribeTargetHealth", {"targetGroupArn": f"arn:aws:elasticloadbalancing:{w.REGION}:{w.ACCOUNT}:targetgroup/api/6d0ecf831eec9f09"}),
    ("autoscaling", "DescribeAutoScalingGroups", {"maxRecords": 50}),
    ("s3", "GetBucketLocation", {"bucketName": "kirana-example-assets", "Host": f"s3.{w.REGION}.amazonaws.com", "location": ""}),
    ("cloudformation", "DescribeStacks", {"stackName": "kirana-api"}),
]


class Work:
    def __init__(self, chance, identities, trail, audit):
        self.chance, self.ids, self.trail, self.audit = chance, identities, trail, audit
        self.drained = False

    def day(self, midnight):
        """One day, given as its midnight in UTC. Office hours are 04:00–13:30 UTC."""
        weekday = midnight.weekday() < 5
        self.night(midnight)
        self.machines(midnight)
        if not weekday:
            return
        for person in ROLES:
            self.console_day(midnight, person)
        for _ in range(self.chance.between(3, 4)):
            start = midnight + timedelta(minutes=self.chance.between(5 * 60, 13 * 60))
            self.deployment(start, self.chance.choice(["api", "orders", "search", "worker"]))
        self.repository_day(midnight)

    # People

    def whereabouts(self, person, midnight):
        """Wednesdays are worked from home."""
        return w.HOMES[person] if midnight.weekday() == 2 else w.OFFICE

    def morning(self, midnight):
        return midnight + timedelta(minutes=self.chance.between(235, 290), seconds=self.chance.between(0, 59))

    def console_day(self, midnight, person):
        """Through IAM Identity Center, whose sessions keep the second factor to themselves: `MFAUsed` is No."""
        ip, agent, start = self.whereabouts(person, midnight), w.AGENTS[person], self.morning(midnight)
        identity = self.ids.role(ROLES[person], f"{person}@example.com", start, self.ids.session_key(), path=SSO_PATH)
        signing_in = {k: v for k, v in identity.items() if k != "accessKeyId"}
        self.trail.sign_in(start, signing_in, ip=ip, agent=agent, region=w.REGION, mfa=False)
        self.look_around(start, identity, ip, agent, LOOKS_A_DAY[person])
        if person == "nikhil":
            self.upkeep(start + timedelta(minutes=self.chance.between(60, 300)), identity, ip, agent)
        if person == "farah" and midnight.day == 21:
            # A near miss: one look too far, refused, and no second try.
            arn = f"arn:aws:secretsmanager:{w.REGION}:{w.ACCOUNT}:secret:prod/payments/gateway"
            self.trail.call(
                start + timedelta(minutes=52), identity, "secretsmanager", "DescribeSecret", ip=ip, agent=agent, console=True,
                request={"secretId": "prod/payments/gateway"}, error=denied(identity, "secretsmanager:DescribeSecret", arn),
            )  # fmt: skip

    def look_around(self, start, identity, ip, agent, count):
        at = start
        for service, name, request in self.chance.sample(LOOKS, count):
            at += timedelta(minutes=self.chance.between(1, 40), seconds=self.chance.between(0, 59))
            self.trail.call(at, identity, service, name, ip=ip, agent=agent, request=request, console=True, read=True)

    def upkeep(self, at, identity, ip, agent):
        """Ordinary changes by the platform engineer."""
        instance = self.chance.choice(w.FLEET["worker"])
        self.trail.call(
            at, identity, "ec2", "CreateTags", ip=ip, agent=agent, console=True,
            request={"resourcesSet": {"items": [{"resourceId": instance}]}, "tagSet": {"items": [{"key": "patched", "value": at.strftime("%Y-%m-%d")}]}},
            response={"requestId": self.chance.uuid(), "_return": True},
        )  # fmt: skip
        self.trail.call(
            at + timedelta(minutes=4), identity, "monitoring", "PutMetricAlarm", ip=ip, agent=agent, console=True,
            request={
                "alarmName": "orders-latency-p95", "namespace": "Kirana/Orders", "metricName": "Latency", "extendedStatistic": "p95", "period": 300,
                "evaluationPeriods": 3, "threshold": float(self.chance.between(350, 500)), "comparisonOperator": "GreaterThanThreshold", "actionsEnabled": True,
            },
        )  # fmt: skip

    # The pipeline

    def deployment(self, at, service):
        """A GitHub Actions run that assumes the deploy role through OIDC and rolls a group of instances."""
        ip, run = self.chance.choice(w.RUNNERS), self.chance.between(15200000000, 15299999999)
        self.workflow(at, service, ip, run)
        session, key = f"deploy-{run}", self.ids.session_key()
        subject = f"repo:{w.ORGANISATION}/{service}:ref:refs/heads/main"
        at += timedelta(seconds=self.chance.between(40, 90))
        role = f"arn:aws:iam::{w.ACCOUNT}:role/ci-deploy"
        web = {
            "type": "WebIdentityUser",
            "principalId": f"{PROVIDER}:sts.amazonaws.com:{subject}",
            "userName": subject,
            "identityProvider": PROVIDER,
        }
        identity = self.ids.role("ci-deploy", session, at, key, federated=PROVIDER)
        self.trail.call(
            at, web, "sts", "AssumeRoleWithWebIdentity", ip=ip, read=True,
            agent="aws-sdk-js/3.807.0 ua/2.1 os/linux#6.8.0-1027-azure lang/js md/nodejs#20.19.1 api/sts#3.807.0 configure-aws-credentials-for-github-actions",
            request={"roleArn": role, "roleSessionName": session, "durationSeconds": 3600},
            response={
                "credentials": {"accessKeyId": key, "sessionToken": "EXAMPLE-TOKEN", "expiration": expires(at)},
                "subjectFromWebIdentityToken": subject,
                "assumedRoleUser": {"assumedRoleId": identity["principalId"], "arn": identity["arn"]},
                "provider": PROVIDER, "audience": "sts.amazonaws.com",
            },
            resources=[{"accountId": w.ACCOUNT, "type": "AWS::IAM::Role", "ARN": role}],
            additional={"identityProviderConnectionVerificationMethod": "IAMTrustStore"},
        )  # fmt: skip

        def step(seconds, target, name, command, request, response=None):
            self.trail.call(
                at + timedelta(seconds=seconds), identity, target, name, ip=ip, agent=w.runner_agent(command), request=request, response=response
            )

        template = f"lt-0a{service.encode().hex()[:12]:0<12}01"
        step(3, "sts", "GetCallerIdentity", "sts.get-caller-identity", None)
        step(9, "ec2", "CreateLaunchTemplateVersion", "ec2.create-launch-template-version",
             {"CreateLaunchTemplateVersionRequest": {"LaunchTemplateId": template, "SourceVersion": "$Latest", "VersionDescription": str(run)}},
             {"CreateLaunchTemplateVersionResponse": {"launchTemplateVersion": {"launchTemplateId": template, "defaultVersion": False}}})  # fmt: skip
        step(14, "autoscaling", "StartInstanceRefresh", "autoscaling.start-instance-refresh",
             {"autoScalingGroupName": service, "preferences": {"minHealthyPercentage": 90}}, {"instanceRefreshId": self.chance.uuid()})  # fmt: skip
        for poll in range(3):
            step(60 + poll * 90, "autoscaling", "DescribeInstanceRefreshes", "autoscaling.describe-instance-refreshes", {"autoScalingGroupName": service})
        self.roll(at + timedelta(seconds=95))
        if not self.drained and service == "worker":
            # A near miss: the pipeline takes down the one instance that it drained.
            self.drained = True
            instance = self.old_instance()
            step(290, "ec2", "TerminateInstances", "ec2.terminate-instances", {"instancesSet": {"items": [{"instanceId": instance}]}}, terminated([instance]))
        step(330, "elasticloadbalancing", "DescribeTargetHealth", "elbv2.describe-target-health",
             {"targetGroupArn": f"arn:aws:elasticloadbalancing:{w.REGION}:{w.ACCOUNT}:targetgroup/{service}/6d0ecf831eec9f09"})  # fmt: skip

    def roll(self, at):
        """Auto Scaling replaces an old instance by itself, through its service-linked role."""
        instance = self.old_instance()
        identity = self.ids.role("AWSServiceRoleForAutoScaling", "AutoScaling", at, self.ids.session_key(), path="aws-service-role/autoscaling.amazonaws.com/")
        identity["invokedBy"] = "autoscaling.amazonaws.com"
        source = "autoscaling.amazonaws.com"
        self.trail.call(
            at, identity, "ec2", "TerminateInstances", ip=source, agent=source,
            request={"instancesSet": {"items": [{"instanceId": instance}]}}, response=terminated([instance]),
        )  # fmt: skip

    def old_instance(self):
        """One that the fleet of the last day no longer has."""
        return "i-0" + self.chance.hex(16)

    # Machines

    def night(self, midnight):
        """AWS Backup, the databases' own snapshots, and a report job on a rented host."""
        at = midnight + timedelta(hours=20, minutes=30)
        source = "backup.amazonaws.com"
        for group in ("api", "orders"):
            at += timedelta(minutes=self.chance.between(2, 6))
            identity = self.ids.role("AWSBackupDefaultServiceRole", "AWSBackup-AWSBackupDefaultServiceRole", at, self.ids.session_key(), path="service-role/")
            identity["invokedBy"] = source
            self.trail.call(
                at, identity, "ec2", "CreateImage", ip=source, agent=source,
                request={"instanceId": w.FLEET[group][0], "name": f"AwsBackup_{w.FLEET[group][0]}_{self.chance.uuid()}", "noReboot": True},
                response={"requestId": self.chance.uuid(), "imageId": "ami-0" + self.chance.hex(16)},
            )  # fmt: skip
            self.trail.service_event(at + timedelta(minutes=9), "backup", "BackupJobCompleted", {
                "backupJobId": self.chance.uuid().upper(), "backupVaultName": "nightly", "state": "COMPLETED", "percentDone": 100.0,
                "backupVaultArn": f"arn:aws:backup:{w.REGION}:{w.ACCOUNT}:backup-vault:nightly",
            })  # fmt: skip
        self.report(midnight + timedelta(hours=21, minutes=15, seconds=self.chance.between(0, 40)))

    def report(self, at):
        identity = self.ids.user("report-job")
        query = self.chance.uuid()
        self.trail.call(at, identity, "sts", "GetCallerIdentity", ip=w.JOB_HOST, agent=w.JOB_AGENT)
        self.trail.call(
            at + timedelta(seconds=2), identity, "athena", "StartQueryExecution", ip=w.JOB_HOST, agent=w.JOB_AGENT, response={"queryExecutionId": query},
            request={"queryString": "***OMITTED***", "queryExecutionContext": {"database": "sales"}, "workGroup": "reports"},
        )  # fmt: skip
        for poll in range(2):
            self.trail.call(
                at + timedelta(seconds=12 + poll * 20), identity, "athena", "GetQueryExecution", ip=w.JOB_HOST, agent=w.JOB_AGENT,
                request={"queryExecutionId": query},
            )  # fmt: skip

    def machines(self, midnight):
        """The instances' own calls, through the role of their profile."""
        for hour in range(1, 24, 2):
            group = self.chance.choice(["api", "orders", "worker"])
            instance = self.chance.choice(w.FLEET[group])
            at = midnight + timedelta(hours=hour, minutes=self.chance.between(0, 59), seconds=self.chance.between(0, 59))
            identity = self.ids.role("fleet-instance", instance, at - timedelta(minutes=40), self.ids.session_key(), instance=True)
            self.trail.call(
                at, identity, "ssm", "UpdateInstanceInformation", ip=f"10.20.{self.chance.between(1, 3)}.{self.chance.between(10, 250)}",
                agent="aws-sdk-go/1.55.5 (go1.22.11; linux; amd64) amazon-ssm-agent/", read=False,
                request={"instanceId": instance, "agentVersion": "3.3.2299.0", "agentStatus": "Active", "platformType": "Linux", "platformName": "Amazon Linux", "platformVersion": "2023"},
            )  # fmt: skip

    # Repositories

    def workflow(self, at, repo, ip, run):
        more = {"name": "deploy", "workflow_id": 600100 + len(repo), "workflow_run_id": run, "head_branch": "main", "event": "push"}
        where = {"ip": ip, "agent": "GitHub-Actions", "country": "US", "repo": repo}
        sha = self.chance.hex(40)
        self.audit.event(at, "bot", "workflows.created_workflow_run", kind="create", head_sha=sha, **where, **more)
        self.audit.git(at + timedelta(seconds=12), "bot", "git.clone", repo, ip=ip, agent="git/2.49.0", country="US")
        self.audit.event(at + timedelta(seconds=430), "bot", "workflows.completed_workflow_run", head_sha=sha, conclusion="success", **where, **more)

    def repository_day(self, midnight):
        for person in ("nikhil", "farah", "tomas"):
            ip, start = self.whereabouts(person, midnight), self.morning(midnight)
            repos = {"nikhil": ["infrastructure", "worker"], "farah": ["api", "orders", "search"], "tomas": ["android-app", "ios-app"]}[person]
            for _ in range(self.chance.between(1, 3)):
                repo = self.chance.choice(repos)
                start += timedelta(minutes=self.chance.between(20, 160))
                self.audit.git(start, person, self.chance.choice(["git.fetch", "git.push"]), repo, ip=ip, agent="git/2.47.1")
            if self.chance.between(0, 1):
                start += timedelta(minutes=self.chance.between(5, 30))
                number = self.chance.between(200, 400)
                title = {"pull_request_id": 500000 + number, "pull_request_title": "Tidy up error messages", "pull_request_url": f"https://github.com/{w.ORGANISATION}/{repo}/pull/{number}"}
                where = {"ip": ip, "agent": w.AGENTS[person], "repo": repo}
                self.audit.event(start, person, "pull_request.create", kind="create", **where, **title)
                self.audit.event(start + timedelta(minutes=50), person, "pull_request.merge", **where, **title)


def terminated(instances):
    """EC2's answer to TerminateInstances."""
    states = [
        {"instanceId": i, "currentState": {"code": 32, "name": "shutting-down"}, "previousState": {"code": 16, "name": "running"}} for i in instances
    ]
    return {"requestId": "00000000-0000-4000-a000-" + instances[0][-12:], "instancesSet": {"items": states}}
