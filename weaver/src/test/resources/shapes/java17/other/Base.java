package other;

import static dev.pausa.weaver.Ticks.*;

/** A superclass in another package, with members that only its subclasses may use. */
public abstract class Base {
    protected int counter = 10;
    protected static String label = "label";
    public String open = "open";

    protected Base() {}

    protected Base(String argument) {
        log("Base " + argument);
    }

    protected int bump(int by) {
        return counter += by;
    }

    protected static String shout(Object o) {
        log("shout");
        return "<" + o + ">";
    }

    protected String describe() {
        return "base";
    }

    public String varied(Object... parts) {
        return "varied" + parts.length;
    }

    protected static class Nested {
        public int value = 1;

        public Nested(int value) {
            this.value = value;
        }

        protected int hidden() {
            return value;
        }
    }

    protected interface Sized {
        default int size() {
            return 3;
        }
    }
}
