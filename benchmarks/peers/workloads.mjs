// The workloads in Node.js: `node --expose-gc workloads.mjs WORKLOAD SECONDS` prints a line for each of the workload's
// columns. A coroutine is a generator, and awaits another one with yield*.

const TIMES = 1_000;
const SIGNAL = { name: "signal" };

function* totals() {
  let total = 0;
  let sent = yield total;
  while (sent !== null) {
    total += sent;
    sent = yield total;
  }
  return total;
}

function* under(awaits) {
  return awaits === 0 ? yield* totals() : (yield* under(awaits - 1)) + 1;
}

function check(expected, actual) {
  if (expected !== actual) {
    throw new Error(`the checksum is ${actual}, and should be ${expected}`);
  }
}

// Sends 1, 2, 3 ... into one coroutine, and adds up what comes out; begins again before numbers lose precision.
function exchange(make) {
  let coroutine;
  let total = Infinity;
  return () => {
    if (total > 1e9) {
      coroutine = make();
      total = coroutine.next().value;
    }
    let sum = 0;
    for (let i = 1; i <= TIMES; i++) {
      sum += coroutine.next(i).value;
    }
    check(TIMES * total + (TIMES * (TIMES + 1) * (TIMES + 2)) / 6, sum);
    total += (TIMES * (TIMES + 1)) / 2;
  };
}

function* numbers(end) {
  for (let i = 0; i < end; i++) {
    yield i;
  }
}

function generatorNext() {
  const generator = numbers(TIMES);
  let sum = 0;
  for (let i = 0; i < TIMES; i++) {
    sum += generator.next().value;
  }
  check((TIMES * (TIMES - 1)) / 2, sum);
}

function generatorLoop() {
  let sum = 0;
  for (const number of numbers(TIMES)) {
    sum += number;
  }
  check((TIMES * (TIMES - 1)) / 2, sum);
}

function* first(n) {
  return (n < 0 ? yield n : n) + 1;
}

function* second(n) {
  return (n < 0 ? yield n : n) * 2;
}

function* third(n) {
  return (n < 0 ? yield n : n) ^ 5;
}

function* children(kinds) {
  let sum = 0;
  for (let i = 0; i < TIMES; i++) {
    sum += yield* kinds[i % kinds.length](i);
  }
  return sum;
}

function awaitFinished(kinds) {
  const plain = [(i) => i + 1, (i) => i * 2, (i) => i ^ 5];
  let expected = 0;
  for (let i = 0; i < TIMES; i++) {
    expected += plain[i % kinds.length](i);
  }
  return () => check(expected, children(kinds).next().value);
}

function* catching() {
  let caught = 0;
  let sent = caught;
  while (sent !== null) {
    try {
      sent = yield caught;
    } catch (signal) {
      caught = (caught + 1) & 127;
    }
  }
  return caught;
}

const SUM_OF_TICKS = Array.from({ length: TIMES }, (_, i) => (i + 1) & 127).reduce((sum, tick) => sum + tick);

function raiseAndCatch() {
  const coroutine = catching();
  coroutine.next();
  let sum = 0;
  for (let i = 0; i < TIMES; i++) {
    sum += coroutine.throw(SIGNAL).value;
  }
  check(SUM_OF_TICKS, sum);
}

function* closing(counter, number) {
  try {
    return yield number;
  } finally {
    counter.count++;
  }
}

function createAndClose() {
  const counter = { count: 0 };
  let sum = 0;
  for (let i = 0; i < TIMES; i++) {
    const coroutine = closing(counter, i);
    sum += coroutine.next().value;
    coroutine.return();
  }
  check(TIMES, counter.count);
  check((TIMES * (TIMES - 1)) / 2, sum);
}

function* tree(number, nodes, pausing) {
  const left = 2 * number;
  if (left > nodes) {
    return pausing ? yield number : number;
  }
  let sum = number + (yield* tree(left, nodes, pausing));
  if (left < nodes) {
    sum += yield* tree(left + 1, nodes, pausing);
  }
  return sum;
}

