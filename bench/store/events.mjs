// Events of the size the backend writes: the same for every store that is measured.
const metadata = {
  $correlationId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  $causationId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  commandId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  requestHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  actor: { kind: 'account', id: '4503599627370497' },
  schema: 1,
};

/** Data and metadata of one event; what is given comes on top of its data. */
export const eventParts = (more = {}) => ({
  type: 'Appended',
  data: { name: 'Menu of the day', description: 'x'.repeat(120), ...more },
  metadata,
});

const bytesOf = (value) => Buffer.from(JSON.stringify(value));

export const eventBytes = () => {
  const { data, metadata: more } = eventParts();
  return { data: bytesOf(data), customMetadata: bytesOf(more) };
};
