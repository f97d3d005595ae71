/** What was typed as a secret goes to the core as bytes, and the bytes are emptied as soon as the call is over. */

export async function withSecretBytes<T>(text: string, use: (bytes: Uint8Array) => Promise<T>): Promise<T> {
  const bytes = new TextEncoder().encode(text);
  try {
    return await use(bytes);
  } finally {
    bytes.fill(0);
  }
}
