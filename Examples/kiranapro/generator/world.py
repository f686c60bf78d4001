"""Who and what the replay has: people, machines, addresses. All of it is invented."""
ACCOUNT = "111122223333"
ORGANISATION = "kirana-example"
ORGANISATION_ID = 900001
REGION = "ap-south-1"
GLOBAL = "us-east-1"  # where the records of IAM, STS's global endpoint and the root user's sign-in are kept

# Addresses from the ranges that RFC 5737 keeps for documentation.
OFFICE = "198.51.100.10"
HOMES = {"asha": "198.51.100.61", "nikhil": "198.51.100.87", "farah": "198.51.100.112", "tomas": "198.51.100.140"}
JOB_HOST = "198.51.100.24"
RUNNERS = [f"192.0.2.{n}" for n in (14, 37, 58, 91, 120, 143, 166, 201)]
INTRUDER = "203.0.113.77"

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:138.0) Gecko/20100101 Firefox/138.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15"
CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0"
AGENTS = {"asha": SAFARI, "nikhil": FIREFOX, "farah": CHROME, "tomas": CHROME}

JOB_AGENT = "Boto3/1.38.13 md/Botocore#1.38.13 ua/2.1 os/linux#6.1.0-34-cloud-amd64 md/arch#x86_64 lang/python#3.12.10 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.38.13"


def runner_agent(command):
    return (
        "aws-cli/2.27.12 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-1027-azure md/arch#x86_64 lang/python#3.13.3 "
        f"md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#{command}"
    )


def intruder_agent(command):
    return f"aws-cli/2.15.30 Python/3.11.8 Windows/10 exe/AMD64 prompt/off command/{command}"


# The fleet, by auto scaling group or role in it.
FLEET = {
    "api": ["i-0a11c4e20d7f10001", "i-0a11c4e20d7f10002", "i-0a11c4e20d7f10003", "i-0a11c4e20d7f10004"],
    "orders": ["i-0b22d5f31e8a20001", "i-0b22d5f31e8a20002", "i-0b22d5f31e8a20003"],
    "search": ["i-0c33e6a42f9b30001", "i-0c33e6a42f9b30002"],
    "worker": ["i-0d44f7b5300c40001", "i-0d44f7b5300c40002", "i-0d44f7b5300c40003"],
    "bastion": ["i-0e5508c6411d50001"],
}
DATABASES = ["kirana-orders", "kirana-catalogue"]
DATABASE_SNAPSHOTS = [f"{d}-weekly-{w}" for d in DATABASES for w in ("2025-05-04", "2025-05-11", "2025-05-18")]
VOLUME_SNAPSHOTS = [f"snap-0f66{n:02d}d7522e6{n:04d}" for n in range(1, 9)]
IMAGES = [f"ami-0a77{n:02d}e8633f7{n:04d}" for n in range(1, 4)]
BUCKETS = ["kirana-example-assets", "kirana-example-exports", "kirana-example-invoices", "kirana-example-db-dumps", "kirana-example-terraform-state"]
RECOVERY_POINTS = [f"arn:aws:ec2:{REGION}::image/ami-0b88{n:02d}f9744a8{n:04d}" for n in range(1, 7)]
SECRETS = ["prod/orders/database", "prod/payments/gateway", "prod/maps/api-key"]
LOG_GROUPS = ["/kirana/api", "/kirana/orders", "/kirana/worker", "/aws/rds/instance/kirana-orders/postgresql"]
KMS_KEY = "1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b"

REPOSITORIES = ["api", "orders", "search", "worker", "android-app", "ios-app", "shop-dashboard", "infrastructure", "voice-ordering", "design-system", "data-pipelines", "docs"]
GITHUB = {  # login and numeric id
    "asha": ("asha-ke", 800101),
    "nikhil": ("nikhil-ke", 800102),
    "farah": ("farah-ke", 800103),
    "tomas": ("tomas-ke", 800104),
    "vik": ("vik-ke", 800105),
}
