// Text compared as the program compares it: what Python takes for blanks, and its way to leave case aside.

const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const BLANKS = new RegExp(BLANK, "u");
const OUTER = new RegExp(`^${BLANK}|${BLANK}$`, "gu");
const REFUSED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

export const split = (text) => text.split(BLANKS).filter(Boolean);
export const strip = (text) => text.replace(OUTER, "");
// What was typed, safe to show.
export const shownText = (text) => strip(text.replace(REFUSED, ""));
// A letter at a time: the small sigma that ends a word is no other letter. The dotless i alone would become another one.
export const fold = (text) =>
  Array.from(text, (letter) => (letter === "ı" ? letter : letter.toLowerCase().toUpperCase().toLowerCase())).join("");
