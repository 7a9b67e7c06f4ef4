public class NestedNew {
    private record Pair(Object a, Object b) {}

    public static Object make() {
        return coroutine((Coroutine.ResultBody<Object>) () -> {
            String[] none = null;
            try {
                log(none[(Integer) await(tick(1, 0))].concat("x"));
            } catch (NullPointerException e) {
                log(e);
            }
            return new Pair(await(tick(2, 1)), new Pair(suspend(mark("INT", 3)), await(stage(4, "s")))).toString();
        });
    }
}
