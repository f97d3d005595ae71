/** Sentences with a strong part or a name in them: messages carry <b>…</b>, names stand between isolates. */

export type RichPart = { text: string; strong: boolean; name: boolean };

/** First strong isolate and its end: they keep a name's own direction, and here also mark that it is a name. */
const ISOLATE = '\u2068';
const ISOLATE_END = '\u2069';

/** Wraps a name for a message that `Rich` shows. Isolates inside the name are taken out, so it cannot end early. */
export function isolated(name: string): string {
  return ISOLATE + name.replace(/[\u2066-\u2069]/gu, '') + ISOLATE_END;
}

/** Cuts a message into its parts. A "<b>" inside a name is text like any other. */
export function richParts(message: string): RichPart[] {
  const parts: RichPart[] = [];
  let strong = false;
  for (const piece of message.split(/(\u2068[^\u2069]*\u2069|<\/?b>)/u)) {
    if (piece === '<b>') strong = true;
    else if (piece === '</b>') strong = false;
    else if (piece.startsWith(ISOLATE)) parts.push({ text: piece.slice(1, -1), strong, name: true });
    else if (piece !== '') parts.push({ text: piece, strong, name: false });
  }
  return parts;
}
