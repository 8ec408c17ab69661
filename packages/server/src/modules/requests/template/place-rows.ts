import { originalRow, type Row } from './row.ts';

/** Rows of property 18 of the kernel. Degrees, WGS 84. */

function degrees(name: string, label: string, help: string): Row {
  return originalRow({ name, type: 'number', required: true, label, help });
}

const point: readonly Row[] = [
  degrees('pointLongitude', 'Longitude', 'Degrees east as a decimal number, -180 to 180.'),
  degrees('pointLatitude', 'Latitude', 'Degrees north as a decimal number, -90 to 90.'),
];

export const IN_POLYGON_POINT: Row = originalRow({
  name: 'inPolygonPoint',
  type: 'group',
  label: 'A point inside',
  help: 'Only for an area larger than half the earth: any point in it.',
  attributes: point,
});

/** CyVerse's template has the point inside below a corner; the kernel has it beside the corners. Both are read. */
export const POLYGON_POINT: Row = originalRow({
  name: 'polygonPoint',
  type: 'group',
  repeatable: true,
  label: 'Corner',
  help: 'One corner of the area; the last corner repeats the first.',
  attributes: [...point, IN_POLYGON_POINT],
});

/** A list of entries in DataCite's JSON and one element with points in its XML. */
export const POLYGON: Row = originalRow({
  name: 'geoLocationPolygon',
  type: 'group',
  label: 'Area',
  help: 'An area drawn by four corners or more.',
  attributes: [POLYGON_POINT, { ...IN_POLYGON_POINT, original: null }],
});

export const geoLocationRow: Row = originalRow({
  name: 'geoLocation',
  member: 'geoLocations',
  type: 'group',
  repeatable: true,
  label: 'Place',
  help: 'Where the data come from: by name, as a point, as a box or as an area.',
  attributes: [
    originalRow({ name: 'geoLocationPlace', label: 'Name of the place', help: 'In words.' }),
    originalRow({
      name: 'geoLocationPoint',
      type: 'group',
      label: 'Point',
      help: 'One point; it needs both numbers.',
      attributes: point,
    }),
    originalRow({
      name: 'geoLocationBox',
      type: 'group',
      label: 'Box',
      help: 'An area between two longitudes and two latitudes; it needs all four numbers.',
      attributes: [
        degrees('westBoundLongitude', 'West', 'The western edge, -180 to 180.'),
        degrees('eastBoundLongitude', 'East', 'The eastern edge, -180 to 180.'),
        degrees('southBoundLatitude', 'South', 'The southern edge, -90 to 90.'),
        degrees('northBoundLatitude', 'North', 'The northern edge, -90 to 90.'),
      ],
    }),
    POLYGON,
  ],
});
