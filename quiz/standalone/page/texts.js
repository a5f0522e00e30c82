// Compares text as the program does, with Python's idea of blanks and of ignoring case.

const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const BLANKS = new RegExp(BLANK, "u");
const OUTER = new RegExp(`^${BLANK}|${BLANK}$`, "gu");
const REFUSED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

export const split = (text) => text.split(BLANKS).filter(Boolean);
export const strip = (text) => text.replace(OUTER, "");
// Typed text, safe to show.
export const shownText = (text) => strip(text.replace(REFUSED, ""));
// A letter at a time, so that a final sigma is not treated as a different letter. Only the dotless i would become another.
export const fold = (text) =>
  Array.from(text, (letter) => (letter === "ı" ? letter : letter.toLowerCase().toUpperCase().toLowerCase())).join("");
