"""What an ordinary account of AWS does in a day: people in the console, pipelines, machines, a nightly job."""
from datetime import timedelta

from .week import is_working, moments

SDK = "Boto3/1.38.13 md/Botocore#1.38.13 ua/2.1 os/linux#6.1.0-34-cloud-amd64 md/arch#x86_64 lang/python#3.12.10 md/pyimpl#CPython cfg/retry-mode#standard"
AGENT = "aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.2 md/GOOS#linux md/GOARCH#amd64"
RUNNER = "aws-cli/2.27.12 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-1027-azure md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#"
LOOKS = [
    ("ec2", "DescribeInstances", {"maxResults": 100, "instancesSet": {}, "filterSet": {}}),
    ("ec2", "DescribeSecurityGroups", {"maxResults": 50, "securityGroupSet": {}, "filterSet": {}}),
    ("ec2", "DescribeVolumes", {"maxResults": 50, "volumeSet": {}, "filterSet": {}}),
    ("monitoring", "DescribeAlarms", {"maxRecords": 100}),
    ("monitoring", "ListDashboards", None),
    ("logs", "DescribeLogGroups", {"limit": 50}),
    ("logs", "FilterLogEvents", {"logGroupName": "/app/web", "limit": 100}),
    ("rds", "DescribeDBInstances", {"maxRecords": 100}),
    ("ecs", "DescribeServices", {"cluster": "production", "services": ["web"]}),
    ("ecs", "ListTasks", {"cluster": "production"}),
    ("elasticloadbalancing", "DescribeTargetHealth", {"targetGroupArn": "web"}),
    ("cloudformation", "DescribeStacks", None),
    ("lambda", "ListFunctions20150331", None),
    ("ce", "GetCostAndUsage", {"granularity": "DAILY"}),
]


class Machines:
    """Instances of one role behind a VPC endpoint; their credentials are renewed every six hours."""

    def __init__(self, role, count, bucket, prefix, chance, network="10.20"):
        self.role, self.bucket, self.prefix = role, bucket, prefix
        self.ids = [f"i-0{chance.hex(16)}" for _ in range(count)]
        self.addresses = [f"{network}.{chance.between(0, 3)}.{chance.between(10, 240)}" for _ in range(count)]
        self.endpoint = f"vpce-0{chance.hex(16)}"
        self.sessions = {}


class CloudWork:
    def __init__(self, chance, account, people, *, machines=(), pipeline=None, job=None, looks=(4, 9)):
        """`pipeline` is (role, organisation, repository); `job` is (user, address, bucket, objects a night)."""
        self.chance, self.account, self.people = chance, account, people
        self.machines, self.pipeline, self.job, self.looks = machines, pipeline, job, looks
        self.runners = [f"20.102.{chance.between(32, 47)}.{chance.between(2, 250)}" for _ in range(6)]

    def day(self, day):
        for group in self.machines:
            self.run_machines(day, group)
        if self.job:
            self.run_job(day)
        self.housekeeping(day)
        if not is_working(day):
            return
        for person in self.people:
            if self.chance.happens(0.9):
                self.console(day, person)
        if self.pipeline:
            for _ in range(self.chance.between(2, 4)):
                self.deploy(day + timedelta(seconds=self.chance.between(8, 15) * 3600 + self.chance.between(0, 3500)))

    def console(self, day, person):
        times = moments(self.chance, day, person, self.chance.between(*self.looks))
        ip = person.address(day)
        session = self.account.federate(times[0], person, person.ids.get("permission", "ReadOnlyAccess"), ip)
        for at in times:
            service, name, request = self.chance.choice(LOOKS)
            self.account.call(at + timedelta(seconds=20), session, service, name, ip=ip, agent=person.agent, request=request, console=True)

    def deploy(self, at):
        role, organisation, repository = self.pipeline
        ip = self.chance.choice(self.runners)
        session = self.account.pipeline(at, role, organisation, repository, ip, RUNNER + "sts.assume-role-with-web-identity")
        steps = [
            ("ecr", "GetAuthorizationToken", None),
            ("ecr", "PutImage", {"repositoryName": "web", "imageTag": self.chance.hex(7)}),
            ("ecs", "RegisterTaskDefinition", {"family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]}),
            ("ecs", "UpdateService", {"cluster": "production", "service": "web", "desiredCount": 3, "forceNewDeployment": False}),
            ("ecs", "DescribeServices", {"cluster": "production", "services": ["web"]}),
        ]
        for service, name, request in steps:
            at += timedelta(seconds=self.chance.between(8, 70))
            command = f"{service}.{''.join('-' + c.lower() if c.isupper() else c for c in name).lstrip('-')}"
            self.account.call(at, session, service, name, ip=ip, agent=RUNNER + command, request=request)

    def run_machines(self, day, group):
        for index, (machine, address) in enumerate(zip(group.ids, group.addresses)):
            at = day + timedelta(minutes=3 + 7 * index)
            while at < day + timedelta(days=1):
                key = self.chance.aws_id("ASIA")
                self.account.service_assumes(at, "ec2", group.role, machine, key)
                session = self.account.role(group.role, machine, at, key, instance=True)
                group.sessions[machine] = session
                for _ in range(self.chance.between(2, 4)):
                    name = self.chance.choice(["GetObject", "GetObject", "PutObject"])
                    key = f"{group.prefix}/{day:%Y/%m/%d}/{self.chance.hex(8)}.gz"
                    self.account.object(at + timedelta(seconds=self.chance.between(60, 20000)), session, name, group.bucket, key, ip=address,
                                        agent=f"[{AGENT}]", size=self.chance.between(2000, 90000), endpoint=group.endpoint)  # fmt: skip
                at += timedelta(hours=6)

    def run_job(self, day):
        user, ip, bucket, count = self.job
        identity = self.account.user(user)
        at = day + timedelta(hours=1, minutes=self.chance.between(0, 3))
        self.account.object(at, identity, "ListObjects", bucket, ip=ip, agent=f"[{SDK}]", listing=f"daily/{day:%Y/%m}/")
        for number in range(count):
            at += timedelta(seconds=self.chance.between(2, 9))
            self.account.object(at, identity, "GetObject", bucket, f"daily/{day:%Y/%m/%d}/part-{number:04d}.parquet", ip=ip, agent=f"[{SDK}]",
                                size=self.chance.between(200_000, 900_000))  # fmt: skip
        self.account.object(at + timedelta(seconds=40), identity, "PutObject", bucket, f"reports/{day:%Y-%m-%d}.csv", ip=ip, agent=f"[{SDK}]",
                            size=self.chance.between(9000, 20000))  # fmt: skip

    def housekeeping(self, day):
        account = self.account
        for hour, service, role in [(2, "backup", "AWSBackupDefaultServiceRole"), (7, "config", "AWSServiceRoleForConfig"), (19, "config", "AWSServiceRoleForConfig")]:
            at = day + timedelta(hours=hour, minutes=self.chance.between(0, 20))
            key = self.chance.aws_id("ASIA")
            account.service_assumes(at, service, role, f"{service}-{day:%m%d}", key, "aws-service-role/config.amazonaws.com/" if service == "config" else "service-role/")
            session = account.role(role, f"{service}-{day:%m%d}", at, key)
            session["invokedBy"] = f"{service}.amazonaws.com"
            for look in self.chance.sample(LOOKS[:8], 3):
                at += timedelta(seconds=self.chance.between(2, 30))
                account.call(at, session, look[0], look[1], ip=f"{service}.amazonaws.com", agent=f"{service}.amazonaws.com", request=look[2])
