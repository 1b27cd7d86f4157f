// A product of its own: users with passwords, a session cookie, Helmet's default policy. And one address for Postern.

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import express from 'express';
import helmet from 'helmet';
import * as pages from './pages.js';
import { signTicket } from './ticket.js';

const { POSTERN_URL = 'http://localhost:9000', HANDOFF_SECRET, PORT = '4100' } = process.env;
const product = `http://127.0.0.1:${PORT}`;
if (!/^[!-~]{32,}$/.test(HANDOFF_SECRET ?? '')) {
  console.error('HANDOFF_SECRET has to be 32 visible characters or more, the same here and at Postern: openssl rand -hex 32');
  process.exit(1);
}

const salt = randomBytes(16);
const user = (password, claims) => ({ hash: scryptSync(password, salt, 32), claims });
const users = new Map([
  ['ada', user('analytical', { sub: 'ada', org: 'org_acme', org_name: 'Acme', role: 'admin', name: 'Ada Lovelace' })],
  ['linus', user('benzene', { sub: 'linus', org: 'org_acme', org_name: 'Acme', role: 'member', name: 'Linus Pauling' })],
]);
const sessions = new Map(); // Yours are in your database.
const signedIn = (req) => sessions.get(/(?:^|; )product-session=(\w+)/.exec(req.headers.cookie ?? '')?.[1]);
const nonceOf = (value) => (/^[\w-]{43}$/.test(value ?? '') ? value : undefined); // What Postern sends: 43 of base64url.

const app = express();
app.use(helmet());
app.use(express.urlencoded({ extended: false }));

// The address that HANDOFF_URL names. The way back is fixed: it is never read from the request.
app.get('/postern', (req, res) => {
  const nonce = nonceOf(req.query.postern_nonce);
  if (!nonce) return res.status(400).send(pages.problem('This page is opened by Postern. Begin at the app that you want to connect.'));
  const who = signedIn(req);
  if (!who || req.query.postern_again === '1') return res.redirect(303, `/sign-in?nonce=${nonce}`);
  const ticket = signTicket(who.claims, { nonce, product, postern: POSTERN_URL, secret: HANDOFF_SECRET });
  res.set('cache-control', 'no-store').set('referrer-policy', 'no-referrer');
  res.redirect(303, `${POSTERN_URL}/login/callback?ticket=${ticket}`);
});

app.get('/', (req, res) => res.send(pages.home(signedIn(req)?.claims)));
app.get('/sign-in', (req, res) => res.send(pages.signIn(nonceOf(req.query.nonce))));

app.post('/sign-in', (req, res) => {
  // Not by Origin: under Helmet's default Referrer-Policy, browsers send `null`.
  if (req.headers['sec-fetch-site'] !== 'same-origin') return res.status(403).send(pages.problem('This form came from another site.'));
  const { name, password, nonce } = req.body;
  const who = users.get(name);
  const given = scryptSync(String(password), salt, 32);
  if (!who || !timingSafeEqual(given, who.hash)) return res.status(401).send(pages.signIn(nonceOf(nonce), 'That is not right.'));
  const session = randomBytes(32).toString('hex');
  sessions.set(session, who);
  res.cookie('product-session', session, { httpOnly: true, sameSite: 'lax' });
  // Not straight on to Postern: browsers hold a form's whole chain of redirects against form-action 'self', Helmet's default.
  res.redirect(303, nonceOf(nonce) ? `/signed-in?nonce=${nonce}` : '/');
});

app.get('/signed-in', (req, res) => res.send(pages.goOn(signedIn(req)?.claims, nonceOf(req.query.nonce))));

app.listen(Number(PORT), '127.0.0.1', () => console.log(`ready: ${product}`));
