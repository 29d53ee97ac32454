import { expect, it } from 'vitest';
import { parseRows } from '../../../web/rows-text.js';

const columns = [
  { name: 'id', isNumber: false, required: true },
  { name: 'lon', isNumber: true, required: true },
  { name: 'lat', isNumber: true, required: true },
];

it('reads a row a line, with the commas of either language', () => {
  expect(parseRows('北店, 102.1, 40.2\n\n 7，102.3，40.4 ', columns)).toEqual([
    { id: '北店', lon: 102.1, lat: 40.2 },
    { id: '7', lon: 102.3, lat: 40.4 },
  ]);
  expect(parseRows('a\t1\t2;b,3,4', columns)).toEqual([
    { id: 'a', lon: 1, lat: 2 },
    { id: 'b', lon: 3, lat: 4 },
  ]);
  expect(parseRows(' \n', columns)).toEqual([]);
});

it('keeps what is wrong, so that the service can say so', () => {
  expect(parseRows('a, east, 40', columns)).toEqual([{ id: 'a', lon: 'east', lat: 40 }]);
  expect(parseRows('a,1', columns)).toEqual([{ id: 'a', lon: 1 }]);
  expect(parseRows('a,1,2,3', columns)).toEqual([{ id: 'a', lon: 1, lat: '2,3' }]);
});
