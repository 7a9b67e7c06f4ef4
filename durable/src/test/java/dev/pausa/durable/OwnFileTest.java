package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of whoever names none. */
class OwnFileTest {
    @TempDir
    private Path folder;

    @Test
    @Rule("H2")
    void it_keeps_its_key_beside_it_for_its_owner_alone() throws Exception {
        byte[] first;
        try (OwnFile own = OwnFile.open(folder, 3)) {
            new Schema(new Database(own.source())).migrate();
            first = own.key();
        }
        assertThat(first).hasSize(32);
        Path key = folder.resolve("pausa-durable.key");
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        try (OwnFile again = OwnFile.open(folder, 3)) {
            new Schema(new Database(again.source())).migrate();
            assertThat(again.key()).isEqualTo(first);
        }
        assertThat(folder.resolve("pausa-durable.mv.db")).exists();
    }
}
