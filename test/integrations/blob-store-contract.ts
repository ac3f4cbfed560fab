import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { BlobMissing, type BlobStore } from '#integrations/blobs/blob-store.js';
import { failureOf } from '#test/support/failure.js';

/** An opened store. `other` is the same store as another process has it open. */
export interface OpenedBlobs {
  readonly store: BlobStore;
  readonly other: BlobStore;
  close(): Promise<void>;
}

const address = (): string => randomBytes(32).toString('hex');
let account = randomBytes(5).readUIntBE(0, 5);

/** What every blob store keeps to. Bytes are equal when they are byte for byte. */
export const blobStoreContract = (name: string, open: () => Promise<OpenedBlobs>): void => {
  describe(`a blob store: ${name}`, () => {
    let opened: OpenedBlobs;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    beforeEach(() => {
      account += 1;
    });

    const bytesAt = async (key: { account: number; address: string }, store = opened.other) =>
      Buffer.from(await store.get(key));

    for (const size of [0, 1, 1_000_000]) {
      it(`gives back ${size} bytes as they were put, to any process`, async () => {
        const [key, bytes] = [{ account, address: address() }, randomBytes(size)];
        await opened.store.put(key, bytes);
        expect((await bytesAt(key)).equals(bytes)).to.equal(true);
      });
    }

    it('fails with BlobMissing for what was never put', async () => {
      const failure = await failureOf(opened.store.get({ account, address: address() }));
      expect(failure).to.be.instanceOf(BlobMissing);
    });

    it('takes the same blob twice', async () => {
      const [key, bytes] = [{ account, address: address() }, randomBytes(100)];
      await opened.store.put(key, bytes);
      await opened.other.put(key, bytes);
      expect((await bytesAt(key)).equals(bytes)).to.equal(true);
    });

    it('leaves a blob that exists as it is', async () => {
      const key = { account, address: address() };
      await opened.store.put(key, Buffer.from('first'));
      await opened.store.put(key, Buffer.from('second'));
      expect((await bytesAt(key)).toString()).to.equal('first');
    });

    it('takes one blob from many at once', async () => {
      const [key, bytes] = [{ account, address: address() }, randomBytes(300_000)];
      const stores = [opened.store, opened.other];
      await Promise.all(Array.from({ length: 20 }, (_, index) => stores[index % 2]!.put(key, bytes)));
      expect((await bytesAt(key)).equals(bytes)).to.equal(true);
    });

    it('shows a blob whole or not at all while it is being put', async () => {
      const [key, bytes] = [{ account, address: address() }, randomBytes(8_000_000)];
      const done = { put: false };
      const put = opened.store.put(key, bytes).finally(() => (done.put = true));
      let looks = 0;
      while (!done.put) {
        const seen = await opened.other.get(key).catch((error: unknown) => error);
        if (!(seen instanceof BlobMissing)) expect((seen as Uint8Array).length).to.equal(bytes.length);
        looks += 1;
      }
      await put;
      expect(looks).to.be.greaterThan(0);
    });

    it('keeps accounts apart: the same address of another account is another blob', async () => {
      const shared = address();
      await opened.store.put({ account, address: shared }, Buffer.from('mine'));
      account += 1;
      const foreign = { account, address: shared };
      expect(await failureOf(opened.store.get(foreign))).to.be.instanceOf(BlobMissing);
      await opened.store.put(foreign, Buffer.from('theirs'));
      expect((await bytesAt(foreign)).toString()).to.equal('theirs');
      expect((await bytesAt({ account: account - 1, address: shared })).toString()).to.equal('mine');
    });
  });
};
