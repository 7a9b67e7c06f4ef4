package dev.pausa.diagnostics.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Registered;
import org.jspecify.annotations.Nullable;

/** What all events have in common: whose body it is. */
@Category("Pausa")
@Registered(false)
abstract class BodyEvent extends Event {
    @Label("Object")
    @Description(
            "A number that the events of one object share; 0 if the object was made before recording was switched on")
    long object;

    @Label("Kind")
    @Nullable
    String kind;

    @Label("Body")
    @Description("The object's name: by default the class and method of its body")
    @Nullable
    String body;

    @Label("Location")
    @Description("A place in the body, as a stack trace shows it")
    @Nullable
    String location;

    void commit(long object, String kind, String body, @Nullable StackTraceElement place) {
        if (shouldCommit()) {
            this.object = object;
            this.kind = kind;
            this.body = body;
            this.location = place == null ? null : place.toString();
            commit();
        }
    }
}
