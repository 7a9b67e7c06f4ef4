package dev.pausa.maven;

import dev.pausa.weaver.ahead.Place;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;

/** What both goals do that weave: they write, if there is anything to write. */
abstract class WeavingMojo extends AbstractWeaveMojo {
    @Override
    void use(Place place, Woven woven, LastWeaving last) throws IOException, MojoExecutionException {
        int files = woven.changes().size();
        if (files == 0) {
            getLog().info(woven.bodies() + ", nothing to weave: all is up to date");
        } else {
            place.write(woven.outcomes());
            woven.remarks().forEach(getLog()::warn);
            getLog().info(woven.bodies() + " woven: " + Woven.number(files, "class file", "class files")
                    + " written or deleted in " + woven.folder());
        }
        now(woven.folder()).write(record());
    }
}
