"""Parameters that go together, and such as do not."""

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2026-11-27T00:00:00.000"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"
SECRET = "0123456789abcdef0123456789abcdef"
POOL = {"CognitoDomainPrefix": "acme-login"}
ISSUER = {"OidcIssuer": "https://issuer.example/", "OidcClientId": "postern"}
PRODUCT = {"HandoffUrl": "https://app.example/login", "HandoffSecret": SECRET}
UPSTREAM = {"UpstreamUrl": "https://api.example", "UpstreamSecret": SECRET}
INSIDE = {"UpstreamSubnetIds": "subnet-0a1b2c3d,subnet-1a1b2c3d", "UpstreamSecurityGroupIds": "sg-0a1b2c3d"}
ENDPOINT = {"UpstreamVpcId": "vpc-0a1b2c3d", "UpstreamRouteTableIds": "rtb-0a1b2c3d,rtb-1a1b2c3d"}
DOMAIN = {"DomainName": "auth.example.com", "CertificateArn": CERTIFICATE}
RESTORED = {"ExistingTableName": "restored", "ExistingTableStreamArn": TABLE}

# What can be deployed: every condition is true in one of them and false in another.
GOOD = {
    "a user pool": POOL | {"CognitoMfa": "ON", "PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/deployer-Boundary-0A1B2C"},
    "an issuer, and an API": ISSUER | UPSTREAM | {"Rollout": "Canary10Percent5Minutes"},
    "a product, a domain and its record": PRODUCT | DOMAIN | {"HostedZoneId": "Z0123456789ABC"},
    "a domain, its record elsewhere": POOL | DOMAIN | {"AlarmEmail": "ops@example.com"},
    "an API in a VPC": ISSUER | UPSTREAM | INSIDE | {"Tracing": "true", "ReservedConcurrency": "20"},
    "an API in a VPC without a way to DynamoDB": PRODUCT | UPSTREAM | INSIDE | ENDPOINT,
    "a restored table": ISSUER | RESTORED | {"NotBefore": "2026-11-27T03:00:00Z", "SignOutUrl": "https://issuer.example/out"},
    "a leap day": POOL | {"NotBefore": "2028-02-29T23:59:59Z"},
    "the last day of a year": POOL | {"NotBefore": "2026-12-31T00:00:00Z"},
    "a key, a topic and an address in front": POOL
    | {
        "TableKmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f",
        "AlarmTopicArn": "arn:aws:sns:eu-west-1:123456789012:alarms",
        "PublicUrl": "https://auth.example.com",
    },
}

# What cannot, and the parameter that the refusal names first.
BAD = [
    ("Release", POOL | {"Release": "none"}),
    ("Release", POOL | {"Release": "2026-11-27"}),
    ("OidcIssuer", {}),
    ("OidcIssuer", ISSUER | PRODUCT),
    ("CognitoDomainPrefix", POOL | ISSUER),
    ("CognitoDomainPrefix", {"CognitoDomainPrefix": "my-aws-login"}),
    ("CognitoMfa", ISSUER | {"CognitoMfa": "ON"}),
    ("CognitoMfa", POOL | {"CognitoMfa": "on"}),
    ("PermissionsBoundaryArn", POOL | {"PermissionsBoundaryArn": "Boundary"}),
    ("OidcClientId", {"OidcIssuer": "https://issuer.example/"}),
    ("OidcClientId", POOL | {"OidcClientId": "postern"}),
    ("OidcClientId", PRODUCT | {"OidcClientSecret": "x"}),
    ("OidcIssuer", ISSUER | {"OidcIssuer": "http://issuer.example/"}),
    ("HandoffKey", {"HandoffUrl": "https://app.example/login"}),
    ("HandoffKey", ISSUER | {"HandoffSecret": SECRET}),
    ("HandoffKey", PRODUCT | {"HandoffKey": "{}"}),
    ("HandoffKey2", PRODUCT | {"HandoffKey2": "{}", "HandoffSecret2": SECRET}),
    ("HandoffSecret", PRODUCT | {"HandoffSecret": SECRET[1:]}),
    ("ClaimRole", ISSUER | {"ClaimOrg": "org"}),
    ("UpstreamSecret", POOL | {"UpstreamUrl": "https://api.example"}),
    ("UpstreamSecret", POOL | UPSTREAM | {"UpstreamSecret": SECRET[1:]}),
    ("UpstreamSubnetIds", POOL | UPSTREAM | {"UpstreamSubnetIds": "subnet-0a1b2c3d"}),
    ("UpstreamSubnetIds", POOL | UPSTREAM | {"UpstreamSecurityGroupIds": "sg-0a1b2c3d"}),
    ("UpstreamSubnetIds", POOL | INSIDE),
    ("UpstreamSubnetIds", POOL | UPSTREAM | INSIDE | {"UpstreamSubnetIds": "subnet-0a1b2c3d, subnet-1a1b2c3d"}),
    ("UpstreamVpcId", POOL | UPSTREAM | INSIDE | {"UpstreamVpcId": "vpc-0a1b2c3d"}),
    ("UpstreamVpcId", POOL | UPSTREAM | INSIDE | {"UpstreamRouteTableIds": "rtb-0a1b2c3d"}),
    ("UpstreamVpcId", POOL | UPSTREAM | ENDPOINT),
    ("CertificateArn", POOL | {"DomainName": "auth.example.com"}),
    ("CertificateArn", POOL | {"CertificateArn": CERTIFICATE}),
    ("DomainName", POOL | DOMAIN | {"DomainName": "https://auth.example.com"}),
    ("DomainName", POOL | DOMAIN | {"PublicUrl": "https://other.example.com"}),
    ("HostedZoneId", POOL | {"HostedZoneId": "Z0123456789ABC"}),
    ("ExistingTableStreamArn", POOL | {"ExistingTableName": "restored"}),
    ("ExistingTableStreamArn", POOL | {"ExistingTableStreamArn": TABLE}),
    ("NotBefore", POOL | {"NotBefore": "yesterday"}),
    ("NotBefore", POOL | {"NotBefore": "2026-11-27"}),
    ("NotBefore", POOL | {"NotBefore": "2026-13-27T03:00:00Z"}),
    ("NotBefore", POOL | {"NotBefore": "2026-11-27T03:00:00+01:00"}),
    *(
        ("NotBefore", POOL | {"NotBefore": f"{day}T03:00:00Z"})
        for day in "2026-02-29 2100-02-29 2028-02-30 2028-02-31 2026-04-31 2026-06-31 2026-09-31 2026-11-31 2026-11-00".split()
    ),
    ("AlarmEmail", POOL | {"AlarmEmail": "ops@example.com", "AlarmTopicArn": "arn:aws:sns:eu-west-1:123456789012:alarms"}),
    ("TableKmsKeyArn", POOL | {"TableKmsKeyArn": "alias/mine"}),
]
