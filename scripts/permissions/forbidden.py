"""What no recording and no policy may bring about: calls that a role must refuse whatever the code asks for.

A row is who, which actions, on the items of which keys (or which index), and why not. `*` is everyone, and every item.
"""

READ = ("BatchGetItem", "GetItem", "Query", "Scan")
MAKE = ("PutItem", "UpdateItem")
WRITE = (*MAKE, "DeleteItem")

# What AWS does in a function's name, and no call of its code: it cannot be recorded. Who, what, and for what.
OF_SERVICES = [
    ("*", "logs:CreateLogStream", "its log"),
    ("*", "logs:PutLogEvents", "its log"),
    ("*", "xray:PutTraceSegments", "traces, where they are wanted"),
    ("*", "xray:PutTelemetryRecords", "traces, where they are wanted"),
    ("*", "kms:Decrypt", "DynamoDB, where the table has a key of the operator's"),
    ("*", "kms:DescribeKey", "the same"),
    ("*", "kms:Encrypt", "the same"),
    ("*", "kms:GenerateDataKey*", "the same"),
    ("*", "kms:ReEncrypt*", "the same"),
    ("proxy", "ec2:CreateNetworkInterface", "its place in the upstream's VPC"),
    ("proxy", "ec2:DeleteNetworkInterface", "the same"),
    ("proxy", "ec2:DescribeNetworkInterfaces", "the same"),
    ("proxy", "ec2:DescribeSubnets", "the same"),
    ("proxy", "ec2:AssignPrivateIpAddresses", "the same"),
    ("proxy", "ec2:UnassignPrivateIpAddresses", "the same"),
    ("purge", "dynamodb:DescribeStream", "the event source mapping"),
    ("purge", "dynamodb:GetRecords", "the event source mapping"),
    ("purge", "dynamodb:GetShardIterator", "the event source mapping"),
    ("purge", "dynamodb:ListStreams", "the event source mapping"),
    ("purge", "sqs:SendMessage", "records that were given up"),
]

# The whole of the table in one call, or the table itself: for nobody.
WHOLESALE = (
    "Scan",
    "PartiQLSelect",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PartiQLDelete",
    "BatchWriteItem",
    "ExportTableToPointInTime",
    "RestoreTableToPointInTime",
    "CreateBackup",
    "UpdateTable",
    "UpdateTimeToLive",
    "UpdateContinuousBackups",
    "DeleteTable",
    "PutResourcePolicy",
)

FORBIDDEN = [
    ("*", WHOLESALE, "*", "nobody reads or changes the table wholesale"),
    ("*", ("GetItem", "TransactGetItems"), "*", "there is one way to read, and it is a batch"),
    ("authorize", WRITE, "*", "it shows a page, and a page decides nothing"),
    ("authorize", READ, "CODE#", "a code is none of the page's business"),
    ("authorize", READ, "KEY#", "an API key opens no page"),
    ("authorize", ("Query",), "by_owner by_counterpart by_app", "it looks up what it is asked about, and lists nothing"),
    ("proxy authorizer", WRITE, "*", "what opens the API is only looked at"),
    ("proxy authorizer", READ, "CODE# SESSION# PICTURE# OFFBOARDED# ENDED#", "a token or a key opens the API, no other thing"),
    ("proxy authorizer", ("Query",), "by_owner by_counterpart by_app", "a credential says itself where its item is"),
    ("token", MAKE, "APP#", "it makes no app, and gives none another secret"),
    ("token", MAKE, "SESSION# KEY#", "a client gets a token, and nobody's session or API key"),
    ("token", ("PutItem", "DeleteItem"), "*", "it changes codes and grants, replaces none and takes none away"),
    ("token", READ, "SESSION#", "clients have no sessions"),
    ("token", ("Query",), "by_owner by_counterpart by_app", "a credential says itself where its item is"),
    ("consent", WRITE, "APP# KEY# SESSION# PICTURE# OFFBOARDED# ENDED#", "a decision is a code and a grant"),
    ("consent", ("DeleteItem",), "*", "a decision ends nothing"),
    ("consent", ("Query",), "by_owner by_counterpart by_app", "it knows whose grant for which app it is"),
    ("apps", READ + WRITE, "CODE#", "codes are made by consent and redeemed by token"),
    ("apps", MAKE, "SESSION#", "it ends sessions, and begins none"),
    ("apps", MAKE, "GRANT#", "approving is the user's, on the consent page"),
    ("session", READ + WRITE, "APP# GRANT# CODE# KEY# PICTURE# OFFBOARDED#", "signing in touches sessions, and nothing else"),
    ("session", MAKE + ("DeleteItem",), "ENDED#", "that sign-ins have ended no sign-in may undo"),
    ("session", ("Query",), "by_owner by_counterpart by_app", "it lists nobody's sessions"),
    ("purge", MAKE, "*", "it takes away, and makes nothing"),
    ("purge", ("DeleteItem",), "CODE# ENDED#", "what expires by itself is nobody's to take away"),
]
