/** What a model that does as it is told answers. */
export const LAYOUT = {
  components: [
    {
      type: 'text',
      content: 'Café Móca',
      position: { x: 100, y: 80 },
      size: { width: 600, height: 90 },
      style: { fontSize: 64, fontFamily: 'Playfair Display', fontWeight: 'bold', color: '#111827' },
      layer: 1,
    },
    {
      type: 'background',
      position: { x: 0, y: 0 },
      size: { width: 1920, height: 1080 },
      style: { backgroundColor: '#FFF7ED' },
      layer: 0,
    },
  ],
  palette: ['#FFF7ED', '#111827'],
  fonts: ['Playfair Display', 'Inter'],
  background: '#FFF7ED',
};

export const PALETTE = { colors: ['#0EA5E9', '#111827', '#F59E0B', '#FFFFFF', '#10B981'] };

export const FONTS = {
  fonts: ['Playfair Display', 'Inter'],
  pairings: [
    { heading: 'Playfair Display', body: 'Inter', rationale: 'A serif that speaks, a sans that explains.' },
  ],
};

export const LOGO = { ...LAYOUT, variations: [1, 2, 3].map(() => ({ components: LAYOUT.components })) };

export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>';
