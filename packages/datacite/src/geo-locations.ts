import type { GeoBox, GeoLocation, GeoPoint, GeoPolygonEntry } from './metadata.ts';
import { pointTo } from './problems.ts';
import { degrees, line, listOf, objectOf, type Reader, type Reading } from './reading.ts';

const latitude = degrees('latitude', 90);
const longitude = degrees('longitude', 180);

const point: Reader<GeoPoint> = objectOf({
  noun: 'point',
  required: { pointLongitude: longitude, pointLatitude: latitude },
  optional: {},
});

const box: Reader<GeoBox> = objectOf({
  noun: 'box',
  required: {
    westBoundLongitude: longitude,
    eastBoundLongitude: longitude,
    southBoundLatitude: latitude,
    northBoundLatitude: latitude,
  },
  optional: {},
  rule(read, pointer, { problems, forms }) {
    // West may exceed east: such a box crosses the antimeridian.
    if (!forms || (read.southBoundLatitude ?? -90) <= (read.northBoundLatitude ?? 90)) return;
    problems.add(
      pointTo(pointer, 'southBoundLatitude'),
      'The southern edge of the box lies north of its northern edge; exchange the two.',
    );
  },
});

/** A point and a box under the short names that a sample's place has. */
export const samplePoint = objectOf({ noun: 'point', required: { latitude, longitude }, optional: {} });

export const sampleBox = objectOf({
  noun: 'box',
  required: { west: longitude, east: longitude, south: latitude, north: latitude },
  optional: {},
  rule(read, pointer, { problems, forms }) {
    if (!forms || (read.south ?? -90) <= (read.north ?? 90)) return;
    problems.add(
      pointTo(pointer, 'south'),
      'The southern edge of the box lies north of its northern edge; exchange the two.',
    );
  },
});

const polygonEntry: Reader<GeoPolygonEntry> = objectOf({
  noun: 'polygon entry',
  required: {},
  optional: { polygonPoint: point, inPolygonPoint: point },
});

const polygon = listOf(polygonEntry, 'polygon point');

/** Property 18 of kernel 4.7: a place by name, point, box or polygon, in degrees. */
export const readGeoLocation: Reader<GeoLocation> = objectOf({
  noun: 'place',
  required: {},
  optional: {
    geoLocationPlace: line,
    geoLocationPoint: point,
    geoLocationBox: box,
    geoLocationPolygon: polygon,
  },
  rule(read, pointer, reading) {
    if (read.geoLocationPolygon === undefined) return;
    reportPolygon(read.geoLocationPolygon, pointTo(pointer, 'geoLocationPolygon'), reading);
  },
});

/** A polygon has four points or more and ends where it began (kernel 4.7, property 18.4). */
function reportPolygon(
  entries: readonly GeoPolygonEntry[],
  pointer: string,
  { problems, forms }: Reading,
): void {
  const corners = entries.flatMap(({ polygonPoint }) => polygonPoint ?? []);
  if (entries.filter(({ inPolygonPoint }) => inPolygonPoint !== undefined).length > 1) {
    problems.add(pointer, 'A polygon has at most one inPolygonPoint; remove the others.');
  }
  // The XSD counts the points; only the text of the kernel asks that the line be closed.
  if (corners.length < 4) {
    problems.add(pointer, 'A polygon needs at least four points, of which the last repeats the first.');
    return;
  }
  const first = corners[0];
  const last = corners.at(-1);
  const isClosed =
    first?.pointLatitude === last?.pointLatitude && first?.pointLongitude === last?.pointLongitude;
  if (forms && !isClosed) {
    problems.add(pointer, 'The polygon is not closed; repeat its first point as the last one.');
  }
}
