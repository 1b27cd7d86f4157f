"""Starts a built function as Lambda does, against a Runtime API on loopback, hands it one event, and says what came back.

No database is there: the events are those that are decided without one.
"""

import http.server
import json
import os
import queue
import subprocess
import threading

# A busy machine takes seconds to start a process.
PATIENCE = 60
ORIGIN = "https://postern.example"
VARIABLES = {
    "TABLE_NAME": "postern",
    "STACK_NAME": "local",
    "PUBLIC_URL": ORIGIN,
    "UPSTREAM_URL": "https://api.example",
    "UPSTREAM_SECRET": "0" * 32,
    "HANDOFF_URL": "https://product.example/login",
    "HANDOFF_SECRET": "0" * 32,
    "AWS_LAMBDA_FUNCTION_VERSION": "1",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
    "AWS_REGION": "local",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    # Nobody listens there.
    "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9",
    "TZ": ":UTC",
}


def request(method, path):
    """As an HTTP API hands it over, payload version 2.0."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "postern.example", "accept": "text/html"},
        "requestContext": {
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "check"},
            "domainName": "postern.example",
            "requestId": "check",
            "routeKey": "$default",
            "stage": "$default",
            "timeEpoch": 0,
        },
        "isBase64Encoded": False,
    }


def answered(status, header, value):
    return lambda answer: answer.get("statusCode") == status and value in answer.get("headers", {}).get(header, "")


# What each function is asked, and whether what it answers is ours.
ASKED = {
    "authorize": (request("GET", "/nowhere"), answered(404, "content-security-policy", "default-src 'none'")),
    "consent": (request("POST", "/oauth/authorize"), answered(415, "content-security-policy", "default-src 'none'")),
    "token": (
        request("GET", "/.well-known/oauth-authorization-server"),
        lambda answer: answer.get("statusCode") == 200 and json.loads(answer["body"])["issuer"] == ORIGIN,
    ),
    "apps": (request("GET", "/settings/apps"), answered(303, "location", "/login")),
    "session": (request("GET", "/login"), answered(303, "location", VARIABLES["HANDOFF_URL"])),
    "proxy": (request("GET", "/public/v1/integrations"), answered(401, "www-authenticate", "Bearer")),
    "authorizer": (request("GET", "/public/v1/integrations"), lambda answer: answer.get("isAuthorized") is False),
    "purge": ({"Records": []}, lambda answer: "apps" in answer),
}


def wrong(name, answer):
    """Problems with an answer; none if it is what was asked for."""
    what, outcome = answer
    if what == "response" and ASKED[name][1](outcome):
        return []
    if isinstance(outcome, dict):
        # A page says nothing that its status and headers do not.
        outcome.pop("body", None)
    return [f"was started, and instead of an answer there was {what}: {json.dumps(outcome)[:400]}"]


def answer(name, binary):
    """What the runtime says first: ("response", …), ("error", …), or that it did not start."""
    said = queue.Queue()
    server = Server(("127.0.0.1", 0), runtime_api(json.dumps(ASKED[name][0]).encode(), said))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    variables = VARIABLES | {"AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}"}
    function = subprocess.Popen([os.fspath(binary)], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    threading.Thread(target=report_end, args=(function, said), daemon=True).start()
    try:
        return said.get(timeout=PATIENCE)
    except queue.Empty:
        return "silence", f"nothing within {PATIENCE} seconds"
    finally:
        function.kill()
        function.wait()
        server.shutdown()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Nothing: a function that is ended breaks its connections off."""


def report_end(function, said):
    complaint = function.stderr.read().decode(errors="replace")
    said.put((f"its end, with code {function.wait()}", complaint[-400:]))


def runtime_api(event, said):
    """The calls that a runtime makes: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html."""
    handed_over = threading.Event()

    class RuntimeApi(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            # It waits for its second event until it is ended.
            if handed_over.is_set():
                threading.Event().wait(PATIENCE)
            handed_over.set()
            self.reply(200, event, {"lambda-runtime-aws-request-id": "check", "lambda-runtime-deadline-ms": "9999999999999",
                                    "lambda-runtime-invoked-function-arn": "arn:aws:lambda:local:123456789012:function:check"})

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0)) or self.chunks()
            said.put((self.path.rsplit("/", 1)[1], json.loads(body)))
            self.reply(202, b"", {})

        def chunks(self):
            body = b""
            while self.headers.get("transfer-encoding") == "chunked" and (size := int(self.rfile.readline(), 16)):
                body += self.rfile.read(size)
                self.rfile.readline()
            return body

        def reply(self, status, body, headers):
            self.send_response(status)
            for name, value in {"content-type": "application/json", "content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return RuntimeApi
