/** WCAG contrast of the colours in the token file. */
export type Tokens = Record<string, string>;

/** The colours of each theme in the text of `tokens.css`. */
export function readThemes(css: string): Record<string, Tokens> {
  const themes: Record<string, Tokens> = {};
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]*\[data-theme="[^{}]*)\{([^}]*)\}/gu)) {
    const theme = /\[data-theme="([^"]+)"\]/u.exec(selector)?.[1];
    if (theme === undefined) continue;
    const tokens: Tokens = {};
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\s*;/gu)) tokens[name] = value;
    themes[theme] = tokens;
  }
  return themes;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.slice(1);
  const full = digits.length === 3 ? digits.replace(/./gu, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0] = (full.match(/../gu) ?? []).map((pair) => {
    const part = parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
