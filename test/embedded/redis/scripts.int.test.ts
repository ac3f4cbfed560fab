import { expect } from 'chai';
import { describeRedis, outcome } from './support.js';

/** What scripts give back. */
const RESULTS: readonly (readonly [script: string, result: unknown])[] = [
  ['return 3.9', 3],
  ['return true', 1],
  ['return false', null],
  ["return {1, 'two', {3}, nil, 5}", [1, 'two', [3]]],
  ["return {ok='FINE'}", 'FINE'],
  ["return redis.status_reply('FINE')", 'FINE'],
  ["return {err='MY problem'}", 'MY problem'],
  ["return redis.error_reply('MY problem')", 'MY problem'],
  ['return KEYS[1] .. ARGV[1] .. #ARGV', 'k1a2'],
  ["return 10 .. ''", '10'],
  ["return 2 ^ 60 .. ''", '1.1529215046068e+18'],
  ["return 1000 * 60 * 60 * 24 * 30 .. ''", '2592000000'],
  ["return 1699999999999 .. ''", '1699999999999'],
  ['return tostring(0xffffffff)', '4294967295'],
  ["return string.format('%d|%05d|%s', 3000000000, 42, 'x')", '3000000000|00042|x'],
  [
    "return redis.call('SET', KEYS[1], 1699999999999 * 4096) and redis.call('GET', KEYS[1])",
    '6963199999995904',
  ],
  ["return tostring(redis.call('INCR', 'n'))", '1'],
  ["return {redis.call('GET', 'none') == false}", [1]],
  ["return redis.call('SET', 'a', 'b').ok", 'OK'],
  ["return redis.pcall('LPUSH', 'text').err", 'ERR Wrong number of args calling Redis command from script'],
  ["return redis.sha1hex('')", 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['return bit.band(4097, 0xfff) + bit.lshift(1, 4)', 17],
  ['return bit.tohex(255)', '000000ff'],
  ['return cjson.encode({1, 2, {a = cjson.null}})', '[1,2,{"a":null}]'],
  ['return cjson.decode(\'{"a":[1,{"b":"\\\\u00e4"}]}\').a[2].b', 'ä'],
  ["return {cmsgpack.unpack(cmsgpack.pack(1, 'x', {a = 300}, -5, 1.5))}", [1, 'x', [], -5, 1]],
  ['return cmsgpack.unpack(cmsgpack.pack({a = 300})).a', 300],
  ['return #{unpack({1, 2, 3})} + table.getn({1})', 4],
  ["local t = {} for i = 1, 3 do t[#t + 1] = i end return table.concat(t, ',')", '1,2,3'],
  ["return {pcall(function() error('x', 0) end)}", [null, 'x']],
  ["return tostring(tonumber('12') + 1) .. tostring(tonumber('x'))", '13nil'],
];

describeRedis('a script', (redis) => {
  for (const [script, result] of RESULTS) {
    it(`gives ${JSON.stringify(result)} for ${script}`, async () => {
      expect(await outcome(redis.client(), ['EVAL', script, '1', 'k', '1a', 'x'])).to.deep.equal(result);
    });
  }

  it('is known by its hash once it was loaded', async () => {
    const client = redis.client();
    const sha = String(await client.script('LOAD', 'return 7'));
    expect([await client.evalsha(sha, 0), await client.script('EXISTS', sha)]).to.deep.equal([7, [1]]);
  });

  it('is forgotten when all are', async () => {
    const client = redis.client();
    const sha = String(await client.script('LOAD', 'return 7'));
    await client.script('FLUSH');
    expect(await outcome(client, ['EVALSHA', sha, '0'])).to.equal(
      'NOSCRIPT No matching script. Please use EVAL.',
    );
  });

  it('may make no global variable', async () => {
    expect(await outcome(redis.client(), ['EVAL', 'x = 1', '0'])).to.match(/^ERR .*readonly table/);
  });

  it('may read no global variable that is not there', async () => {
    const message = await outcome(redis.client(), ['EVAL', 'return x', '0']);
    expect(message).to.match(/Script attempted to access nonexistent global variable 'x'/);
  });

  it('keeps what it changed before it failed', async () => {
    const client = redis.client();
    await outcome(client, ['EVAL', "redis.call('SET', 'a', 1) redis.call('NONSENSE')", '0']);
    expect(await client.get('a')).to.equal('1');
  });

  it('is told the error of a command in the words of the command', async () => {
    const client = redis.client();
    await client.set('text', 'x');
    const message = await outcome(client, ['EVAL', "return redis.call('LPUSH', 'text', 'y')", '0']);
    expect(message).to.match(
      /^WRONGTYPE Operation against a key holding the wrong kind of value script: \w{40}, on @user_script:1\.$/,
    );
  });

  it('with a mistake in it is refused', async () => {
    expect(await outcome(redis.client(), ['EVAL', 'return return', '0'])).to.match(
      /^ERR Error compiling script/,
    );
  });

  it('reaches no files and no modules', async () => {
    const message = await outcome(redis.client(), ['EVAL', 'return type(io) .. type(require)', '0']);
    expect(message).to.match(/nonexistent global variable|nilnil/);
  });
});
