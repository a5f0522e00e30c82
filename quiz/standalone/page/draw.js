// Draws the questions of a quiz and their order, by the rules of quiz/play/mix.py and quiz/play/drawing.py for one bank.

import { mixed } from "./dice.js";

const MOST_QUICK_OF_TEN = 7;
const SHORTEST_MIX = 3;
const smallest = (list, of) => list.reduce((best, one) => (of(one) < of(best) ? one : best));

const factOf = (question) => question.fact || `/${question.id}`;

// What a draw may still take: no fact twice, at most seven quick choices in ten, stories and conversations in proportion.
class Mix {
  constructor(questions, length) {
    this.paces = new Map();
    for (const question of questions) {
      const fact = factOf(question);
      this.paces.set(fact, (this.paces.get(fact) || new Set()).add(question.pace));
    }
    const facts = this.paces.size;
    this.left = Math.min(length, facts);
    this.notQuick = [...this.paces.values()].filter(hasOtherThanQuick).length;
    this.told = [...this.paces.values()].filter((paces) => paces.has("told")).length;
    const isMixed = this.left >= SHORTEST_MIX;
    const mostQuick = isMixed ? Math.floor((MOST_QUICK_OF_TEN * this.left) / 10) : this.left;
    this.quickLeft = Math.max(mostQuick, this.left - this.notQuick);
    const share = isMixed ? Math.floor((this.left * this.told) / facts + 0.5) : 0;
    this.toldDue = Math.min(Math.max(share, Number(isMixed)), this.told, this.left);
  }

  admits(question) {
    const paces = this.paces.get(factOf(question));
    if (!paces || !this.left) return false;
    const left = this.left - 1;
    const quickLeft = this.quickLeft - Number(question.pace === "quick");
    const toldDue = this.toldDue - Number(question.pace === "told");
    const notQuick = this.notQuick - Number(hasOtherThanQuick(paces));
    const told = this.told - Number(paces.has("told"));
    return Math.max(left - notQuick, 0) <= quickLeft && toldDue <= Math.min(left, told);
  }

  take(question) {
    const paces = this.paces.get(factOf(question));
    this.paces.delete(factOf(question));
    this.left -= 1;
    this.quickLeft -= Number(question.pace === "quick");
    this.toldDue -= Number(question.pace === "told");
    this.notQuick -= Number(hasOtherThanQuick(paces));
    this.told -= Number(paces.has("told"));
  }
}
const hasOtherThanQuick = (paces) => [...paces].some((pace) => pace !== "quick");

// `past` is a map from a question's id to [how often it was asked, whether it was right when last asked].
export function draw({ questions, length, topics }, past, random) {
  const scored = questions.filter((question) => question.scored);
  const others = questions.filter((question) => !question.scored);
  const drawn = apart(length ? chosen(scored, length, topics, past, random) : scored, random);
  for (const other of length ? besides(others, drawn, past, random) : others)
    drawn.splice(Math.floor(random() * (drawn.length + 1)), 0, other);
  return drawn;
}

// 0 for a question that is new to the player, 1 for one they missed, 2 for one they know.
const standing = (past, question) => (past.has(question.id) ? 1 + Number(past.get(question.id)[1]) : 0);
const times = (past, question) => (past.has(question.id) ? past.get(question.id)[0] : 0);

function chosen(questions, length, weights, past, random) {
  const mix = new Mix(questions, length);
  const weightOf = new Map(Object.entries(weights));
  const sooner = (one, other) =>
    standing(past, one) - standing(past, other) || times(past, one) - times(past, other);
  const inTurn = mixed(questions, random).sort(sooner);
  const strands = [...new Set(inTurn.map((question) => question.topic))].map((topic) => ({
    left: inTurn.filter((question) => question.topic === topic),
    weight: weightOf.get(topic) ?? 1,
    taken: 0,
    luck: random(),
  }));
  const drawn = [];
  while (mix.left) {
    // Whatever the mix rejects once, it always will.
    for (const strand of strands) while (strand.left.length && !mix.admits(strand.left[0])) strand.left.shift();
    const ready = strands.filter((strand) => strand.left.length);
    const standings = [...new Set(ready.map((strand) => standing(past, strand.left[0])))].sort();
    // Topics take turns by their weights; of topics that are level, one with something new comes first.
    const turn = (strand) => {
      const start = (standings.indexOf(standing(past, strand.left[0])) + strand.luck) / standings.length;
      return (strand.taken + start) / strand.weight;
    };
    const strand = smallest(ready, turn);
    strand.taken += 1;
    drawn.push(strand.left.shift());
    mix.take(drawn.at(-1));
  }
  return drawn;
}

// At most one question without a key, never asked before and not about a fact already drawn.
function besides(others, drawn, past, random) {
  const facts = new Set(drawn.map(factOf));
  const fresh = others.filter((question) => !past.has(question.id) && !facts.has(factOf(question)));
  return fresh.length ? [fresh[Math.floor(random() * fresh.length)]] : [];
}

// In random order, with as few neighbours from the same topic as possible.
function apart(drawn, random) {
  const left = mixed(drawn, random);
  const counts = new Map();
  for (const { topic } of left) if (topic) counts.set(topic, (counts.get(topic) || 0) + 1);
  const ordered = [];
  let last = "";
  while (left.length) {
    // A topic with more than half of what is left must come now, or it will be its own neighbour in the end.
    const crowded = [...counts].find(([topic, count]) => 2 * count > left.length && topic !== last)?.[0];
    const fits = ({ topic }) => (crowded ? topic === crowded : !last || topic !== last);
    const [question] = left.splice(Math.max(left.findIndex(fits), 0), 1);
    last = question.topic;
    if (last) counts.set(last, counts.get(last) - 1);
    ordered.push(question);
  }
  return ordered;
}
