package dev.pausa.durable.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What shows that a row was written by somebody with the key: HMAC-SHA256 over what it says. */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";

    /** Finding an algorithm takes longer than applying it. */
    private final ThreadLocal<Mac> macs;

    /**
     * Makes one.
     *
     * @param secret the key
     */
    public Seal(byte[] secret) {
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    String of(Instance row) {
        Instance.Origin origin = row.origin();
        Instance.Progress progress = row.progress();
        return mac(
                "instance",
                origin.namespace(),
                origin.id(),
                origin.run(),
                origin.body(),
                origin.bodyVersion(),
                origin.argument(),
                origin.parent(),
                origin.parentRun(),
                progress.version(),
                progress.seq(),
                progress.kind(),
                progress.name(),
                progress.deadline(),
                progress.cancelled(),
                progress.outcome(),
                progress.snapshot());
    }

    String of(Message message) {
        return mac(
                "message",
                message.namespace(),
                message.id(),
                message.run(),
                message.kind(),
                message.name(),
                message.dedupe(),
                message.content());
    }

    static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** Each part goes in with its length, so that no two rows have the same text. */
    private String mac(@Nullable Object... parts) {
        Mac mac = macs.get();
        mac.reset(); // an error may have left it with a part of another row
        for (Object each : parts) {
            byte[] bytes = bytes(each);
            mac.update(ByteBuffer.allocate(4)
                    .putInt(bytes == null ? -1 : bytes.length)
                    .array());
            if (bytes != null) {
                mac.update(bytes);
            }
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static byte @Nullable [] bytes(@Nullable Object part) {
        if (part instanceof byte[] bytes) {
            return bytes;
        }
        Object shown = part instanceof Instant instant ? instant.getEpochSecond() + "." + instant.getNano() : part;
        return shown == null ? null : shown.toString().getBytes(StandardCharsets.UTF_8);
    }
}
