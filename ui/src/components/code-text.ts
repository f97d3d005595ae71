/** Groups of a code as they are shown: halves of three or four, five and fewer in one piece. */
export function codeGroups(code: string): string[] {
  if (code.length <= 5) return [code];
  if (code.length <= 8) {
    const half = Math.ceil(code.length / 2);
    return [code.slice(0, half), code.slice(half)];
  }
  return code.match(/.{1,3}/gu) ?? [code];
}

export function isLetters(code: string): boolean {
  return /\D/u.test(code);
}

/** Digit by digit, with a pause between the groups, for screen readers: "4 8 2, 9 1 3". */
export function spokenCode(code: string): string {
  return codeGroups(code)
    .map((group) => [...group].join(' '))
    .join(', ');
}
