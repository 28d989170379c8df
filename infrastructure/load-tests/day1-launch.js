// The first day as a load test for k6, by homeowners, contractors and operators.
//
//   k6 run infrastructure/load-tests/day1-launch.js                      the curve of the first day, 20,000 users
//   k6 run -e SCENARIO=smoke infrastructure/load-tests/day1-launch.js    or load, stress, spike, day-one, full
//
// All numbers are in options.js, which is rendered from infrastructure/scaling.json.
//
// k6 itself was not run where this was written. Tests check the syntax of both files with Node, hold every route below
// to the API's own table, and make one visit of each kind against the real API with a stand-in for k6's modules.
//
// BASE_URL   where the API is (http://localhost:5080)
// ACCOUNTS   accounts of the database, filled by: dotnet run --project src/FairTradeWorker.Ops -- seed
// SPREAD     1 gives each user an address of its own by X-Forwarded-For. Sign-ins are anonymous, and those of one
//            address are limited; an edge that trusts this generator counts them apart.

import http from 'k6/http';
import { check, sleep } from 'k6';
import { day, mix, scenarios, think, thresholds } from './options.js';

const base = __ENV.BASE_URL || 'http://localhost:5080';
const accounts = Number(__ENV.ACCOUNTS || day.users);
const spread = __ENV.SPREAD === '1';
const scenario = __ENV.SCENARIO || 'day-one-curve';
if (!scenarios[scenario]) {
  throw new Error(`There is no scenario ${scenario}, but ${Object.keys(scenarios).join(', ')}.`);
}

export const options = {
  scenarios: { [scenario]: scenarios[scenario] },
  thresholds,
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
};

const routes = {
  login: ['POST', '/v1/auth/login'],
  refresh: ['POST', '/v1/auth/refresh'],
  liveStats: ['GET', '/v1/stats/live'],
  listJobs: ['GET', '/v1/jobs'],
  getJob: ['GET', '/v1/jobs/{id}'],
  postJob: ['POST', '/v1/jobs'],
  listJobBids: ['GET', '/v1/jobs/{id}/bids'],
  placeBid: ['POST', '/v1/jobs/{id}/bids'],
  listMyJobs: ['GET', '/v1/me/jobs'],
  listMyBids: ['GET', '/v1/me/bids'],
  listContractors: ['GET', '/v1/contractors'],
  getContractor: ['GET', '/v1/contractors/{id}'],
  listConversations: ['GET', '/v1/conversations'],
  listMessages: ['GET', '/v1/conversations/{id}/messages'],
  sendMessage: ['POST', '/v1/conversations/{id}/messages'],
  territoryMetrics: ['GET', '/v1/territories/{id}/metrics'],
  platformAnalytics: ['GET', '/v1/analytics/platform'],
  listOutbox: ['GET', '/v1/admin/outbox'],
  listAudit: ['GET', '/v1/admin/audit'],
};

const password = 'Seed-Passw0rd!';
const words = ['faucet', 'fence', 'kitchen', 'roof', 'paint', 'heater'];
const territories = ['48453', '06037', '36061', '17031', '53033'];

// Of the users of a day, so many write once: jobs by homeowners, bids by contractors, messages by both.
const homeowners = (day.activeUsers * mix.homeowner) / 100;
const contractors = (day.activeUsers * mix.contractor) / 100;
const postsJob = day.jobs / homeowners;
const placesBid = day.bids / contractors;
const sendsMessage = day.messages / (homeowners + contractors);

// Of this user; k6 keeps the variables of a module for each of them.
let session = null;

export default function visit() {
  const role = roleOf(__VU);
  if (!signIn(role)) {
    return;
  }
  ({ homeowner: homeownerVisit, contractor: contractorVisit, operator: operatorVisit })[role]();
}

function homeownerVisit() {
  call(routes.liveStats);
  call(routes.listJobs);
  const found = call(routes.listContractors, { query: `territoryId=${pick(territories)}` });
  if (found && found.items.length > 0) {
    call(routes.getContractor, { id: pick(found.items).id });
  }
  if (Math.random() < postsJob) {
    call(routes.postJob, {
      body: {
        title: `Repair of the ${pick(words)}`,
        description: 'It is broken since yesterday, and we would like it to work again soon.',
        territoryId: pick(territories),
        trades: ['plumbing'],
      },
    });
  }
  const mine = call(routes.listMyJobs);
  if (mine && mine.items.length > 0) {
    const { id } = pick(mine.items);
    call(routes.getJob, { id });
    call(routes.listJobBids, { id });
  }
  talk();
}

