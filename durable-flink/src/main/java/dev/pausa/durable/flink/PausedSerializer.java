package dev.pausa.durable.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The serializer of the state. It writes an envelope that begins with its format, and looks at no code: whether a
 * coroutine still fits its body is found out for each one when its turn comes, so that one which does not cannot keep a
 * savepoint from being loaded.
 */
final class PausedSerializer extends TypeSerializer<Paused> {
    private static final long serialVersionUID = 1L;

    /** The newest format there is. From the first release on, older ones are read for ever. */
    static final int FORMAT = 2;

    private static final int HAS_TYPE = 1;
    private static final int IS_TIMED = 2;
    private static final int IS_PROCESSING_TIME = 4;
    private static final int HAS_QUEUE = 8;

    @Override
    public void serialize(Paused paused, DataOutputView to) throws IOException {
        Wait wait = paused.wait;
        byte[] chain = paused.chain();
        to.writeByte(FORMAT);
        to.writeByte((wait.type() != null ? HAS_TYPE : 0)
                | (wait.isTimed() ? IS_TIMED : 0)
                | (wait.isProcessingTime() ? IS_PROCESSING_TIME : 0)
                | (paused.queued > 0 ? HAS_QUEUE : 0));
        if (wait.type() != null) {
            to.writeUTF(wait.type());
        }
        if (wait.isTimed()) {
            writeNumber(wait.millis(), to);
            to.writeLong(paused.due);
        }
        if (paused.queued > 0) {
            writeNumber(paused.queued, to);
        }
        writeNumber(chain.length, to);
        to.write(chain);
    }

    /** Small numbers, which are not negative, take few bytes. */
    private static void writeNumber(long number, DataOutputView to) throws IOException {
        long left = number;
        for (; left > 0x7F; left >>>= 7) {
            to.writeByte((int) (left | 0x80));
        }
        to.writeByte((int) left);
    }

    private static long readNumber(DataInputView from) throws IOException {
        long number = 0;
        int shift = 0;
        byte next = from.readByte();
        for (; next < 0 && shift < 56; next = from.readByte()) {
            number |= (next & 0x7FL) << shift;
            shift += 7;
        }
        if (next < 0) {
            throw new IOException("a number in a paused coroutine does not end: the state is damaged");
        }
        return number | (long) next << shift;
    }

    @Override
    public Paused deserialize(DataInputView from) throws IOException {
        int format = from.readByte();
        if (format != FORMAT) {
            throw new IOException("a paused coroutine is of the format " + format + ", and this version of"
                    + " pausa-durable-flink reads the format " + FORMAT + ": restore with the version that wrote it,"
                    + " or a newer one");
        }
        int flags = from.readByte();
        String type = (flags & HAS_TYPE) != 0 ? from.readUTF() : null;
        long millis = (flags & IS_TIMED) != 0 ? readNumber(from) : Wait.NEVER;
        long due = (flags & IS_TIMED) != 0 ? from.readLong() : Paused.NO_TIME;
        int queued = (flags & HAS_QUEUE) != 0 ? (int) readNumber(from) : 0;
        byte[] chain = new byte[(int) readNumber(from)];
        from.readFully(chain);
        return new Paused(new Wait(type, millis, (flags & IS_PROCESSING_TIME) != 0), due, queued, chain);
    }

    @Override
    public Paused deserialize(Paused reuse, DataInputView from) throws IOException {
        return deserialize(from);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Paused> duplicate() {
        return this;
    }

    @Override
    public @Nullable Paused createInstance() {
        return null;
    }

    @Override
    public Paused copy(Paused paused) {
        return paused.copy();
    }

    @Override
    public Paused copy(Paused paused, Paused reuse) {
        return paused.copy();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PausedSerializer;
    }

    @Override
    public int hashCode() {
        return PausedSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Paused> snapshotConfiguration() {
        return new Format();
    }

    /** What a savepoint says of the serializer: the format. Flink makes one by its name, which must stay. */
    public static final class Format implements TypeSerializerSnapshot<Paused> {
        private int format = FORMAT;

        /** For Flink. */
        public Format() {}

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView to) throws IOException {
            to.writeInt(format);
        }

        @Override
        public void readSnapshot(int version, DataInputView from, ClassLoader loader) throws IOException {
            format = from.readInt();
        }

        @Override
        public TypeSerializer<Paused> restoreSerializer() {
            return new PausedSerializer();
        }

        @Override
        public TypeSerializerSchemaCompatibility<Paused> resolveSchemaCompatibility(
                TypeSerializerSnapshot<Paused> old) {
            boolean isRead = old instanceof Format saved && saved.format == FORMAT;
            return isRead
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
