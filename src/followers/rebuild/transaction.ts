import type pg from 'pg';

/** Does the work in a transaction of its own; nothing of it stays when it fails. */
export const inTransaction = async <T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  how = '',
): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query(`begin ${how}`);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // The connection goes, and the transaction with it.
    client.release(true);
    throw error;
  }
};
