import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const projections = join(import.meta.dirname, '..', '..', '..', 'src', 'projections');

/** Charts for operators: the plans of all accounts, and keys of some days; there is no list of them. */
const CHARTS = [join('accounts', 'queries.ts'), join('usage', 'queries.ts')];

const counts = (file: string): boolean =>
  /\bcount\s*\(\s*(\*|distinct)|(?<!\.)\.count(Distinct)?\(/i.test(
    readFileSync(join(projections, file), 'utf8'),
  );

describe('queries of lists', () => {
  it('count no rows: how many there are is in counters, and with filters counting has a limit', () => {
    const files = readdirSync(projections, { recursive: true, encoding: 'utf8' });
    const counting = files.filter((file) => file.endsWith('.ts')).filter(counts);
    expect(counting).to.have.members(CHARTS);
  });
});
