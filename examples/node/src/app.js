// The routes. `config` is postern.js's, and `origin`: where this app is.

import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import express from 'express';
import session from 'express-session';
import * as pages from './pages.js';
import { authorizeUrl, callApi, ConnectError, exchangeCode, newAttempt, readCallback, revokeToken } from './postern.js';

/** What the page offers to call. Paths never come from the browser: they are in this list, or not called. */
const callable = ['integrations', 'posts', 'analytics/example'];

export function createApp(config) {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(onOneHost(config));
  app.use(sessions(config));
  app.use(express.urlencoded({ extended: false }));

  app.get('/', (req, res) => {
    const { connection, problem } = req.session;
    delete req.session.problem;
    res.send(connection
      ? pages.connectedPage({ connection, problem, callable, posternUrl: config.posternUrl })
      : pages.homePage({ problem }));
  });

  app.get('/connect', async (req, res) => {
    // One attempt at a time: a second click replaces the first.
    req.session.attempt = newAttempt();
    await save(req);
    res.redirect(303, authorizeUrl(config, req.session.attempt));
  });

  app.get('/callback', async (req, res) => {
    // Used once: the attempt is gone before anything can fail, or the same URL come again.
    const { attempt } = req.session;
    delete req.session.attempt;
    if (attempt) await save(req);

    try {
      const code = readCallback(config, req.query, attempt);
      const connection = await exchangeCode(config, code, attempt.codeVerifier);
      // Session fixation: whoever knew the session id before must not know it now.
      await promisify(req.session.regenerate).call(req.session);
      req.session.connection = connection;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      // A stranger's callback leaves nothing in the session.
      if (error.code === 'wrong_state') return res.status(400).send(pages.problemPage(describe(error)));
      req.session.problem = describe(error);
    }
    await save(req);
    // Away from here: the code must not stay in the address bar, the history or a screenshot.
    res.redirect(303, '/');
  });

  // What the token is for: a call of the API as the user who approved.
  app.post('/call', onlyFromHere, async (req, res) => {
    const { connection } = req.session;
    const path = callable.find((known) => known === req.body.path);
    if (!connection || !path) return res.redirect(303, '/');
    try {
      const { body } = await callApi(config, connection, path);
      return res.send(pages.answerPage({ path, answer: body }));
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      // Taken back, by the user or by us: what is left is to forget it, and to show the button again.
      if (error.code === 'invalid_token') delete req.session.connection;
      req.session.problem = describe(error);
    }
    await save(req);
    res.redirect(303, '/');
  });

  app.post('/disconnect', onlyFromHere, async (req, res) => {
    const { connection } = req.session;
    try {
      // Forgetting a token does not end it: whoever has copied it could go on.
      if (connection) await revokeToken(config, connection.accessToken);
      delete req.session.connection;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      req.session.problem = describe(error);
    }
    await save(req);
    res.redirect(303, '/');
  });

  app.use((req, res) => res.status(404).send(pages.plainPage('There is no such page')));
  // Express knows an error handler by its four parameters.
  app.use((error, req, res, next) => {
    console.error(error);
    res.status(500).send(pages.plainPage('Something went wrong here'));
  });
  return app;
}

function securityHeaders(req, res, next) {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': pages.contentSecurityPolicy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
}

/** CSRF: SameSite=Lax stops other sites, not other ports of 127.0.0.1. */
function onlyFromHere(req, res, next) {
  const from = req.get('sec-fetch-site');
  if (from && from !== 'same-origin') return res.status(403).send(pages.plainPage('Not from here'));
  next();
}

/** Cookies belong to one host name: who begins on `localhost` would lose the session at the callback. */
function onOneHost({ origin }) {
  return (req, res, next) => {
    if (req.get('host') === new URL(origin).host) return next();
    res.redirect(303, `${origin}/`);
  };
}

/** In memory, with a key of this start: enough for one process. README says what to change for more. */
function sessions({ origin }) {
  return session({
    // Cookies ignore ports: the port in the name keeps two such apps apart.
    name: `example-node-${new URL(origin).port}`,
    secret: randomBytes(32).toString('hex'),
    resave: false,
    saveUninitialized: false,
    // Lax, not Strict: the way back from Postern is a cross-site navigation, and needs the cookie.
    cookie: { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:') },
  });
}

function save(req) {
  return promisify(req.session.save).call(req.session);
}

function describe({ code, message }) {
  return { code, description: message };
}
