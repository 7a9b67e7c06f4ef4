package dev.pausa.maven;

import dev.pausa.weaver.ahead.Place;
import java.io.IOException;

/** What both goals do that weave: they write, if there is anything to write. */
abstract class WeavingMojo extends AbstractWeaveMojo {
    @Override
    void use(Place place, Woven woven) throws IOException {
        int files = woven.changes().size();
        if (files == 0) {
            getLog().info(woven.bodies() + ", nothing to weave: all is up to date");
            return;
        }
        place.write(woven.outcomes());
        getLog().info(woven.bodies() + " woven: " + Woven.number(files, "class file", "class files")
                + " written or deleted in " + woven.folder());
    }
}
