import { Session } from 'node:inspector';
import { writeFileSync, readFileSync } from 'node:fs';
import { newDataDir, removeDataDir, startStack } from './lib/stack.mjs';
import { bullLoad, effectsLoad } from './load/eff-tmp.mjs';
import { cpuTimes as cpu0 } from './lib/processes.mjs';
import { readdirSync } from 'node:fs';
const stat = (pid) => { try { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' '); return { parent: Number(f[1]), ms: (Number(f[11]) + Number(f[12])+ Number(f[13]) + Number(f[14])) * 10 }; } catch { return { parent: 0, ms: 0 }; } };
let pm;
const pgMs = () => { pm ??= Number(readFileSync(dataDir + '/postgres/postmaster.pid', 'utf8').split('\n')[0]); let t = 0; for (const n of readdirSync('/proc')) if (/^\d+$/.test(n)) { const x = stat(n); if (x.parent === pm || Number(n) === pm) t += x.ms; } return t; };
const cpuTimes = (x) => ({ ...cpu0(x), Postgres: pgMs() });

const count = Number(process.argv[2] ?? 3000);
const dataDir = newDataDir();
const stack = await startStack(dataDir);
const addresses = await stack.environment();
const diff = (a, b, n) => Object.fromEntries(Object.keys(b).map((k) => [k, +(((b[k] - (a[k] ?? 0)) / n)).toFixed(3)]));
for (let r = 0; r < Number(process.argv[3] ?? 3); r++) {
  for (const [name, f] of [['bull', bullLoad], ['effects', effectsLoad]]) {
    const session = new Session();
    const prof = name === 'effects' && process.argv[4];
    if (prof) { session.connect(); session.post('Profiler.enable'); session.post('Profiler.setSamplingInterval', { interval: 300 }); }
    const hook = () => { if (prof) session.post('Profiler.start'); };
    
    const c0 = cpuTimes([stack.pid]), m0 = process.cpuUsage();
    globalThis.__begin = name === 'effects' ? () => { globalThis.__marks = { c0: cpuTimes([stack.pid]), m0: process.cpuUsage() }; hook(); } : undefined;
    globalThis.__marks = { c0, m0 };
    const fig = await f({ addresses, concurrency: 32, count });
    const { c0: a, m0: b } = globalThis.__marks;
    const c1 = cpuTimes([stack.pid]), m1 = process.cpuUsage(b);
    if (prof) session.post('Profiler.stop', (e, { profile }) => writeFileSync('/tmp/eb/eff.cpuprofile', JSON.stringify(profile)));
    console.log(name, fig.perSecond.toFixed(0), 'cpu ms/job: self', ((m1.user + m1.system) / 1000 / count).toFixed(3), diff(a, c1, count));
  }
}
await stack.stop();
removeDataDir(dataDir);
process.exit();
