// Compares a typed word or two as quiz/questions/short.py does: one slip is forgiven in a long word.

import { fold, split } from "./texts.js";

const FORGIVING_FROM = 6;
const LETTERS = /^\p{L}+$/u;

// Phones and word processors curl typed quotes and apostrophes.
const straight = (text) => text.replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"');

export const plainWords = (text) =>
  fold(split(split(straight(text.normalize("NFC"))).join(" ").replace(/\.+$/, "")).join(" "));

// The accepted spelling that a text is, or is meant to be; null if it is none of them.
export function takenFor(question, text) {
  const typed = plainWords(text);
  const spellings = new Map(question.accept.map((accepted) => [plainWords(accepted), accepted]));
  if (spellings.has(typed) || question.exact) return spellings.get(typed) ?? null;
  // A word that is right in another spelling is not a slip.
  const words = new Set([...spellings.keys()].flatMap(split));
  const meant = [...spellings].find(([spelling]) => forgives(split(typed), split(spelling), words));
  return meant ? meant[1] : null;
}

function forgives(typed, spelling, words) {
  const maySlip = (one, word) =>
    Array.from(word).length >= FORGIVING_FROM && LETTERS.test(word) && LETTERS.test(one) && isOneSlip(one, word);
  return (
    typed.length === spelling.length &&
    typed.every((one, at) => one === spelling[at] || (!words.has(one) && maySlip(one, spelling[at])))
  );
}

// One letter added, missing or changed, or two neighbours swapped.
function isOneSlip(typed, word) {
  const [ours, theirs] = [Array.from(typed), Array.from(word)];
  let alike = 0;
  while (alike < Math.min(ours.length, theirs.length) && ours[alike] === theirs[alike]) alike += 1;
  const from = (letters, more) => letters.slice(alike + more).join("");
  const swapped = [theirs[alike + 1], theirs[alike]].join("") + from(theirs, 2);
  return (
    from(ours, 1) === from(theirs, 0) ||
    from(ours, 0) === from(theirs, 1) ||
    from(ours, 1) === from(theirs, 1) ||
    from(ours, 0) === swapped
  );
}
