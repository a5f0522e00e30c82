// One run through the quiz: the questions, the result of each answer, and all of it as a short text to resume from.

import { bank } from "./bank.js";
import { dice, newSeed } from "./dice.js";
import { draw } from "./draw.js";
import { TYPES } from "./types.js";

const FORMAT = 1;
const RIGHT = 1 - 1e-9;
const MOST_TO_DO = 5;

// Marks are rounded to the six decimals that are kept, so that a resumed run comes to the same result.
const written = (mark) => (mark > RIGHT ? "1" : mark > 0 ? `.${String(Math.min(Math.round(mark * 1e6), 999999)).padStart(6, "0")}` : "0");

export class Attempt {
  constructor(seed, drawn, marks = []) {
    this.seed = seed;
    this.drawn = drawn; // positions in the bank
    this.marks = marks; // 0 to 1, for the questions answered so far; 0 for one without a key
    this.choices = []; // those taken in the open story
    this.told = null; // the last answer as the form gave it, while its feedback is on the screen; false for none
  }

  static begin(past) {
    const seed = newSeed();
    const drawn = draw(bank, past, dice(seed));
    const places = new Map(bank.questions.map((question, at) => [question, at]));
    return new Attempt(
      seed,
      drawn.map((question) => places.get(question)),
    );
  }

  get length() {
    return this.drawn.length;
  }

  get isTelling() {
    return this.told !== null;
  }

  get isOver() {
    return this.marks.length === this.length && !this.isTelling;
  }

  // The number of the question on the screen, from 0.
  get number() {
    return this.marks.length - Number(this.isTelling);
  }

  get question() {
    return bank.questions[this.drawn[this.number]];
  }

  // An answer in positions of the bank file, and as the form gave it; nothing for a question that was skipped.
  answer(answer, given) {
    const { question } = this;
    this.marks.push(answer && question.scored ? Number(written(TYPES[question.type].mark(question, answer))) : 0);
    this.told = given || false;
    this.choices = [];
  }

  goOn() {
    this.told = null;
  }

  get responses() {
    return this.marks.map((mark, at) => ({ question: bank.questions[this.drawn[at]], mark, right: mark > RIGHT }));
  }

  result() {
    const scored = this.responses.filter(({ question }) => question.scored);
    const sum = (figures) => figures.reduce((one, other) => one + other, 0);
    const possible = sum(this.drawn.map((at) => bank.questions[at].worth));
    const mark = possible ? sum(scored.map((one) => one.mark * one.question.worth)) / possible : 0;
    const missed = scored.filter((one) => !one.right);
    const percent = Number((100 * mark).toFixed(2));
    return {
      scored: scored.length,
      right: rightInWords(scored),
      percent,
      passed: percent >= bank.pass_mark,
      missed: missed.map((one) => one.question),
      toDo: [...new Set(missed.map((one) => one.question.action).filter(Boolean))].slice(0, MOST_TO_DO),
      topics: topicsOf(scored),
    };
  }

  // In ASCII only, which every VLE counts alike. `most` is the most characters that can be kept: if the text is longer, the
  // answer on the screen is left out, and if it is still too long, nothing is kept.
  written(most = Infinity) {
    const parts = {
      format: FORMAT,
      bank: bank.hash,
      seed: this.seed,
      drawn: this.drawn.map((at) => at.toString(36)).join("."),
      marks: this.marks.map(written).join(""),
      ...(this.choices.length ? { choices: this.choices } : {}),
    };
    const escaped = (value) => JSON.stringify(value).replace(/[^ -~]/g, (letter) => `\\u${hex(letter)}`);
    const texts = [escaped(this.isTelling ? { ...parts, told: this.told } : parts), escaped(parts), ""];
    return texts.find((text) => text.length <= most);
  }

  // The run that a text describes; null if it is for another version of the bank, or not such a text.
  static read(text) {
    try {
      const { format, bank: hash, seed, drawn, marks, choices, told } = JSON.parse(text);
      if (format !== FORMAT || hash !== bank.hash || !Number.isInteger(seed)) return null;
      const places = drawn.split(".").map((place) => parseInt(place, 36));
      const attempt = new Attempt(seed, places, (marks.match(/[01]|\.\d{6}/g) || []).map(Number));
      if (!places.every((at) => bank.questions[at]) || attempt.marks.length > places.length) return null;
      attempt.choices = choices || [];
      attempt.told = told ?? null;
      return attempt;
    } catch {
      return null;
    }
  }
}

const hex = (letter) => letter.charCodeAt(0).toString(16).padStart(4, "0");

// How many were right, and how many in part, which a mark counts as well.
function rightInWords(responses) {
  const right = responses.filter((one) => one.right).length;
  const inPart = responses.filter((one) => !one.right && one.mark > 0).length;
  return `${right} of ${responses.length} right${inPart ? `, ${inPart} in part` : ""}`;
}

// A topic in questions, or in per cent where a part counts as well; then never rounded to 0 or 100.
function shareInWords(own, mark) {
  const right = own.filter((one) => one.right).length;
  if (!own.some((one) => !one.right && one.mark > 0)) return `${right} of ${own.length}`;
  return `${Math.min(Math.max(Math.round(100 * mark), 1), 99)} %`;
}

// The marks by topic, the lowest first.
function topicsOf(responses) {
  const names = [...new Set(responses.map(({ question }) => question.topic))].filter(Boolean);
  const topics = names.map((name) => {
    const own = responses.filter(({ question }) => question.topic === name);
    const mark = own.reduce((sum, one) => sum + one.mark, 0) / own.length;
    return { name, mark, share: shareInWords(own, mark) };
  });
  return topics.sort((one, other) => one.mark - other.mark);
}
