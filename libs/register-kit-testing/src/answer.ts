export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; tests look into it freely. */
  readonly body: Record<string, unknown> & { readonly id: string; readonly code: string };
  readonly text: string;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = JSON.parse(text) as Answer['body'];
  return { status: response.status, headers: response.headers, body, text };
}
