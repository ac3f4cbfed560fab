/** A text of a page and the contrast of its colour to the background behind it, as WCAG 2 counts it. */
export interface Contrast {
  readonly text: string;
  readonly ratio: number;
}

/** Runs in the browser: the contrast of every element that has text of its own. */
export const CONTRASTS = `(() => {
  const channels = (colour) => (colour.match(/[0-9.]+/g) ?? []).map(Number);
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => linear(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundOf = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    const isClear = channels(colour)[3] === 0;
    return isClear && element.parentElement ? backgroundOf(element.parentElement) : colour;
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll('body *')].filter(hasText).map((element) => {
    const levels = [getComputedStyle(element).color, backgroundOf(element)].map(luminance);
    const ratio = (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
    return { text: element.tagName + ' ' + element.className + ' ' + element.textContent.slice(0, 40), ratio };
  });
})()`;
