import type pg from 'pg';
import { PLAN_SLUGS } from '#domain/plan/plans.js';
import { dayAfter } from '#console/analytics/period.js';

/** A number that looks like chance and is the same every time. */
const wave = (index: number, salt: number): number =>
  0.5 + 0.3 * Math.sin(index / 9 + salt) + 0.2 * Math.sin(index * 1.7 + salt * 3);

const KINDS = ['layout', 'logo', 'palette'] as const;
/** What a model may call itself. */
export const HOSTILE_MODEL = `<script>alert(1)</script>${'x'.repeat(150)} مرحبا`;
const MODELS = ['gpt-4o-mini', 'gpt-4o', HOSTILE_MODEL] as const;

const insertDays = async (pool: pg.Pool, rows: readonly (readonly unknown[])[], table: string) => {
  const width = rows[0]?.length ?? 0;
  for (let start = 0; start < rows.length; start += 500) {
    const some = rows.slice(start, start + 500);
    const places = some.map(
      (_, row) => `(${Array.from({ length: width }, (_cell, at) => `$${row * width + at + 1}`).join(',')})`,
    );
    await pool.query(`insert into ${table} values ${places.join(',')}`, some.flat());
  }
};

/** Counters of a product that grew for so many days up to `today`. */
export const fillHistory = async (pool: pg.Pool, today: string, days: number): Promise<void> => {
  const dates = Array.from({ length: days }, (_, index) => dayAfter(today, index - days + 1));
  const activity = dates.flatMap((day, index) =>
    Object.entries({ register: 14, project_create: 40, project_delete: 6, project_save: 160 }).map(
      ([type, usual], salt) => [
        0,
        day,
        type,
        Math.round(usual * (0.4 + index / days) * wave(index, salt)),
        0,
        0,
      ],
    ),
  );
  await insertDays(pool, activity, 'activity_days_v1');
  const ai = dates.flatMap((day, index) =>
    KINDS.flatMap((kind, at) => {
      const model = MODELS[at] ?? '';
      const completed = Math.round(60 * (0.3 + index / days) * wave(index, at));
      const failed = Math.round(completed * 0.05 * wave(index, at + 4));
      const cost = completed * (900 + 400 * at);
      return [
        [
          0,
          day,
          kind,
          model,
          completed,
          failed,
          completed * 1800,
          cost,
          (completed + failed) * (1800 + 900 * at),
        ],
      ];
    }),
  );
  await insertDays(pool, ai, 'ai_model_days_v1');
  const sessions = dates.flatMap((day, index) =>
    Array.from({ length: Math.round(30 * (0.4 + index / days) * wave(index, 2)) }, (_, who) => [
      day,
      1 + ((who * 7 + index) % 300),
      `s${who}`,
    ]),
  );
  await insertDays(pool, sessions, 'session_days_v1');
  const plans = [310, 74, 9].flatMap((count, plan) => Array.from({ length: count }, () => PLAN_SLUGS[plan]));
  await pool.query(
    `insert into accounts_v2 (id, plan, plan_since, is_onboarded, is_email_verified, registered_at, updated_at, revision)
     select 1000 + n, plan, now(), true, true, now(), now(), 0 from unnest($1::text[]) with ordinality as t(plan, n)`,
    [plans],
  );
};
