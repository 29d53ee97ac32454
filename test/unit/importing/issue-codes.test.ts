import { expect, it } from 'vitest';
import { ISSUE_CODES, type IssueCode, issueReason } from '../../../api/importing/issue-codes.ts';

it.each(Object.keys(ISSUE_CODES) as IssueCode[])(
  '%s is a sentence in both languages, with its detail in both or none',
  (code) => {
    const { zh, en } = ISSUE_CODES[code];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}’–]+$/u);
    expect(zh.includes('{detail}')).toBe(en.includes('{detail}'));
    expect(issueReason(code, 'X').en.includes('X')).toBe(en.includes('{detail}'));
    expect(issueReason(code, null).zh).not.toContain('{');
  },
);
