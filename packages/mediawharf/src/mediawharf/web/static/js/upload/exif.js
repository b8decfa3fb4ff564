/** What a camera wrote into a JPEG: when, where, by whom. A small part of EXIF 2.32, read from the file's first bytes. */

/** @typedef {{date?: string, latitude?: number, longitude?: number, artist?: string, description?: string}} Shot */

const MOST_BYTES = 256 * 1024; // a segment holds 64 kB; others may come before it
const [ASCII, SHORT, LONG, RATIONAL] = [2, 3, 4, 5];
const SIZES = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8 };

/** What the file tells, {} if it tells nothing. @param {Blob} file @returns {Promise<Shot>} */
export async function shotOf(file) {
  const view = new DataView(await file.slice(0, MOST_BYTES).arrayBuffer());
  try {
    const start = exifStart(view);
    return start === null ? {} : told(new Tiff(view, start));
  } catch (error) {
    if (error instanceof RangeError) return {}; // it points beyond its end
    throw error;
  }
}

/** Where the TIFF header of the APP1 segment begins. @param {DataView} view @returns {number | null} */
function exifStart(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker < 0xffe0 || marker === 0xffda) return null;
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10; // "Exif"
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Values of a TIFF structure, by tag. */
class Tiff {
  #view;
  #start;
  #isLittle;

  /** @param {DataView} view @param {number} start */
  constructor(view, start) {
    this.#view = view;
    this.#start = start;
    this.#isLittle = view.getUint16(start) === 0x4949;
  }

  first() {
    return this.directory(this.#view.getUint32(this.#start + 4, this.#isLittle));
  }

  /** @param {number} offset @returns {Map<number, any>} texts, or lists of numbers */
  directory(offset) {
    const entries = new Map();
    const at = this.#start + offset;
    const count = Math.min(200, this.#view.getUint16(at, this.#isLittle));
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const value = this.#value(entry);
      if (value !== null) entries.set(this.#view.getUint16(entry, this.#isLittle), value);
    }
    return entries;
  }

  /** @param {number} entry */
  #value(entry) {
    const type = this.#view.getUint16(entry + 2, this.#isLittle);
    const count = this.#view.getUint32(entry + 4, this.#isLittle);
    const size = Reflect.get(SIZES, type);
    if (size === undefined || count > 4096) return null;
    const at = size * count <= 4 ? entry + 8 : this.#start + this.#view.getUint32(entry + 8, this.#isLittle);
    if (type === ASCII) return this.#text(at, count);
    return Array.from({ length: count }, (_, index) => this.#number(type, at + index * size));
  }

  /** @param {number} at @param {number} count */
  #text(at, count) {
    const octets = new Uint8Array(this.#view.buffer, at, count);
    return new TextDecoder().decode(octets).split('\0')[0].trim();
  }

  /** @param {number} type @param {number} at */
  #number(type, at) {
    if (type === SHORT) return this.#view.getUint16(at, this.#isLittle);
    const number = this.#view.getUint32(at, this.#isLittle);
    return type === LONG ? number : number / this.#view.getUint32(at + 4, this.#isLittle);
  }
}

/** @param {Tiff} tiff @returns {Shot} */
function told(tiff) {
  const image = tiff.first();
  const camera = image.has(0x8769) ? tiff.directory(image.get(0x8769)[0]) : new Map();
  const place = image.has(0x8825) ? tiff.directory(image.get(0x8825)[0]) : new Map();
  const found = {
    date: dateOf(camera.get(0x9003) ?? camera.get(0x9004) ?? image.get(0x0132)),
    latitude: degrees(place.get(2), place.get(1) === 'S', 90),
    longitude: degrees(place.get(4), place.get(3) === 'W', 180),
    artist: image.get(0x013b) || undefined,
    description: image.get(0x010e) || undefined,
  };
  if (found.latitude === undefined || found.longitude === undefined) found.latitude = found.longitude = undefined;
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** "2024:05:01 12:00:30" as "2024-05-01 12:00:30". @param {unknown} text */
function dateOf(text) {
  const match = typeof text === 'string' ? /^(\d{4}):(\d\d):(\d\d)( \d\d:\d\d:\d\d)?/.exec(text) : null;
  return match && match[1] !== '0000' ? `${match[1]}-${match[2]}-${match[3]}${match[4] ?? ''}` : undefined;
}

/** @param {unknown} parts degrees, minutes, seconds @param {boolean} isNegative @param {number} most */
function degrees(parts, isNegative, most) {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const value = parts[0] + parts[1] / 60 + parts[2] / 3600;
  if (!(value <= most)) return undefined; // NaN too
  return Number((isNegative ? -value : value).toFixed(6));
}
