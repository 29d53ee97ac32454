import { describe, expect, it } from 'vitest';
import { readProfile, standardProfile } from '../../../api/importing/network/load-profile.ts';
import { type Judgement, type Tags, WayJudge } from '../../../api/network/build/judge-way.ts';

const judge = new WayJudge(standardProfile().profile);
const outcome = (judgement: Judgement) =>
  judgement.kind === 'refused' ? `${judgement.reason}: ${judgement.what}` : judgement.kind;

describe('the standard profile', () => {
  it.each<[string, Tags]>([
    ['walked', { highway: 'residential' }],
    ['walked', { highway: 'residential', oneway: 'yes' }],
    ['walked', { highway: 'steps' }],
    ['walked', { highway: 'pedestrian', area: 'yes' }],
    ['walked', { highway: 'trunk' }],
    ['walked', { fclass: 'track_grade4' }],
    ['walked', { fclass: 'unknown' }],
    ['walked', { railway: 'platform' }],
    ['walked', { man_made: 'pier' }],
    ['walked', { highway: 'service', access: 'private', foot: 'yes' }],
    ['walked', { highway: 'service', access: 'no', foot: 'designated' }],
    ['walked', { highway: 'service', access: 'no', foot: 'permissive' }],
    ['walked', { highway: 'service', access: 'customers' }],
    ['walked', { highway: 'trunk', motorroad: 'yes', sidewalk: 'right' }],
    ['walked', { highway: 'busway', foot: 'yes' }],
    ['walked', { highway: 'path', foot: 'unheard-of' }],
    ['class-refused: motorway', { highway: 'motorway' }],
    ['class-refused: motorway', { highway: 'motorway', foot: 'yes' }],
    ['class-refused: motorway_link', { fclass: 'motorway_link' }],
    ['class-refused: construction', { highway: 'construction' }],
    ['class-refused: proposed', { highway: 'proposed' }],
    ['class-not-permitted: busway', { highway: 'busway' }],
    ['class-not-permitted: busway', { highway: 'busway', foot: 'unheard-of' }],
    ['class-unknown: toboggan_run', { highway: 'toboggan_run' }],
    ['access-refused: foot=no', { highway: 'footway', foot: 'no' }],
    ['access-refused: foot=no', { highway: 'footway', foot: 'yes;no' }],
    ['access-refused: foot=private', { highway: 'footway', access: 'yes', foot: 'private' }],
    ['access-refused: foot=use_sidepath', { highway: 'primary', foot: 'use_sidepath' }],
    ['access-refused: access=private', { highway: 'service', access: 'private' }],
    ['access-refused: access=no', { railway: 'platform', access: 'no' }],
    ['access-refused: motorroad=yes', { highway: 'trunk', motorroad: 'yes' }],
    ['no-street', { building: 'yes' }],
    ['no-street', { railway: 'rail' }],
    ['no-street', { highway: '' }],
    ['no-street', {}],
  ])('%s: %j', (expected, tags) => {
    expect(outcome(judge.judge(tags, '1'))).toBe(expected);
  });

  it('labels a street by class, name, id and level', () => {
    const tags = { fclass: 'primary', name: `"'; drop`, osm_id: '26', bridge: 'T', tunnel: 'F', layer: '0' };
    expect(judge.judge(tags, null)).toEqual({
      kind: 'walked',
      level: 1,
      label: { highway: 'primary', name: `"'; drop`, wayId: '26', isBridge: true, isTunnel: false, layer: 0 },
    });
    expect(judge.judge({ highway: 'path', layer: '-2', 'name:zh': '路' }, '9')).toMatchObject({
      level: -2,
      label: { name: '路', wayId: '9', layer: -2 },
    });
  });
});

describe('a profile of one’s own', () => {
  const given = standardProfile().profile;

  it('decides instead of the standard one, and has a hash of its content, not of its layout', () => {
    const walkable = given.walkable.filter((name) => name !== 'trunk');
    const own = { ...given, id: 'no-trunk', walkable, refused: [...given.refused, 'trunk'] };
    const loaded = readProfile(JSON.stringify(own, null, 4));
    expect(outcome(new WayJudge(loaded.profile).judge({ highway: 'trunk' }, null))).toBe(
      'class-refused: trunk',
    );
    expect(loaded.hash).toBe(readProfile(`\ufeff${JSON.stringify(own)}`).hash);
    expect(loaded.hash).not.toBe(standardProfile().hash);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /profile: not valid JSON/],
    ['an unknown entry', { ...given, walkeable: [] }, /profile: unknown entry walkeable/],
    [
      'a class in two lists',
      { ...given, refused: ['steps'] },
      /profile\.refused: steps stands in walkable too/,
    ],
    ['a rule without values', { ...given, access: [{ key: 'foot' }] }, /profile\.access\.0\.permit/],
    ['nothing walkable', { ...given, walkable: [] }, /profile\.walkable/],
    ['an id with blanks', { ...given, id: 'On Foot' }, /profile\.id: lower-case letters/],
  ])('is refused with %s', (_what, profile, message) => {
    expect(() => readProfile(typeof profile === 'string' ? profile : JSON.stringify(profile))).toThrow(
      message,
    );
  });
});
