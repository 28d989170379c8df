// Makes two visits of each of the users whose numbers are given, the way k6 calls the script, and prints what was seen.
import { calls } from 'k6/http';

globalThis.__ENV = JSON.parse(process.argv[2]);
globalThis.__ITER = 0;
// Whatever is done by chance is done.
Math.random = () => 0;

let options;
for (const user of process.argv.slice(3)) {
  globalThis.__VU = Number(user);
  // k6 gives each user a copy of the module; so does another address.
  const script = await import(`./day1-launch.js?user=${user}`);
  options = script.options;
  script.default();
  script.default();
}
console.log(JSON.stringify({ options, calls }));
