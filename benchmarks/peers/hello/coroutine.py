import types


@types.coroutine
def suspend(value):
    return (yield value)


async def greeting():
    return "hello, " + await suspend("who is there?")


coroutine = greeting()
coroutine.send(None)
try:
    coroutine.send("world")
except StopIteration as end:
    print(end.value)
