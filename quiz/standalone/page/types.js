// The rules of each question type, whatever draws it: how much of an answer is right, 0 to 1, the answer in words, and what
// to say about it. Answers have positions of the bank file, as in quiz/questions/answers.py; the keys are the file's own.

import { readNumber, spellNumber } from "./figures.js";
import { plainWords, takenFor } from "./slips.js";
import { shownText } from "./texts.js";

const ascending = (positions) => [...positions].sort((one, other) => one - other);
const places = (list, holds) => list.flatMap((one, at) => (holds(one) ? [at] : []));
const numbered = (texts) => texts.map((text, at) => `${at + 1}. ${text}`);

// (right picked - wrong picked) / all right ones, but never below 0.
function sharePicked(picked, right) {
  const hits = picked.filter((at) => right.includes(at)).length;
  return Math.max((hits - (picked.length - hits)) / right.length, 0);
}

const OPTIONS = {
  words: (question, { options }) => ascending(options).map((at) => question.options[at].text),
  reasons: (question, { options }) => {
    const picked = ascending(options).map((at) => question.options[at]);
    if (picked.length === 1) return [picked[0].why];
    return picked.filter((option) => option.why).map((option) => `${option.text}: ${option.why}`);
  },
};

// How many pairs of steps are in the right order, and how many pairs there are.
function pairsRight({ steps }) {
  const right = steps.flatMap((first, at) => steps.slice(at + 1).filter((second) => first < second)).length;
  return [right, (steps.length * (steps.length - 1)) / 2];
}

// The scenes along a path through a story, each with the choice taken there.
export function wayThrough(question, { choices }) {
  let scene = question.scenes[question.start];
  return choices.map((at) => {
    const step = { scene, choice: scene.choices[at] };
    scene = question.scenes[step.choice.goto];
    return step;
  });
}

export const sceneAfter = (question, choices) =>
  question.scenes[choices.length ? wayThrough(question, { choices }).at(-1).choice.goto : question.start];

const bestOf = (scene) => scene.choices.reduce((best, choice) => (choice.mark > best.mark ? choice : best));

const VERDICTS = { scam: "It is a scam", genuine: "It is genuine" };

export const TYPES = {
  single: {
    ...OPTIONS,
    mark: (question, { options }) => Number(question.options[options[0]].correct),
  },

  multiple: {
    ...OPTIONS,
    mark: (question, { options }) =>
      sharePicked(
        options,
        places(question.options, (option) => option.correct),
      ),
  },

  poll: { words: OPTIONS.words, reasons: () => [], mark: () => 0 },

  "true-false": {
    mark: (question, { answer }) => Number(answer === question.answer),
    words: (question, { answer }) => [answer ? "True" : "False"],
    reasons: (question, { answer }) => (answer === question.answer ? [] : [question.why]),
  },

  order: {
    // Kendall's rank correlation: 0 for half of the pairs, which is what chance gives.
    mark: (question, answer) => {
      const [right, pairs] = pairsRight(answer);
      return Math.max((2 * right) / pairs - 1, 0);
    },
    words: (question, { steps }) => numbered(steps.map((step) => question.steps[step])),
    reasons: (question, answer) => {
      const [right, pairs] = pairsRight(answer);
      const chance = right ? ` (${pairs / 2} by chance alone)` : "";
      return right === pairs ? [] : [`${right} of ${pairs} pairs stand in the right order${chance}.`];
    },
  },

  match: {
    mark: (question, { boxes }) =>
      question.pairs.filter((pair, at) => pair.with === boxes[at]).length / question.pairs.length,
    words: (question, { boxes }) => question.pairs.map((pair, at) => `${pair.item}: ${boxes[at] ?? "nothing"}`),
    reasons: () => [],
  },

  number: {
    accepts: (question, { text }) => readNumber(text, question.unit) !== null,
    mark: (question, { text }) => {
      const figure = readNumber(text, question.unit);
      // The sliver allows for decimal fractions that have no exact binary form.
      const sliver = 1e-9 * Math.max(1, Math.abs(question.answer));
      return Number(figure !== null && Math.abs(figure - question.answer) <= question.tolerance + sliver);
    },
    words: (question, { text }) => {
      const figure = readNumber(text, question.unit);
      return [figure === null ? shownText(text) : spellNumber(figure, question.unit)];
    },
    reasons: (question, { text }) => {
      const figure = readNumber(text, question.unit);
      if (figure === null || /\p{Nd}/u.test(text)) return [];
      return [`You typed “${shownText(text)}”, taken as ${spellNumber(figure, question.unit)}.`];
    },
  },

  short: {
    accepts: (question, { text }) => plainWords(text) !== "",
    mark: (question, { text }) => Number(takenFor(question, text) !== null),
    words: (question, { text }) => [shownText(text)],
    reasons: (question, { text }) => {
      const taken = takenFor(question, text);
      if (taken === null || plainWords(text) === plainWords(taken)) return [];
      return [`You typed “${shownText(text)}”. Right is “${question.accept[0]}”.`];
    },
  },

  spot: {
    // Half for the verdict and half for the lines: the whole of that half if there were none to pick and none was picked.
    mark: (question, { verdict, lines }) => {
      if (verdict !== question.verdict) return 0;
      const cues = places(question.lines, (line) => line.cue);
      return 0.5 + 0.5 * (cues.length ? sharePicked(lines, cues) : Number(!lines.length));
    },
    words: (question, { verdict, lines }) => [
      VERDICTS[verdict],
      ...ascending(lines).map((at) => `“${question.lines[at].text}”`),
    ],
    reasons: (question, { verdict, lines }) => {
      if (verdict !== question.verdict) return [];
      const picked = ascending(lines).map((at) => question.lines[at]);
      return picked.filter((line) => !line.cue).map((line) => `“${line.text}” gives nothing away.`);
    },
  },

  scenario: {
    mark: (question, answer) => {
      const marks = wayThrough(question, answer).map(({ choice }) => choice.mark);
      return marks.length ? marks.reduce((sum, mark) => sum + mark, 0) / marks.length : 0;
    },
    words: (question, answer) =>
      numbered(
        wayThrough(question, answer).map(({ scene, choice }) => {
          const best = bestOf(scene);
          const better = choice.mark < best.mark ? ` → better: ${best.text}` : "";
          return `${scene.short} → ${choice.text}${better}`;
        }),
      ),
    reasons: (question, answer) =>
      wayThrough(question, answer)
        .filter(({ choice }) => choice.mark < 1 && choice.why)
        .map(({ choice }) => `${choice.text}: ${choice.why}`),
  },
};
