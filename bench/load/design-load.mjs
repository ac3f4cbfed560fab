import { Connection, expectAnswer } from '../lib/api.mjs';
import { design, newPicture, withPicture } from '../lib/design.mjs';
import { latencies } from '../lib/stats.mjs';

const save = async (connection, project, data) => {
  const body = JSON.stringify({ design_data: data });
  const answer = await connection.call('POST', `/api/projects/${project}/save_design/`, body);
  const saved = expectAnswer(answer, 200);
  if (saved.design_data.objects.length !== data.objects.length)
    throw new Error('the answer has another design');
  return { milliseconds: answer.milliseconds, bytes: Buffer.byteLength(body) };
};

const series = async (count, one) => {
  const times = [];
  let bytes = 0;
  for (let at = 0; at < count; at += 1) {
    const saved = await one(at);
    times.push(saved.milliseconds);
    ({ bytes } = saved);
  }
  return { ...latencies(times), bytes };
};

/**
 * One user saves designs, one after another: each differs from the last one by where its big rectangle is.
 */
export const designLoad = async ({ url, users: [{ token, project }], saves }) => {
  const connection = new Connection(url, token);
  const { plain, pictures } = saves;
  let left = 0;
  const moved = () => design((left += 1));
  await series(Math.min(10, plain), () => save(connection, project, moved()));
  const small = await series(plain, () => save(connection, project, moved()));
  const fresh = await series(pictures, () => save(connection, project, withPicture(moved(), newPicture())));
  const picture = newPicture();
  await save(connection, project, withPicture(moved(), picture));
  const kept = await series(pictures, () => save(connection, project, withPicture(moved(), picture)));
  await connection.close();
  return { small, fresh, kept };
};
