import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { Alert, Bullets, type Fault, RegisterText, Text } from '../layout/index.ts';
import type { LetterRefusal } from './letter-refusals.ts';

export interface ShownLetter {
  readonly letter: Operator.DeadLetterDetail;
  /** What was asked for on this page before. */
  readonly job?: Operator.RedriveDescription | undefined;
  readonly refusal?: LetterRefusal | undefined;
  readonly faults?: readonly Fault[];
  readonly typed?: Readonly<Record<string, string>>;
}

/** Why nothing was done; what the service says in its own words is English and runs as nothing. */
export const RefusalBox = ({ refusal }: { readonly refusal: LetterRefusal | undefined }): VNode | null =>
  refusal === undefined ? null : (
    <div role="alert">
      <Alert kind="warning" title={refusal.title} id="refusal">
        <Text>{refusal.text}</Text>
        {refusal.items.length > 0 && (
          <div lang="en">
            <Bullets
              items={refusal.items.map((item) => (
                <RegisterText>{item}</RegisterText>
              ))}
            />
          </div>
        )}
      </Alert>
    </div>
  );
