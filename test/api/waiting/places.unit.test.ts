import { expect } from 'chai';
import { createPlaces } from '#api/waiting/places.js';

const HOUR = 3_600_000;
const staying = (): AbortSignal => new AbortController().signal;

describe('places of requests that wait', () => {
  it('are as many as there are', () => {
    const places = createPlaces(2);
    expect(places.take(staying(), HOUR)).to.not.equal(undefined);
    const second = places.take(staying(), HOUR);
    expect(places.take(staying(), HOUR)).to.equal(undefined);
    second?.leave();
    expect(places.take(staying(), HOUR)).to.not.equal(undefined);
    places.close();
  });

  it('are free again when the client is gone, whether its request had begun to wait or not', () => {
    const places = createPlaces(1);
    const client = new AbortController();
    const place = places.take(client.signal, HOUR);
    client.abort();
    expect(place?.signal.aborted).to.equal(true);
    expect(places.take(client.signal, HOUR)?.signal.aborted).to.equal(true);
    expect(places.take(staying(), HOUR)?.signal.aborted).to.equal(false);
    places.close();
  });

  it('are free again when the time is over', async () => {
    const places = createPlaces(1);
    const place = places.take(staying(), 1);
    await new Promise((resolve) => place?.signal.addEventListener('abort', resolve));
    expect(places.take(staying(), HOUR)).to.not.equal(undefined);
    places.close();
  });

  it('are left and not given out any more when the server stops', () => {
    const places = createPlaces(2);
    const place = places.take(staying(), HOUR);
    places.close();
    expect(place?.signal.aborted).to.equal(true);
    expect(places.take(staying(), HOUR)).to.equal(undefined);
  });

  it('count once who leaves twice', () => {
    const places = createPlaces(2);
    const first = places.take(staying(), HOUR);
    places.take(staying(), HOUR);
    first?.leave();
    first?.leave();
    expect(places.take(staying(), HOUR)).to.not.equal(undefined);
    expect(places.take(staying(), HOUR)).to.equal(undefined);
    places.close();
  });
});
