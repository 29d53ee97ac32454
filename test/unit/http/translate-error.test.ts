import { describe, expect, test } from 'vitest';
import { describeError, NotFoundError } from '../../../api/errors.ts';
import { answerFor } from '../../../api/http/error-answer.ts';
import { describeProblem } from '../../../api/http/problem.ts';
import { translateError } from '../../../api/http/translate-error.ts';

const failing = (properties: object, message = 'library text') =>
  Object.assign(new Error(message), properties);

describe('translateError', () => {
  test.each([
    ['statement stopped', failing({ code: '57014' }), 'time-limit'],
    ['exclusion', failing({ code: '23P01', constraint: 'one_at_a_time' }), 'conflict'],
    ['unique', failing({ code: '23505' }), 'conflict'],
    ['still referred to', failing({ code: '23503' }), 'conflict'],
    ['serialisation', failing({ code: '40001' }), 'unavailable'],
    ['deadlock', failing({ code: '40P01' }), 'unavailable'],
    ['server shuts down', failing({ code: '57P01' }), 'unavailable'],
    ['too many connections', failing({ code: '53300' }), 'unavailable'],
    ['connection lost', failing({ code: '08006' }), 'unavailable'],
    ['read-only replica', failing({ code: '25006' }), 'unavailable'],
    ['refused', failing({ code: 'ECONNREFUSED', syscall: 'connect' }), 'unavailable'],
    ['socket gone', failing({ code: 'ENOENT', syscall: 'connect' }), 'unavailable'],
    ['pool exhausted', failing({}, 'timeout exceeded when trying to connect'), 'unavailable'],
    ['dropped', failing({}, 'Connection terminated unexpectedly'), 'unavailable'],
    ['aborted body', failing({ type: 'request.aborted', status: 400 }), 'client-gone'],
    ['missing file', failing({ code: 'ENOENT', syscall: 'open' }), 'internal'],
    ['wrong SQL', failing({ code: '42703' }), 'internal'],
    ['check violation', failing({ code: '23514' }), 'internal'],
    ['bug', new TypeError('x is not a function'), 'internal'],
  ])('%s is %s', (_name, thrown, code) => {
    expect(describeError(translateError(thrown)).code).toBe(code);
  });

  test('keeps the cause and leaves our own errors and other values as they are', () => {
    const lost = failing({ code: '08006' });
    expect((translateError(lost) as Error).cause).toBe(lost);
    const own = new NotFoundError('none');
    expect(translateError(own)).toBe(own);
    expect(translateError('text')).toBe('text');
  });
});

describe('answerFor', () => {
  test('an unexpected error tells nothing of itself', () => {
    for (const thrown of [
      new Error('secret'),
      'secret',
      null,
      undefined,
      failing({ status: 500, message: 'secret' }),
    ]) {
      const answer = answerFor(thrown);
      expect(answer).toMatchObject({ status: 500, code: 'internal', detail: undefined, unexpected: true });
      expect(JSON.stringify(describeProblem(thrown))).not.toContain('secret');
    }
  });

  test('an HTTP error of a library keeps its status; one that must not be exposed does not', () => {
    expect(answerFor(failing({ status: 416, expose: true }))).toMatchObject({
      status: 416,
      code: undefined,
      title: 'Range Not Satisfiable',
    });
    expect(answerFor(failing({ status: 404 }))).toMatchObject({ status: 404, code: 'not-found' });
    expect(answerFor(failing({ status: 400 }))).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(answerFor(failing({ status: 403, expose: false }))).toMatchObject({
      status: 500,
      code: 'internal',
    });
  });
});

test('a line of a batch carries a problem without the request', () => {
  expect(describeProblem(new NotFoundError('no institution 7'))).toEqual({
    type: '/errors/not-found',
    title: 'There is nothing at this address',
    title_zh: '此地址没有内容',
    status: 404,
    detail: 'no institution 7',
    code: 'not-found',
  });
});
