import { register } from '../lib/api.mjs';
import { startListBaseline } from '../lib/baseline.mjs';
import { filled, ownerPool, tablesOf } from '../lib/database.mjs';
import { over } from '../lib/stats.mjs';

const PAGE = 20;
const SHARED = 50;
/** Accounts that have the rest of the projects. */
const OTHERS = 40_000;
const OTHER_IDS = 5_000_000_000_000_000;
const PROJECT_IDS = 3_000_000_000_000_000;

/** Projects 1 to `big` of one account, the next 50 of another, the rest of the others; changed in any order. */
const projectsOf = (table, { projects, big, owners }) => `
insert into ${table} (id, owner_id, name, description, project_type, canvas_width, canvas_height, canvas_background,
  ai_prompt, color_palette, suggested_fonts, is_public, design_ref, version, created_at, updated_at, revision)
select ${PROJECT_IDS} + n,
  case when n <= ${big} then ${owners.big} when n <= ${big + 50} then ${owners.small} else ${OTHER_IDS} + n % ${OTHERS} end,
  'Poster ' || n, 'A poster for the campaign of spring, number ' || n, 'graphic', 1920, 1080, '#FFFFFF',
  '', '["#0EA5E9","#111827"]', '["Inter"]', n % 20 = 0,
  jsonb_build_object('address', md5(n::text), 'bytes', 1234), 1 + n % 30, timestamptz '2026-01-01' + n * interval '5 seconds',
  timestamptz '2026-03-01' + (n::bigint * 7919 % 1000003) * interval '5 seconds', n % 30
from generate_series(1, ${projects}) n`;

const membersOf = (table, from, { big, owners }) => `
insert into ${table} (project_id, account_id, role)
select id, owner_id, 'owner' from ${from}
union all select id, ${owners.big}, 'collaborator' from ${from}
  where id between ${PROJECT_IDS + big + 51} and ${PROJECT_IDS + big + 50 + SHARED}
union all select id, ${OTHER_IDS} + (id * 17) % ${OTHERS}, 'collaborator' from ${from}
  where id % 10 = 0 and id > ${PROJECT_IDS + big + 50 + SHARED} and id % ${OTHERS} <> (id * 17) % ${OTHERS}
on conflict do nothing`;

const countsOf = (table, from) => `
insert into ${table} (account_id, owned, shared)
select account_id, count(*) filter (where role = 'owner'), count(*) filter (where role <> 'owner') from ${from}
group by 1 on conflict (account_id) do update set owned = excluded.owned, shared = excluded.shared`;

/** No list uses it, and it takes as long as all the rest. */
const isNoIndexOfWords = (statement) => !statement.includes('_by_words');

const fill = async (pool, facts) => {
  const { projects, project_members: members, project_counts: counts } = await tablesOf('projects');
  await filled(pool, projects, projectsOf(projects.physical, facts), isNoIndexOfWords);
  await filled(pool, members, membersOf(members.physical, projects.physical, facts));
  await filled(pool, counts, countsOf(counts.physical, members.physical));
};

const PLAIN = `
select p.id from projects_s1 p
where p.owner_id = $1 or exists (select from project_members_s1 m where m.project_id = p.id and m.account_id = $1)
order by p.updated_at desc, p.id desc`;

const idsOf = async (pool, account) => (await pool.query(PLAIN, [account])).rows.map(({ id }) => id);

const round = async ({ load, seconds, list }, url, how) =>
  load.run({ kind: 'list', url, seconds, ...list, ...how });

const measured = async ({ stack, baseline, load, rounds, seconds, say }, { name, user, ids, page }) => {
  const list = { ids: ids.slice((page - 1) * PAGE, page * PAGE), connections: 1 };
  const all = [];
  for (let at = 0; at < rounds; at += 1) {
    const ours = await round({ load, seconds, list }, stack.url, {
      ...{ token: user.token, path: `/api/projects/?page=${page}`, count: ids.length },
    });
    const bare = await round({ load, seconds, list }, baseline.url, {
      path: `/?actor=${user.id}&page=${page}`,
    });
    all.push({ ours, bare });
  }
  const figure = (which) => ({
    p50: over(all, (one) => one[which].p50),
    p99: over(all, (one) => one[which].p99),
    perSecond: over(all, (one) => one[which].perSecond),
  });
  const ratio = over(all, ({ ours, bare }) => ours.perSecond / bare.perSecond);
  const result = { name, count: ids.length, page, ours: figure('ours'), bare: figure('bare'), ratio };
  say(`${name}: p50 ${result.ours.p50.median.toFixed(2)} ms, ${ratio.median.toFixed(2)} of bare`);
  return result;
};

/** Pages of projects among very many, beside a bare route with the same query. */
export const lists = async (plan) => {
  const { stack, projects, big, say } = plan;
  const owners = {
    small: await register(stack.url, 'owner-of-50'),
    big: await register(stack.url, 'agency'),
  };
  const pool = await ownerPool(stack);
  const baseline = await startListBaseline(await stack.environment());
  try {
    const started = performance.now();
    await fill(pool, { projects, big, owners: { small: owners.small.id, big: owners.big.id } });
    const fillSeconds = (performance.now() - started) / 1000;
    say(`${projects} projects filled in ${fillSeconds.toFixed(0)} s`);
    const small = await idsOf(pool, owners.small.id);
    const many = await idsOf(pool, owners.big.id);
    const last = Math.floor(big / PAGE);
    const cases = [
      { name: 'an owner with 50, page 1', user: owners.small, ids: small, page: 1 },
      { name: `an account with ${many.length}, page 1`, user: owners.big, ids: many, page: 1 },
      { name: `an account with ${many.length}, page ${last}`, user: owners.big, ids: many, page: last },
    ];
    const results = [];
    for (const one of cases) results.push(await measured({ ...plan, baseline }, one));
    return { projects, rounds: plan.rounds, seconds: plan.seconds, fillSeconds, results };
  } finally {
    baseline.stop();
    await pool.end();
  }
};
