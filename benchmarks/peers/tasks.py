"""The workloads that have tasks, with asyncio; workloads.py measures them."""

import asyncio
import time
import tracemalloc

TIMES = 1_000
SWITCHES = 400_000
SUM = sum(i & 127 for i in range(TIMES))


def check(expected, actual):
    if expected != actual:
        raise AssertionError(f"the checksum is {actual}, and should be {expected}")


async def ping_pong(capacity):
    there = asyncio.Queue(capacity)
    back = asyncio.Queue(capacity)

    async def doubling():
        for _ in range(TIMES):
            await back.put(2 * await there.get())

    result = 0
    async with asyncio.TaskGroup() as group:
        group.create_task(doubling())
        for i in range(TIMES):
            await there.put(i & 127)
            result += await back.get()
    check(2 * SUM, result)


async def stream(capacity):
    queue = asyncio.Queue(capacity)

    async def sending():
        for i in range(TIMES):
            await queue.put(i & 127)

    result = 0
    async with asyncio.TaskGroup() as group:
        group.create_task(sending())
        for _ in range(TIMES):
            result += await queue.get()
    check(SUM, result)


async def switching(tasks):
    count = 0

    async def giving_way(switches):
        nonlocal count
        for _ in range(switches):
            await asyncio.sleep(0)
            count += 1

    switches = max(SWITCHES // tasks, 4)
    async with asyncio.TaskGroup() as group:
        for _ in range(tasks):
            group.create_task(giving_way(switches))
    check(switches * tasks, count)


async def number(n):
    return n


async def joining():
    result = 0
    async with asyncio.TaskGroup() as group:
        for i in range(TIMES):
            result += await group.create_task(number(i & 127))
    check(SUM, result)


async def pairs():
    result = 0
    for _ in range(TIMES):
        async with asyncio.TaskGroup() as group:
            one = group.create_task(number(1))
            two = group.create_task(number(2))
            result += await one + await two
    check(3 * TIMES, result)


def done():
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    return future


async def ready():
    future = done()
    result = 0
    for _ in range(TIMES):
        result += await future
    check(TIMES, result)


async def ready_in_time():
    future = done()
    result = 0
    for _ in range(TIMES):
        async with asyncio.timeout(60):
            result += await future
    check(TIMES, result)


async def sleepers(tasks, seconds, asleep):
    """Starts tasks that sleep to one instant. Returns how long that took, and how long it took to wake them."""
    count = 0
    begin = time.monotonic()
    due = begin + seconds

    async def sleeping():
        nonlocal count
        await asyncio.sleep(due - time.monotonic())
        count += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(tasks):
            group.create_task(sleeping())
        await asyncio.sleep(0)
        started = time.monotonic()
        asleep()
    end = time.monotonic()
    check(tasks, count)
    if started > due:
        raise AssertionError("they were due before the last had been started: let them sleep longer")
    return started - begin, end - due


def sleep(seconds):
    """The columns of the workload; the bytes in a run of their own, since it takes time to trace them."""
    tasks = 100_000
    sizes = []
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    asyncio.run(sleepers(tasks, 8 * seconds, lambda: sizes.append(tracemalloc.get_traced_memory()[0])))
    tracemalloc.stop()
    started, woken = asyncio.run(sleepers(tasks, 5 * seconds, lambda: None))
    return {
        "bytes": (sizes[0] - before) / tasks,
        "ns to start": started * 1e9 / tasks,
        "ns to wake": woken * 1e9 / tasks,
    }


def runs(main, *arguments):
    return lambda: lambda: asyncio.run(main(*arguments))


COLUMNS = {
    "channel": [
        ("there and back", TIMES, runs(ping_pong, 1)),
        ("there and back, 64", TIMES, runs(ping_pong, 64)),
        ("stream, 64", TIMES, runs(stream, 64)),
    ],
    "switch": [(str(n), max(SWITCHES // n, 4) * n, runs(switching, n)) for n in (10, 1_000, 100_000, 1_000_000)],
    "join": [("one", TIMES, runs(joining)), ("a scope of two", TIMES, runs(pairs))],
    "ready": [("without", TIMES, runs(ready)), ("a minute", TIMES, runs(ready_in_time))],
}
