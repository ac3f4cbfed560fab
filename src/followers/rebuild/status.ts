import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
import { codeFor } from '../deployments/followed.js';
import { nearest, placesOf, readPlaces, type Place } from '../deployments/places.js';
import { readDeployments, type Deployment } from '../deployments/registry.js';
import { isKept } from '../locks.js';
import { refusalOf } from '../partitions/guard.js';
import { worst } from '../progress-board.js';
import { readFindings, type Finding } from '../verifying/findings.js';
import { readVerification, type VersionVerification } from '../verifying/report.js';

/** One part of a version. */
export interface PartStatus {
  readonly index: number;
  readonly position: string | null;
  readonly eventsHandled: number;
  readonly lagMs: number | null;
  readonly failure: string | null;
}

/** One version of a projection, for a person who looks. */
export interface VersionStatus {
  readonly projection: string;
  readonly version: number;
  readonly logic: number;
  readonly shape: number;
  readonly state: Deployment['state'];
  readonly since: string;
  readonly liveUntil: string | null;
  /** In how many parts it is followed. */
  readonly partitions: number;
  /** Why it is not divided, whatever FOLLOW_PARTITIONS says; null: it may be. */
  readonly indivisible: string | null;
  /** Each part, where there are several. */
  readonly parts: readonly PartStatus[];
  /** True while processes work on all of it. */
  readonly followed: boolean;
  /** True when this release has the code that fills it. */
  readonly known: boolean;
  /** Commit position of the last event handled (by all parts), in digits; null: none yet. */
  readonly position: string | null;
  readonly eventsHandled: number;
  /** How far it was behind when somebody last said so, in ms; null: nobody knows. */
  readonly lagMs: number | null;
  readonly failure: string | null;
  /** How far it is verified; null: nobody began yet. */
  readonly verified: VersionVerification | null;
  /** What was found and is not settled, the newest first; not more than some. */
  readonly findings: readonly Finding[];
}

const partOf = ({ partition: { index }, at, eventsHandled, lagMs, failure }: Place): PartStatus => ({
  ...{ index, eventsHandled, lagMs },
  position: at?.position.commit.toString() ?? null,
  failure: failure?.message ?? null,
});

const statusOf = (
  deployment: Deployment,
  places: readonly Place[],
  facts: Pick<VersionStatus, 'followed' | 'known' | 'indivisible' | 'verified' | 'findings'>,
): VersionStatus => ({
  ...deployment,
  ...facts,
  partitions: Math.max(1, places.length),
  parts: places.length > 1 ? places.map(partOf) : [],
  position: nearest(places)?.position.commit.toString() ?? null,
  eventsHandled: places.reduce((sum, { eventsHandled }) => sum + eventsHandled, 0),
  lagMs: places.length > 0 ? worst(places.map(({ lagMs }) => lagMs)) : null,
  failure: places.find(({ failure }) => failure)?.failure?.message ?? null,
});

const FINDINGS = 100;

/** Every version of these projections, the newest of each last. */
export const readStatus = async (
  db: Db,
  projections: readonly Projection[],
): Promise<readonly VersionStatus[]> => {
  const all: VersionStatus[] = [];
  const verifications = await readVerification(db);
  const found = await readFindings(db, FINDINGS);
  for (const deployment of await readDeployments(db, projections)) {
    const { projection: name, version } = deployment;
    if (!projections.some((projection) => projection.name === name)) continue;
    const places = placesOf(await readPlaces(db, name), version);
    const followed = await isKept(db, { name, version });
    const code = codeFor(deployment, projections);
    const indivisible = (code && refusalOf(code)) ?? null;
    const isIt = (one: { readonly projection: string; readonly version: number }): boolean =>
      one.projection === name && one.version === version;
    const verified = verifications.find(isIt) ?? null;
    const facts = { followed, known: code !== undefined, indivisible };
    all.push(statusOf(deployment, places, { ...facts, verified, findings: found.filter(isIt) }));
  }
  return all;
};
