import type { VNode } from 'preact';
import type { Language } from '../sessions/index.ts';

/** Marks of direction and control characters would change what stands around them, or hide: each is shown by its name. */
const hidden = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** What Fira Sans has, whole (see data/fonts/README.md); names with other letters are set in Noto Sans from end to end. */
const plain = /^[\u0020-\u017f\u0218-\u021b\u1e9e\u2010-\u2026\u20ac\u221e\u2264\u2265]*$/;

/** Preact leaves an attribute out that is `false`. */
export const UNTRANSLATED: object = { translate: 'no' };

const named = (character: string): string =>
  `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** What a shell or a terminal obeys, or nobody sees, by its name: of text that somebody may copy and run. */
export const withoutHidden = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, named);

/** A value as a register or a person wrote it: isolated, not translated, nothing of it hidden, every letter in one face. */
export function RegisterText({ children }: { readonly children: string }): VNode {
  return (
    <bdi {...UNTRANSLATED} {...(plain.test(children) ? {} : { class: 'name-din' })}>
      {children.replaceAll(hidden, named)}
    </bdi>
  );
}

/** Authorities have German names, which a screen reader has to speak as such on English pages. */
export const AuthorityName = ({
  children,
  language,
}: {
  readonly children: string;
  readonly language: Language;
}): VNode => (
  <span {...(language !== 'de' && { lang: 'de' })}>
    <RegisterText>{children}</RegisterText>
  </span>
);

/** A sentence, in which the name of an authority is marked likewise (WCAG 3.1.2). */
export const Naming = ({
  authority,
  language,
  children,
}: {
  /** Absent where words of ours stand for one that is not there. */
  readonly authority: string | undefined;
  readonly language: Language;
  readonly children: string;
}): VNode => (
  <>
    {(authority ? children.split(authority) : [children]).map((part, index) => (
      <>
        {index > 0 && authority && <AuthorityName language={language}>{authority}</AuthorityName>}
        {part}
      </>
    ))}
  </>
);

/** Word for word as it is bound to an answer, line by line, in its own language. */
export const NoticeText = ({
  authority,
  locale,
  children = '',
}: {
  readonly authority: string | undefined;
  readonly locale: string;
  readonly children?: string | undefined;
}): VNode => (
  <div class="notice kern-body" lang={locale}>
    <Naming authority={authority} language={locale === 'en' ? 'en' : 'de'}>
      {children}
    </Naming>
  </div>
);

/** The same of a text with several lines. */
export const RegisterLines = ({ children }: { readonly children: string }): VNode => (
  <>
    {children.split(/\r?\n/).map((line, index) => (
      <>
        {index > 0 && <br />}
        <RegisterText>{line}</RegisterText>
      </>
    ))}
  </>
);
