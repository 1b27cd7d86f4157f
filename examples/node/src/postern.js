// The OAuth client: everything an app needs to connect with Postern, and nothing of this app.
// Copy this file. `config` is { posternUrl, clientId, clientSecret, redirectUri }.

import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why connecting failed: an OAuth error code of Postern's, or one of ours, and a sentence. */
export class ConnectError extends Error {
  constructor(code, description) {
    super(description);
    this.code = code;
  }
}

/** The two secrets of one attempt to connect. Keep them in the user's session, never in a page. */
export function newAttempt() {
  return { state: random(), codeVerifier: random() };
}

/** RFC 6749 §4.1.1: where to send the user's browser. */
export function authorizeUrl(config, attempt) {
  const url = new URL(`${config.posternUrl}/oauth/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    state: attempt.state,
    code_challenge: codeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
  });
  return url.href;
}

/** RFC 7636 §4.2: only this hash travels through the browser; the verifier stays with us. */
export function codeChallenge(codeVerifier) {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

/** RFC 6749 §4.1.2: the code in a callback, once we know that the callback answers `attempt`. */
export function readCallback(config, query, attempt) {
  // CSRF (RFC 6749 §10.12): without this, an attacker's link would connect the attacker's account here.
  if (!attempt || query.state !== attempt.state) {
    throw new ConnectError('wrong_state', 'This answer does not belong to a question we asked.');
  }
  // Mix-up (RFC 9207 §2.4): another server's answer must not make us send it a code of Postern's.
  if (query.iss !== config.posternUrl) {
    throw new ConnectError('wrong_issuer', `The answer does not come from ${config.posternUrl}.`);
  }
  if (query.error !== undefined) {
    throw new ConnectError(String(query.error), String(query.error_description ?? ''));
  }
  // A parameter sent twice arrives as an array (RFC 6749 §3.1: not allowed).
  if (typeof query.code !== 'string' || query.code === '') {
    throw new ConnectError('bad_answer', 'The answer holds neither one code nor an error.');
  }
  return query.code;
}

/** RFC 6749 §4.1.3: trades the code for a token, server to server. */
export async function exchangeCode(config, code, codeVerifier, { timeout = 10_000 } = {}) {
  const body = {
    grant_type: 'authorization_code',
    code,
    client_id: config.clientId,
    client_secret: config.clientSecret,
    redirect_uri: config.redirectUri,
    code_verifier: codeVerifier,
  };
  let response = await post(config, body, timeout);
  for (let retries = 0; response.status === 503 && retries < 2; retries += 1) {
    // 503 says that the code is still good. Too long a wait is the user's to take, not ours.
    const wait = retryAfter(response);
    if (wait > 10) break;
    await sleep(wait * 1000);
    response = await post(config, body, timeout);
  }
  return readToken(response);
}

/** RFC 7009: gives a token back, so that nobody can use it any more. */
export async function revokeToken(config, token, { timeout = 10_000 } = {}) {
  const body = { token, client_id: config.clientId, client_secret: config.clientSecret };
  const { status } = await post(config, body, timeout, '/oauth/revoke');
  if (status !== 200) throw new ConnectError('not_revoked', `Postern answered ${status}; the token may still work.`);
}

/**
 * RFC 6750 §2.1: a call of the API in the user's name: the token in the Authorization header, nowhere else.
 * Gives back { status, body }; throws a ConnectError if it was refused.
 */
export async function callApi(config, connection, path, { method = 'GET', body, timeout = 30_000 } = {}) {
  const response = await send(`${config.posternUrl}/public/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${connection.accessToken}`,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  }, timeout, config);
  const answer = parseObject(response.text);
  // RFC 6750 §3.1. Only `invalid_token` means that the token is dead: on anything else it is as good as before.
  const dead = response.status === 401 && /error="invalid_token"/.test(response.headers.get('www-authenticate') ?? '');
  if (dead) throw new ConnectError('invalid_token', String(answer.msg ?? 'The token is not valid any more.'));
  if (response.status === 403 && answer.error === 'insufficient_scope') {
    throw new ConnectError('insufficient_scope', `This needs the permission "${answer.scope}".`);
  }
  if (response.status >= 400) throw new ConnectError('not_answered', `The API answered ${response.status}.`);
  return { status: response.status, body: answer };
}

async function post(config, body, timeout, path = '/oauth/token') {
  return send(`${config.posternUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }, timeout, config);
}

async function send(url, request, timeout, config) {
  try {
    // A followed redirect would hand our secret or token to whoever it names.
    const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeout) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    // Not tried again: it may have been done already. A code used twice revokes the token it gave (RFC 6749 §4.1.2).
    throw new ConnectError('no_answer', `No answer from ${config.posternUrl}.`);
  }
}

/** RFC 9110 §10.2.3, in seconds; one second if the header is absent or a date. */
function retryAfter(response) {
  const value = response.headers.get('retry-after') ?? '';
  return /^\d+$/.test(value) ? Number(value) : 1;
}

function readToken({ status, text }) {
  const answer = parseObject(text);
  if (status !== 200 && typeof answer.error === 'string') {
    throw new ConnectError(answer.error, String(answer.error_description ?? ''));
  }
  // RFC 6749 §7.1: a token of a type we do not know must not be used.
  const usable = typeof answer.access_token === 'string' && /^bearer$/i.test(answer.token_type);
  if (status !== 200 || !usable) {
    throw new ConnectError('bad_answer', `The token endpoint answered ${status} without a token or an error.`);
  }
  return {
    accessToken: answer.access_token,
    organization: answer.id,
    cus: answer.cus,
    scope: answer.scope,
  };
}

function parseObject(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** 256 bits: 43 base64url characters, the shortest verifier RFC 7636 §4.1 allows. */
function random() {
  return randomBytes(32).toString('base64url');
}
