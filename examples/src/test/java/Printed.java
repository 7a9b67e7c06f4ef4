import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A stream for a program to print to, and what it has printed. */
final class Printed extends PrintStream {
    private final ByteArrayOutputStream bytes;

    Printed() {
        this(new ByteArrayOutputStream());
    }

    private Printed(ByteArrayOutputStream bytes) {
        super(bytes, true, StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    /** A stream that nobody reads any more after so many bytes, as in {@code | head}. */
    static PrintStream brokenAfter(int count) {
        return new PrintStream(
                new OutputStream() {
                    private int left = count;

                    @Override
                    public void write(int b) throws IOException {
                        if (left-- <= 0) throw new IOException("broken pipe");
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    void reset() {
        bytes.reset();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
