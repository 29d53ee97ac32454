// Walks as lines: the way along the streets apart from the ways between the network and the two ends.

const METRES_TO_A_DEGREE = 111_320;
/** A way to the network is drawn apart when the first stretch of the line has about its length. */
const NEARLY = { share: 0.02, m: 0.5 };

/**
 * The parts of a walked line. The ways to the network are told by their length: where an end lies on the network there is none.
 * @param {[number, number][]} line @param {number | null | undefined} startSnapM @param {number | null | undefined} endSnapM
 * @returns {{ streets: [number, number][], snaps: [number, number][][] }}
 */
export function splitRoute(line, startSnapM, endSnapM) {
  let streets = line;
  const snaps = [];
  if (isLeg(streets.slice(0, 2), startSnapM)) {
    snaps.push(streets.slice(0, 2));
    streets = streets.slice(1);
  }
  if (isLeg(streets.slice(-2), endSnapM)) {
    snaps.push(streets.slice(-2));
    streets = streets.slice(0, -1);
  }
  return { streets: streets.length >= 2 ? streets : [], snaps };
}

function isLeg(stretch, snapM) {
  if (stretch.length < 2 || !(snapM > 0)) return false;
  return Math.abs(lengthM(stretch) - snapM) <= NEARLY.m + snapM * NEARLY.share;
}

/** About the length of a line in metres: good enough to place a label. @param {[number, number][]} line */
export function lengthM(line) {
  let sum = 0;
  for (let index = 0; index + 1 < line.length; index += 1) sum += stretchM(line[index], line[index + 1]);
  return sum;
}

function stretchM([lon1, lat1], [lon2, lat2]) {
  const east = (lon2 - lon1) * METRES_TO_A_DEGREE * Math.cos((((lat1 + lat2) / 2) * Math.PI) / 180);
  return Math.hypot(east, (lat2 - lat1) * METRES_TO_A_DEGREE);
}

/** The place half-way along a line. @param {[number, number][]} line @returns {[number, number] | null} */
export function halfWay(line) {
  let left = lengthM(line) / 2;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const [from, to] = [line[index], line[index + 1]];
    const metres = stretchM(from, to);
    if (metres >= left && metres > 0) {
      const share = left / metres;
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    }
    left -= metres;
  }
  return line[0] ?? null;
}
