// Turns a question into what the pad's forms draw, and what they give into an answer in positions of the bank file.

import { shuffled } from "./dice.js";
import { optionMarker } from "./page.js";
import { sceneAfter } from "./types.js";

const inOrder = (list, order) => order.map((at) => list[at]);
const textsOf = (options) => options.map((option) => option.text);
const marked = (texts) => texts.map((text, at) => ({ ...optionMarker(at), text }));
const boxesOf = ({ pairs, distractors }) => [...new Set([...pairs.map((pair) => pair.with), ...distractors])];
const messages = (lines) => lines.map((line) => ({ sender: line.from, text: line.text }));

// For each type: `mixes` what is shuffled on the screen, `draws` it for the form, and `reads` what the form gives; `right`
// says which options are.
const OPTIONS = {
  mixes: (question) => textsOf(question.options),
  draws: (question, texts) => ({ options: marked(texts) }),
  reads: (given, order) => ({ options: inOrder(order, given.picked) }),
  right: (question) => question.options.map((option) => option.correct),
};
export const KINDS = {
  single: OPTIONS,
  multiple: OPTIONS,
  poll: { ...OPTIONS, right: undefined },
  "true-false": {
    draws: () => ({ options: marked(["True", "False"]) }),
    reads: (given) => ({ answer: given.picked[0] === 0 }),
    right: (question) => [question.answer, !question.answer],
  },
  order: {
    mixes: (question) => question.steps,
    draws: (question, texts) => ({ options: marked(texts) }),
    reads: (given, order) => ({ steps: inOrder(order, given.order) }),
  },
  match: {
    mixes: boxesOf,
    draws: (question, texts) => ({ items: question.pairs.map((pair) => pair.item), boxes: texts }),
    reads: (given, order, question) => ({ boxes: inOrder(inOrder(boxesOf(question), order), given.boxes) }),
  },
  number: { draws: (question) => ({ unit: question.unit }) },
  short: {},
  spot: {
    draws: (question) => ({ channel: question.channel, sender: question.from, lines: messages(question.lines) }),
  },
  scenario: {
    mixes: (question, choices) => textsOf(sceneAfter(question, choices).choices),
    draws: (question, texts, choices) => {
      const { text, lines } = sceneAfter(question, choices);
      return { scene: { text, lines: messages(lines), choices: marked(texts) } };
    },
  },
};

// `choices` are those that led to the current scene of a story.
export function onScreen(question, seed, choices = []) {
  const { mixes, draws, reads, right } = KINDS[question.type];
  const texts = mixes ? mixes(question, choices) : [];
  const order = arranged(question, texts.length, seed, choices);
  const isRight = right && right(question);
  const rightShown = isRight && (order.length ? inOrder(isRight, order) : isRight);
  return {
    order,
    shown: {
      type: question.type,
      prompt: question.prompt,
      ...(draws ? draws(question, inOrder(texts, order), choices) : {}),
    },
    answer: (given) => (reads ? reads(given, order, question) : given),
    rightOptions: rightShown ? rightShown.flatMap((is, at) => (is ? [at] : [])) : [],
  };
}

function arranged(question, length, seed, choices) {
  const kept = [...Array(length).keys()];
  const isOrder = question.type === "order";
  if (!question.shuffle && !isOrder) return kept;
  const order = shuffled(length, seed, [question.id, ...choices].join("/"));
  // Steps are never in the right order already.
  return isOrder && order.every((step, at) => step === at) ? [...order.slice(1), order[0]] : order;
}
