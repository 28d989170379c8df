// Stands in for the module k6/http, whose requests are synchronous: curl makes them.
import { spawnSync } from 'node:child_process';

export const calls = [];

function send(method, url, body, headers) {
  const given = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const sent = body === null ? [] : ['--data-binary', '@-'];
  const curl = spawnSync(
    'curl',
    ['--silent', '--show-error', '--max-time', '30', '--request', method, '--write-out', '\n%{http_code}', ...given, ...sent, url],
    { input: body ?? '', encoding: 'utf8' },
  );
  if (curl.status !== 0) {
    throw new Error(`${method} ${url}: ${curl.stderr}`);
  }
  const end = curl.stdout.lastIndexOf('\n');
  return { status: Number(curl.stdout.slice(end + 1)), text: curl.stdout.slice(0, end) };
}

export default {
  expectedStatuses: (...statuses) => statuses,

  request(method, url, body, { headers, tags, responseCallback }) {
    let answer = send(method, url, body, headers);
    // A busy machine asks to come again.
    for (let attempt = 0; answer.status === 503 && attempt < 5; attempt += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
      answer = send(method, url, body, headers);
    }
    const expected = responseCallback.some((status) =>
      typeof status === 'number' ? status === answer.status : answer.status >= status.min && answer.status <= status.max);
    calls.push({ name: tags.name, status: answer.status, expected, text: expected ? '' : answer.text });
    return { status: answer.status, json: () => JSON.parse(answer.text) };
  },
};