function treeOfCoroutines(nodes, pausing) {
  return () => {
    const root = tree(1, nodes, pausing);
    let step = root.next();
    while (!step.done) {
      step = root.next(step.value);
    }
    check((nodes * (nodes + 1)) / 2, step.value);
  };
}

function* ticks() {
  let number = 0;
  let sent = yield number;
  while (sent !== null) {
    number = (number + sent) & 127;
    sent = yield number;
  }
  return number;
}

function scheduler(count) {
  const coroutines = Array.from({ length: count }, ticks);
  coroutines.forEach((coroutine) => coroutine.next());
  let round = 0;
  return () => {
    let sum = 0;
    round++;
    for (const coroutine of coroutines) {
      sum += coroutine.next(1).value;
    }
    check((round & 127) * count, sum);
  };
}

function balanced(from, to) {
  if (from === to) {
    return null;
  }
  const middle = (from + to) >>> 1;
  return { left: balanced(from, middle), key: middle, right: balanced(middle + 1, to) };
}

function* walk(node) {
  if (node.left !== null) {
    yield* walk(node.left);
  }
  yield node.key;
  if (node.right !== null) {
    yield* walk(node.right);
  }
}

function walkBalanced(nodes) {
  const root = balanced(0, nodes);
  return () => {
    let sum = 0;
    for (const key of walk(root)) {
      sum += key;
    }
    check((nodes * (nodes - 1)) / 2, sum);
  };
}

function* waiting(a, b, text) {
  yield null;
  return a + b + text.length;
}

function sizeOfPaused(count) {
  const coroutines = new Array(count).fill(null);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < count; i++) {
    coroutines[i] = waiting(i, 2 * i, "text");
    coroutines[i].next();
  }
  globalThis.gc();
  const size = (process.memoryUsage().heapUsed - before) / count;
  coroutines.forEach((coroutine, i) => check(3 * i + 4, coroutine.next().value));
  return size;
}

// The median time of an operation, in ns, of rounds that take this long together; a third of them before, to warm up.
function median(seconds, operations, run) {
  const times = [];
  const begin = performance.now();
  const warm = begin + (seconds * 1000) / 3;
  const end = begin + (seconds * 4000) / 3;
  while (times.length === 0 || performance.now() < end) {
    const start = process.hrtime.bigint();
    run();
    const time = Number(process.hrtime.bigint() - start) / operations;
    if (performance.now() > warm) {
      times.push(time);
    }
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

// Of each workload the columns: label, operations in a run, and what makes the run. Those with tasks are missing: they
// compare loops that a program chooses, and Node.js has but one.
const kinds = [first, second, third];
const workloads = {
  generator: [
    ["next", TIMES, () => generatorNext],
    ["for-each", TIMES, () => generatorLoop],
  ],
  send: [
    ["young", TIMES, () => () => exchange(totals)()],
    ["old", TIMES, () => exchange(totals)],
  ],
  await: [
    ["1", TIMES, () => awaitFinished(kinds.slice(0, 1))],
    ["3", TIMES, () => awaitFinished(kinds)],
  ],
  depth: [0, 10, 100, 1000].map((n) => [`${n}`, TIMES, () => exchange(() => under(n))]),
  walk: [
    ["no recursion", TIMES, () => generatorLoop],
    ["balanced", 65_535, () => walkBalanced(65_535)],
  ],
  raise: [["each", TIMES, () => raiseAndCatch]],
  close: [["each", TIMES, () => createAndClose]],
  tree: [
    ["finish", 1_000_000, () => treeOfCoroutines(1_000_000, false)],
    ["pause", 1_000_000, () => treeOfCoroutines(1_000_000, true)],
  ],
  scheduler: [50, 100_000].map((n) => [`${n}`, n, () => scheduler(n)]),
};

const [, , workload, seconds] = process.argv;
if (workload === "size") {
  console.log(`bytes\t${sizeOfPaused(100_000)}`);
} else {
  for (const [label, operations, make] of workloads[workload] ?? []) {
    console.log(`${label}\t${median(Number(seconds), operations, make())}`);
  }
}
