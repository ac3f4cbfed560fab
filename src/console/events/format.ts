import type { ConsoleRequest } from '../room.js';

/** The format of a file that a link or a form asks for. */
export const formatIn = ({ query, form }: Pick<ConsoleRequest, 'query' | 'form'>): 'ndjson' | 'csv' =>
  (form.get('format') ?? query.get('format')) === 'csv' ? 'csv' : 'ndjson';
