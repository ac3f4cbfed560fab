import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const projections = join(import.meta.dirname, '..', '..', '..', 'src', 'projections');

/** Charts of some days: they count keys of those days, there is no list of them. */
const CHARTS = join('usage', 'queries.ts');

const counts = (file: string): boolean =>
  /\bcount\s*\(\s*(\*|distinct)|(?<!\.)\.count(Distinct)?\(/i.test(
    readFileSync(join(projections, file), 'utf8'),
  );

describe('queries of lists', () => {
  it('count no rows: how many there are is in counters, and with filters counting has a limit', () => {
    const files = readdirSync(projections, { recursive: true, encoding: 'utf8' });
    const counting = files.filter((file) => file.endsWith('.ts')).filter(counts);
    expect(counting).to.deep.equal([CHARTS]);
  });
});
