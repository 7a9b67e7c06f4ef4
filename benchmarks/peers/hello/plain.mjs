console.log("hello, " + "world");
