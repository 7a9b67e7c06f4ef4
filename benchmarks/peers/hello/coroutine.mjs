function* greeting() {
  return "hello, " + (yield "who is there?");
}

const coroutine = greeting();
coroutine.next();
console.log(coroutine.next("world").value);