function contractorVisit() {
  call(routes.listJobs, { query: `q=${pick(words)}` });
  const territory = `territoryId=${pick(territories)}`;
  const found = call(routes.listJobs, { query: territory });
  if (found && found.nextCursor) {
    call(routes.listJobs, { query: `${territory}&cursor=${found.nextCursor}` });
  }
  const newest = call(routes.listJobs);
  const jobs = [...(found ? found.items : []), ...(newest ? newest.items : [])];
  if (jobs.length > 0) {
    const { id } = pick(jobs);
    call(routes.getJob, { id });
    if (Math.random() < placesBid) {
      // Somebody may have been faster: the job is taken, or has all the bids that it wants.
      call(routes.placeBid, {
        id,
        body: { amountCents: 5000 + Math.floor(Math.random() * 100000), message: 'I can come on Monday morning and do it.' },
        mayBe: [404, 409],
      });
    }
  }
  call(routes.listMyBids);
  talk();
}

function operatorVisit() {
  call(routes.liveStats);
  call(routes.platformAnalytics);
  call(routes.territoryMetrics, { id: pick(territories) });
  call(routes.listOutbox);
  call(routes.listAudit);
}

function talk() {
  const found = call(routes.listConversations);
  if (!found || found.items.length === 0) {
    return;
  }
  const { id } = pick(found.items);
  call(routes.listMessages, { id });
  if (Math.random() < sendsMessage) {
    call(routes.sendMessage, { id, body: { body: 'When would it suit you?', clientMessageId: unique() } });
  }
}

// Once for each user, not for each visit: as browsers do, which then renew what they have.
function signIn(role) {
  if (session !== null && Date.now() < session.until) {
    return true;
  }
  const old = session;
  session = null;
  const answer = old !== null
    ? call(routes.refresh, { body: { refreshToken: old.refreshToken }, mayBe: [401] })
    : call(routes.login, { body: { email: `user${accountOf(role, __VU)}@seed.test`, password } });
  session = answer && { ...answer, until: Date.now() + (answer.expiresInSeconds - 60) * 1000 };
  return session !== null;
}

// Sends a request, pauses as a person does, and gives the answer's body, or null when it was not a good one.
function call([method, path], { id, query, body, mayBe = [] } = {}) {
  const name = `${method} ${path}`;
  const headers = { Accept: 'application/json' };
  if (session !== null) {
    headers.Authorization = `Bearer ${session.accessToken}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    if (session !== null) {
      headers['Idempotency-Key'] = unique();
    }
  }
  if (spread) {
    headers['X-Forwarded-For'] = `10.${(__VU >> 16) & 255}.${(__VU >> 8) & 255}.${__VU & 255}`;
  }
  const url = `${base}${path.replace('{id}', id)}${query ? `?${query}` : ''}`;
  const response = http.request(method, url, body === undefined ? null : JSON.stringify(body), {
    headers,
    tags: { name },
    responseCallback: http.expectedStatuses({ min: 200, max: 299 }, ...mayBe),
  });
  const good = response.status >= 200 && response.status < 300;
  check(response, { [`${name} is answered as expected`]: () => good || mayBe.includes(response.status) });
  sleep(think.shortest + Math.random() * (think.longest - think.shortest));
  return good ? response.json() : null;
}

// Users of one kind are not neighbours, so that a few of them have the mix of many.
function roleOf(user) {
  const place = (user * 37) % 100;
  if (place < mix.homeowner) {
    return 'homeowner';
  }
  return place < mix.homeowner + mix.contractor ? 'contractor' : 'operator';
}

// As the seed numbers them: ending in 0 to 5 homeowners, in 6 to 9 contractors, but 9, 100009 and so on operators.
function accountOf(role, user) {
  const tens = Math.max(Math.floor(accounts / 10), 1);
  const ten = ((user * 7919) % tens) * 10;
  if (role === 'homeowner') {
    return ten + (user % 6) || 1;
  }
  return role === 'contractor' ? ten + 6 + (user % 3) : (user % Math.max(Math.floor(accounts / 100000), 1)) * 100000 + 9;
}

function unique() {
  return `load-${__VU}-${__ITER}-${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
}

function pick(items) {
  return items[Math.floor(Math.random() * items.length)];
}
