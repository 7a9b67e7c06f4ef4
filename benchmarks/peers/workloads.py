"""The workloads in CPython: `python3 workloads.py WORKLOAD SECONDS` prints a line for each of the workload's columns."""

import sys
import time
import tracemalloc
import types

import tasks

TIMES = 1_000


class Signal(Exception):
    """What is raised into bodies."""


SIGNAL = Signal()


@types.coroutine
def suspend(value):
    return (yield value)


async def totals():
    total = 0
    sent = await suspend(total)
    while sent is not None:
        total += sent
        sent = await suspend(total)
    return total


async def under(awaits):
    if awaits == 0:
        return await totals()
    return await under(awaits - 1) + 1


def check(expected, actual):
    if expected != actual:
        raise AssertionError(f"the checksum is {actual}, and should be {expected}")


class Exchange:
    """Sends 1, 2, 3 ... into one coroutine, and adds up what comes out."""

    def __init__(self, coroutine):
        self.coroutine = coroutine
        self.total = coroutine.send(None)

    def __call__(self):
        send = self.coroutine.send
        result = 0
        for i in range(1, TIMES + 1):
            result += send(i)
        check(TIMES * self.total + TIMES * (TIMES + 1) * (TIMES + 2) // 6, result)
        self.total += TIMES * (TIMES + 1) // 2


def numbers(end):
    for i in range(end):
        yield i


def generator_next():
    generator = numbers(TIMES)
    step = generator.__next__
    result = 0
    for _ in range(TIMES):
        result += step()
    check(TIMES * (TIMES - 1) // 2, result)


def generator_loop():
    result = 0
    for number in numbers(TIMES):
        result += number
    check(TIMES * (TIMES - 1) // 2, result)


async def first(n):
    return (await suspend(n) if n < 0 else n) + 1


async def second(n):
    return (await suspend(n) if n < 0 else n) * 2


async def third(n):
    return (await suspend(n) if n < 0 else n) ^ 5


async def children(kinds):
    result = 0
    count = len(kinds)
    for i in range(TIMES):
        result += await kinds[i % count](i)
    return result


def finish(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("it paused")


def await_finished(kinds):
    plain = [lambda i: i + 1, lambda i: i * 2, lambda i: i ^ 5]
    expected = sum(plain[i % len(kinds)](i) for i in range(TIMES))
    return lambda: check(expected, finish(children(kinds)))


async def catching():
    caught = 0
    sent = caught
    while sent is not None:
        try:
            sent = await suspend(caught)
        except Signal:
            caught = (caught + 1) & 127
    return caught


SUM_OF_TICKS = sum(i & 127 for i in range(1, TIMES + 1))


def raise_and_catch():
    coroutine = catching()
    coroutine.send(None)
    result = 0
    for _ in range(TIMES):
        result += coroutine.throw(SIGNAL)
        SIGNAL.__traceback__ = None
    check(SUM_OF_TICKS, result)
    coroutine.close()


class Counter:
    count = 0


async def closing(counter, number):
    try:
        return await suspend(number)
    finally:
        counter.count += 1


def create_and_close():
    counter = Counter()
    result = 0
    for i in range(TIMES):
        coroutine = closing(counter, i)
        result += coroutine.send(None)
        coroutine.close()
    check(TIMES, counter.count)
    check(TIMES * (TIMES - 1) // 2, result)


async def tree(number, nodes, pausing):
    left = 2 * number
    if left > nodes:
        return await suspend(number) if pausing else number
    result = number + await tree(left, nodes, pausing)
    if left < nodes:
        result += await tree(left + 1, nodes, pausing)
    return result


def tree_of_coroutines(nodes, pausing):
    def run():
        root = tree(1, nodes, pausing)
        sent = None
        try:
            while True:
                sent = root.send(sent)
        except StopIteration as end:
            check(nodes * (nodes + 1) // 2, end.value)

    return run


async def ticks():
    number = 0
    sent = await suspend(number)
    while sent is not None:
        number = (number + sent) & 127
        sent = await suspend(number)
    return number


class Scheduler:
    """Resumes many coroutines in turn."""

    def __init__(self, coroutines):
        self.sends = [ticks().send for _ in range(coroutines)]
        self.round = 0
        for send in self.sends:
            send(None)

    def __call__(self):
        result = 0
        self.round += 1
        for send in self.sends:
            result += send(1)
        check((self.round & 127) * len(self.sends), result)


def balanced(start, end):
    if start == end:
        return None
    middle = (start + end) // 2
    return balanced(start, middle), middle, balanced(middle + 1, end)


def walk(node):
    left, key, right = node
    if left is not None:
        yield from walk(left)
    yield key
    if right is not None:
        yield from walk(right)


def walk_balanced(nodes):
    root = balanced(0, nodes)
    return lambda: check(nodes * (nodes - 1) // 2, sum(walk(root)))


async def waiting(a, b, text):
    await suspend(None)
    return a + b + len(text)


def size_of_paused(count):
    coroutines = [None] * count
    # Numbers of their own are made before, so that only the coroutines count.
    arguments = [(i, 2 * i) for i in range(count)]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for i, (a, b) in enumerate(arguments):
        coroutines[i] = waiting(a, b, "text")
        coroutines[i].send(None)
    size = (tracemalloc.get_traced_memory()[0] - before) / count
    tracemalloc.stop()
    for i, coroutine in enumerate(coroutines):
        check(3 * i + 4, finish(coroutine))
    return size


def median(seconds, operations, run):
    """The median time of an operation, in ns, of rounds that take this long together."""
    run()
    times = []
    end = time.perf_counter() + seconds
    while not times or time.perf_counter() < end:
        begin = time.perf_counter_ns()
        run()
        times.append((time.perf_counter_ns() - begin) / operations)
    return sorted(times)[len(times) // 2]


def columns(workload):
    """The workload's columns: label, operations in a run, and what makes the run."""
    kinds = (first, second, third)
    if workload in tasks.COLUMNS:
        return tasks.COLUMNS[workload]
    return {
        "generator": [("next", TIMES, lambda: generator_next), ("for-each", TIMES, lambda: generator_loop)],
        "send": [("young", TIMES, lambda: lambda: Exchange(totals())()), ("old", TIMES, lambda: Exchange(totals()))],
        "await": [("1", TIMES, lambda: await_finished(kinds[:1])), ("3", TIMES, lambda: await_finished(kinds))],
        "depth": [(str(n), TIMES, lambda n=n: Exchange(under(n))) for n in (0, 10, 100, 1000)],
        "walk": [
            ("no recursion", TIMES, lambda: generator_loop),
            ("balanced", 65_535, lambda: walk_balanced(65_535)),
        ],
        "raise": [("each", TIMES, lambda: raise_and_catch)],
        "close": [("each", TIMES, lambda: create_and_close)],
        "tree": [
            ("finish", 1_000_000, lambda: tree_of_coroutines(1_000_000, False)),
            ("pause", 1_000_000, lambda: tree_of_coroutines(1_000_000, True)),
        ],
        "scheduler": [(str(n), n, lambda n=n: Scheduler(n)) for n in (50, 100_000)],
    }[workload]


def main(workload, seconds):
    sys.setrecursionlimit(10_000)
    if workload == "size":
        print(f"bytes\t{size_of_paused(100_000)}")
        return
    if workload == "sleep":
        for label, number in tasks.sleep(1 if seconds < 1 else 5).items():
            print(f"{label}\t{number}")
        return
    for label, operations, make in columns(workload):
        print(f"{label}\t{median(seconds, operations, make())}")


main(sys.argv[1], float(sys.argv[2]))
