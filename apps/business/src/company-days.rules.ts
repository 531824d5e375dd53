import type { ProblemDetailItem } from '#libs/contracts';
import { aheadOf, type Dated, notBefore } from '#libs/register-kit';
import type { RegisterCompanyDto } from './register-company.dto.ts';

/** What cannot have happened, or not in this order. @param today local day, `YYYY-MM-DD` */
export const impossibleDays = (body: RegisterCompanyDto, today: string): readonly ProblemDetailItem[] => [
  ...aheadOf(today, happened(body)),
  ...notBefore(
    body.articlesDate,
    { pointer: '/endedOn', day: body.endedOn },
    'The company ended before its articles were made. Check both days.',
  ),
];

function happened(body: RegisterCompanyDto): readonly Dated[] {
  const listed = <M extends 'officers' | 'proxies'>(member: M): readonly Dated[] =>
    (body[member] ?? []).map(({ birthDate }, index) => ({
      pointer: `/${member}/${index}/birthDate`,
      day: birthDate,
    }));
  return [
    { pointer: '/articlesDate', day: body.articlesDate },
    { pointer: '/endedOn', day: body.endedOn },
    { pointer: '/successor/since', day: body.successor?.since },
    { pointer: '/source/reportedOn', day: body.source?.reportedOn },
    ...listed('officers'),
    ...listed('proxies'),
    ...(body.formerEuids ?? []).map(({ until }, index) => ({
      pointer: `/formerEuids/${index}/until`,
      day: until,
    })),
    ...(body.statusEvents ?? []).map(({ on }, index) => ({ pointer: `/statusEvents/${index}/on`, day: on })),
    ...(body.entries ?? []).map(({ enteredOn }, index) => ({
      pointer: `/entries/${index}/enteredOn`,
      day: enteredOn,
    })),
  ];
}
