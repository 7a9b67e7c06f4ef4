print("hello, " + "world")
