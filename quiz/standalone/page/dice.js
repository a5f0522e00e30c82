// Random numbers from a seed, so that a reloaded page shows the same again.

// "mulberry32": good enough to shuffle questions, and only four lines.
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];

export function mixed(list, random) {
  const left = [...list];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const at = Math.floor(random() * (last + 1));
    [left[last], left[at]] = [left[at], left[last]];
  }
  return left;
}

// The positions below `length`, in an order that depends only on seed and name.
export function shuffled(length, seed, name) {
  let hash = seed >>> 0;
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  return mixed([...Array(length).keys()], dice(hash));
}
