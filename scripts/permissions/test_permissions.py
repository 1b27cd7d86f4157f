"""Whether scripts/permissions would notice: run by `make template`."""

import unittest

import comparison
from comparison import Call, Table
from forbidden import FORBIDDEN
from iam import Request, Unreadable, allows
from roles import Role, Stack, role_of

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/T"
KINDS = Table(["APP#", "GRANT#", "SESSION#"], ["by_owner", "by_app"])


def items(actions, keys, **more):
    """A statement about items, as template.yaml has them."""
    condition = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys}, "Null": {"dynamodb:LeadingKeys": "false"}}
    actions = [f"dynamodb:{action}" for action in actions]
    return {"Effect": "Allow", "Action": actions, "Resource": TABLE, "Condition": condition, **more}


def index(name):
    return other("dynamodb:Query", f"{TABLE}/index/{name}")


def other(action, resource):
    return {"Effect": "Allow", "Action": action, "Resource": resource}


class Iam(unittest.TestCase):
    def allowed(self, statements, action, *keys, resource=TABLE):
        return allows(statements, Request(f"dynamodb:{action}", resource, keys))

    def test_p11_only_its_keys_its_actions_and_its_table(self):
        role = [items(["BatchGetItem"], ["APP#*", "GRANT#*"])]
        self.assertTrue(self.allowed(role, "BatchGetItem", "APP#a", "GRANT#b"))
        self.assertFalse(self.allowed(role, "PutItem", "APP#a"))
        self.assertFalse(self.allowed(role, "BatchGetItem", "APP"))
        self.assertFalse(self.allowed(role, "BatchGetItem", "app#a"))
        self.assertFalse(self.allowed(role, "BatchGetItem", "APP#a", resource=f"{TABLE}2"))
        self.assertFalse(self.allowed(role, "BatchGetItem", "APP#a", resource=f"{TABLE}/index/by_app"))

    def test_p11_one_foreign_key_denies_the_whole_batch(self):
        role = [items(["BatchGetItem"], ["APP#*", "GRANT#*"])]
        self.assertFalse(self.allowed(role, "BatchGetItem", "APP#a", "GRANT#b", "SESSION#c"))

    def test_p11_two_statements_do_not_add_up_for_one_batch(self):
        role = [items(["BatchGetItem"], ["APP#*"]), items(["BatchGetItem"], ["GRANT#*"])]
        self.assertTrue(self.allowed(role, "BatchGetItem", "GRANT#b"))
        self.assertFalse(self.allowed(role, "BatchGetItem", "APP#a", "GRANT#b"))

    def test_p11_without_the_null_test_a_call_that_names_no_key_passes(self):
        loose = items(["Scan"], ["APP#*"])
        self.assertFalse(self.allowed([loose], "Scan"))
        del loose["Condition"]["Null"]
        self.assertTrue(self.allowed([loose], "Scan"))

    def test_a_denial_wins(self):
        role = [items(["PutItem"], ["APP#*"]), items(["PutItem"], ["APP#x*"], Effect="Deny")]
        self.assertTrue(self.allowed(role, "PutItem", "APP#a"))
        self.assertFalse(self.allowed(role, "PutItem", "APP#x"))

    def test_what_is_not_understood_is_an_error_and_not_allowed(self):
        for odd in [
            items(["PutItem"], ["APP#*"], Condition={"StringEquals": {"dynamodb:LeadingKeys": "APP#"}}),
            items(["PutItem"], ["APP#*"], Condition={"Bool": {"aws:SecureTransport": "true"}}),
            items(["PutItem"], ["${aws:username}*"]),
            items(["PutItem"], ["APP#*"], NotResource="x"),
        ]:
            with self.assertRaises(Unreadable):
                self.allowed([odd], "PutItem", "APP#a")


