// The hand-off ticket: a compact JWS (RFC 7515), which says to Postern who has just signed in here. No packages.

import { createHmac } from 'node:crypto';

/** A ticket for one attempt to sign in. `claims` say who: sub, org, role, name and whatever else Postern is told to read. */
export function signTicket(claims, { nonce, product, postern, secret }) {
  const iat = Math.floor(Date.now() / 1000);
  const header = { alg: 'HS256', typ: 'postern-ticket+jwt' };
  const payload = { ...claims, iss: product, aud: postern, nonce, iat, exp: iat + 60 };
  const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
