// The tests' issuers: oidc-provider, as many as are asked for, each on a port of its own. What they say is real; the tests
// stand between them and Postern, and bend it. `node tests/issuer.mjs FOLDER`, where FOLDER holds node_modules/oidc-provider.
//
// POST / {url, alg, claims, client} makes an issuer whose name is `url` and says its port; with `port`, that issuer gets new
// settings and new keys. It knows everybody: its login page takes any `user`, and whatever `claims` are said of them.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import http from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// It warns of what is only right on a developer's machine.
console.warn = console.info = () => {};
const from = (file) => import(pathToFileURL(resolve(process.argv[2], "node_modules/oidc-provider/lib", file)));
const { Provider } = await from("index.js");
// In memory, as it would by itself; but what an issuer knows survives its new settings.
const { default: MemoryAdapter } = await from("adapters/memory_adapter.js");

const KINDS = {
  RS256: ["rsa", { modulusLength: 2048 }],
  PS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
  ES384: ["ec", { namedCurve: "P-384" }],
  EdDSA: ["ed25519", {}],
};
const SAID = ["org", "org_name", "orgs", "role", "roles", "cus", "name", "email", "email_verified"];

const issuers = new Map();

function settings({ alg = "RS256", claims = "token", client }, people) {
  const [kind, options] = KINDS[alg];
  const key = generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" });
  return {
    adapter: (model) => new MemoryAdapter(model),
    clients: [{ response_types: ["code"], grant_types: ["authorization_code"], id_token_signed_response_alg: alg, ...client }],
    jwks: { keys: [{ ...key, alg, use: "sig", kid: randomUUID() }] },
    cookies: { keys: ["for tests"] },
    claims: { openid: ["sub"], profile: SAID },
    // With this off, everything stands in the ID token; with it on, only in userinfo (OpenID Connect Core §5.4).
    conformIdTokenClaims: claims === "userinfo",
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    enabledJWA: { idTokenSigningAlgValues: Object.keys(KINDS) },
  };
}

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

/** The login page: whoever one says one is. */
async function interact(issuer, request, response) {
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html");
    return response.end('<!doctype html><title>Issuer</title><h1>Who are you?</h1><form method="post"><input name="user" id="user"><input name="claims" id="claims"><button>Sign in</button></form>');
  }
  const form = new URLSearchParams(await body(request));
  const user = form.get("user");
  if (form.get("claims")) issuer.people.set(user, JSON.parse(form.get("claims")));
  const result = user ? { login: { accountId: user } } : { error: "access_denied", error_description: "<b>theirs</b>" };
  return issuer.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function make(asked) {
  const issuer = issuers.get(asked.port) ?? { people: new Map() };
  issuer.provider = new Provider(asked.url, settings(asked, issuer.people));
  issuer.provider.on("server_error", (_, error) => process.stderr.write(`${error.stack}\n`));
  issuer.handle = issuer.provider.callback();
  if (asked.port) return asked.port;
  const server = http.createServer((request, response) => {
    const done = request.url.startsWith("/interaction/") ? interact(issuer, request, response) : issuer.handle(request, response);
    done.catch((error) => response.writeHead(500).end(String(error.stack)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  issuers.set(port, issuer);
  return port;
}

const control = http.createServer(async (request, response) => {
  try {
    response.end(String(await make(JSON.parse(await body(request)))));
  } catch (error) {
    response.writeHead(500).end(String(error.stack));
  }
});
control.listen(0, "127.0.0.1", () => console.log(`ready: http://127.0.0.1:${control.address().port}`));
// Whoever started it holds the other end: gone with them.
process.stdin.on("end", () => process.exit()).resume();