class Comparison(unittest.TestCase):
    def compared(self, statements, calls):
        roles = {"token": Role(statements, TABLE, [])}
        wide = comparison.too_wide(set(calls), roles, KINDS, [("*", "logs:PutLogEvents", "its log")])
        return list(comparison.missing(set(calls), roles)), list(wide)

    def assert_says(self, sentences, *parts):
        self.assertEqual(len(sentences), len(parts), sentences)
        for sentence, part in zip(sentences, parts, strict=True):
            self.assertIn(part, sentence)

    def test_p11_a_role_that_allows_exactly_what_was_recorded_is_right(self):
        calls = [Call("token", "BatchGetItem", ("APP#", "GRANT#")), Call("token", "Query", (), "by_owner")]
        log = other("logs:PutLogEvents", "arn:aws:logs")
        role = [items(["BatchGetItem"], ["APP#*", "GRANT#*"]), index("by_owner"), log]
        self.assertEqual(self.compared(role, calls), ([], []))

    def test_p11_a_call_that_the_role_does_not_allow_is_missing(self):
        calls = [Call("token", "BatchGetItem", ("APP#", "GRANT#", "SESSION#")), Call("token", "Query", (), "by_app")]
        lacking, _ = self.compared([items(["BatchGetItem"], ["APP#*", "GRANT#*"]), index("by_owner")], calls)
        self.assert_says(lacking, "BatchGetItem of SESSION#", "Query on the index by_app")
        apart = [items(["BatchGetItem"], ["APP#*"]), items(["BatchGetItem"], ["GRANT#*", "SESSION#*"])]
        lacking, _ = self.compared(apart, calls[:1])
        self.assert_says(lacking, "one statement must name them all")
        lacking, _ = self.compared([], [Call("toke", "Scan"), Call("token", "Scan")])
        self.assert_says(lacking, "no function of that name", "token calls Scan")

    def test_p11_what_was_never_used_is_too_wide(self):
        call = Call("token", "UpdateItem", ("GRANT#",))
        right = items(["UpdateItem"], ["GRANT#*"])
        for statements, says in [
            ([items(["UpdateItem"], ["GRANT#*", "APP#*"])], "UpdateItem of APP#"),
            ([items(["UpdateItem", "DeleteItem"], ["GRANT#*"])], "DeleteItem of GRANT#"),
            ([right, index("by_app")], "Query on the index by_app"),
            ([items(["UpdateItem"], ["GRANT#*", "G*"])], "keys G*"),
            ([right, other("dynamodb:GetRecords", f"{TABLE}/stream/1")], "GetRecords on"),
            ([right, other("s3:GetObject", "*")], "s3:GetObject on *"),
        ]:
            self.assert_says(self.compared(statements, [call])[1], says)

    def test_p11_a_statement_that_nothing_narrows_is_too_wide(self):
        call = Call("token", "UpdateItem", ("GRANT#",))
        unconditioned = items(["UpdateItem"], [])
        del unconditioned["Condition"]
        self.assert_says(self.compared([unconditioned], [call])[1], "lacks the Null test", "names no LeadingKeys")
        without_null = items(["UpdateItem"], ["GRANT#*"])
        del without_null["Condition"]["Null"]
        self.assert_says(self.compared([without_null], [call])[1], "lacks the Null test")
        everything = items([], ["GRANT#*"], Action="dynamodb:*")
        self.assertIn("name each action", self.compared([everything], [call])[1][0])

    def test_p11_a_managed_policy_is_too_wide(self):
        roles = {"token": Role([], TABLE, ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"])}
        self.assert_says(list(comparison.too_wide(set(), roles, KINDS, [])), "AmazonDynamoDBFullAccess")

    def test_p11_a_forbidden_call_is_told_though_it_was_recorded(self):
        rows = [("token", ("PutItem",), "APP#", "it makes no app"), ("*", ("Scan",), "*", "nobody scans")]
        statements = {"token": [items(["PutItem"], ["APP#*"])], "apps": [items(["Scan"], ["APP#*"])]}
        roles = {function: Role(statements, TABLE, []) for function, statements in statements.items()}
        told = list(comparison.forbidden(roles, KINDS, rows))
        self.assert_says(told, "token may PutItem of APP#, and must not: it makes no app", "apps may Scan of APP#")

    def test_each_forbidden_call_is_of_functions_that_there_are(self):
        functions = {"authorize", "consent", "token", "apps", "proxy", "authorizer", "session", "purge"}
        named = {name for who, *_ in FORBIDDEN if who != "*" for name in who.split()}
        self.assertLessEqual(named, functions)


class Roles(unittest.TestCase):
    def test_references_and_conditions_are_put_in(self):
        stack = Stack(
            {
                "Parameters": {"Existing": {"Default": ""}, "Key": {"Default": "k"}},
                "Conditions": {
                    "IsNew": {"Fn::Equals": [{"Ref": "Existing"}, ""]},
                    "IsOld": {"Fn::Not": [{"Condition": "IsNew"}]},
                },
                "Resources": {"T": {"Type": "AWS::DynamoDB::Table"}},
            },
            {},
        )
        self.assertEqual(stack.resolved({"Fn::If": ["IsNew", {"Fn::GetAtt": ["T", "Arn"]}, "x"]}), TABLE)
        listed = [{"Fn::If": ["IsOld", "x", {"Ref": "AWS::NoValue"}]}, {"Fn::Sub": "${T.Arn}/${Key}"}]
        self.assertEqual(stack.resolved(listed), [f"{TABLE}/k"])
        stack.values["Existing"] = "Other"
        text = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Existing}"
        self.assertEqual(stack.resolved({"Fn::If": ["IsNew", "x", {"Fn::Sub": text}]}), TABLE.replace("/T", "/Other"))


    def test_p11_a_role_is_all_that_is_attached_to_it(self):
        document = {"Statement": [items(["PutItem"], ["APP#*"])]}
        more = {"Statement": index("by_app")}
        attached = {"PolicyDocument": more, "Roles": [{"Ref": "TokenRole"}]}
        role = {"Policies": [{"PolicyDocument": document}], "ManagedPolicyArns": ["arn:x"]}
        function = {"Role": {"Fn::GetAtt": ["TokenRole", "Arn"]}, "Environment": {"Variables": {"TABLE_NAME": {"Ref": "T"}}}}
        resources = {
            "TokenRole": {"Type": "AWS::IAM::Role", "Properties": role},
            "More": {"Type": "AWS::IAM::Policy", "Properties": attached},
            "Others": {"Type": "AWS::IAM::Policy", "Properties": {**attached, "Roles": [{"Ref": "AppsRole"}]}},
        }
        found = role_of(Stack({"Parameters": {}, "Resources": resources}, {}), function)
        self.assertEqual(found, Role([*document["Statement"], more["Statement"]], TABLE, ["arn:x"]))


if __name__ == "__main__":
    unittest.main()
