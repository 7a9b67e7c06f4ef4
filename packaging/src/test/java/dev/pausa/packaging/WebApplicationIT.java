package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web application in Apache Tomcat, with Pausa in its WEB-INF/lib. */
class WebApplicationIT {
    @TempDir
    Path folder;

    @Test
    void runs_in_the_loader_of_a_web_application() throws Exception {
        Path library = Files.createDirectories(folder.resolve("app/WEB-INF/lib"));
        Files.copy(Build.app(), library.resolve("app.jar"));
        Files.copy(Build.pausa(), library.resolve("pausa.jar"));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        Context context = tomcat.addContext("", folder.resolve("app").toString());
        context.setParentClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            tomcat.start(); // without a connector: no port is opened
            ClassLoader loader = context.getLoader().getClassLoader();
            Class<?> app = loader.loadClass("app.App");
            assertThat(app.getClassLoader()).isSameAs(loader);
            assertThat(app.getMethod("run").invoke(null)).isEqualTo(App.EXPECTED);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
