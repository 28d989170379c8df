// Rendered from infrastructure/scaling.json by: dotnet run --project src/FairTradeWorker.Ops -- render

// Users at the same time, and for how long. A user makes one visit after another.
export const scenarios = {
  'smoke': { executor: 'constant-vus', vus: 10, duration: '120s' },
  'load': { executor: 'constant-vus', vus: 100, duration: '300s' },
  'stress': { executor: 'constant-vus', vus: 500, duration: '600s' },
  'spike': { executor: 'constant-vus', vus: 1000, duration: '180s' },
  'day-one': { executor: 'constant-vus', vus: 2000, duration: '900s' },
  'full': { executor: 'constant-vus', vus: 5000, duration: '1800s' },
  // The first day in 45 minutes.
  'day-one-curve': {
    executor: 'ramping-vus',
    startVUs: 0,
    stages: [
      { duration: '120s', target: 5000 },
      { duration: '180s', target: 10000 },
      { duration: '300s', target: 20000 },
      { duration: '600s', target: 20000 },
      { duration: '180s', target: 12000 },
      { duration: '300s', target: 20000 },
      { duration: '600s', target: 20000 },
      { duration: '300s', target: 5000 },
      { duration: '120s', target: 0 },
    ],
  },
};

// What is promised to users.
export const thresholds = {
  http_req_duration: ['p(50)<150', 'p(95)<800'],
  http_req_failed: ['rate<0.01'],
};

// Percent of the users.
export const mix = { homeowner: 60, contractor: 35, operator: 5 };

// Seconds between two requests of a user.
export const think = { shortest: 1, longest: 4 };

// What all users of the first day do together.
export const day = {
  users: 400000,
  activeUsers: 160000,
  jobs: 1500,
  bids: 7500,
  messages: 15000,
};
