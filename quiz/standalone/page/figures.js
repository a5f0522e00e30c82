// Reads and writes figures as people type them, as quiz/questions/figures.py does; its tables come with the bank.

import { bank } from "./bank.js";
import { fold, split, strip } from "./texts.js";

const UNITS = new Map(Object.entries(bank.figures.units));
const IN_WORDS = new Map(Object.entries(bank.figures.in_words));
const DIGITS = /^£? ?([-+]?[0-9., ]*[0-9])\.? ?(.*)$/u;
const DECIMAL_POINT = /^[-+]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?$/;
const DECIMAL_COMMA = /^[-+]?(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))$/;
const NONE = [null, ""];

// The figure that was typed; null if it is not one, or could be two.
export function readNumber(text, unit) {
  const typed = split(fold(text).replaceAll("−", "-")).join(" ").replace(/\.$/, "");
  const own = fold(strip(unit));
  if (typed.startsWith("£") && (UNITS.get(own) ?? "£") !== "£") return null;
  const [figure, behind] = /\p{Nd}/u.test(typed) ? inDigits(typed) : inWords(typed);
  return figure !== null && Number.isFinite(figure) && fits(behind, unit) ? figure : null;
}

function inDigits(typed) {
  const parts = DIGITS.exec(typed);
  if (!parts) return NONE;
  const [, figure, behind] = parts;
  if (DECIMAL_POINT.test(figure)) return [Number(figure.replace(/[, ]/g, "")), behind];
  return DECIMAL_COMMA.test(figure) ? [Number(figure.replace(",", ".")), behind] : NONE;
}

function inWords(typed) {
  const words = split(typed.replace(/([a-z])-(?=[a-z])/g, "$1 "));
  for (const length of [2, 1]) {
    const figure = IN_WORDS.get(words.slice(0, length).join(" "));
    if (figure !== undefined) return [figure, words.slice(length).join(" ")];
  }
  return NONE;
}

const plainUnit = (unit) => UNITS.get(unit) ?? unit.replace(/s$/, "");

function fits(behind, unit) {
  if (!behind) return true;
  const wanted = split(fold(unit));
  if (!wanted.length) return UNITS.has(behind);
  return [wanted.join(" "), wanted.at(-1)].some((one) => plainUnit(one) === plainUnit(behind));
}

export function spellNumber(figure, unit) {
  const [whole, ...decimals] = String(figure).split(".");
  // Four figures may be a year or a number to ring.
  const grouped = Math.abs(figure) >= 10000 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  const digits = [grouped, ...decimals].join(".");
  let behind = strip(unit);
  if (behind === "£") return `£${digits}`;
  if (figure === 1 && UNITS.has(fold(behind.slice(behind.lastIndexOf(" ") + 1)))) behind = behind.replace(/s$/, "");
  return strip(`${digits}${behind === "%" ? "" : " "}${behind}`);
}
