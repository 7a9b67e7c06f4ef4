package dev.pausa.weaver.ahead;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A jar: it is written anew, with what is woven behind the rest, in order. Each version of a multi-release jar is woven
 * by itself. A signed jar is refused, since the JVM takes no unsigned class into its packages.
 */
final class Jar implements Place {
    private static final String VERSIONS = META + "versions/";

    /** The time of the new entries: the first that an archive can say. */
    private static final LocalDateTime NEW = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path file;

    /** An entry and what is in it. */
    private record Content(ZipEntry entry, byte[] bytes) {}

    Jar(Path file) {
        this.file = file;
    }

    @Override
    public SortedMap<String, SortedMap<String, byte[]>> read() throws IOException {
        SortedMap<String, SortedMap<String, byte[]>> read = new TreeMap<>();
        read.put("", new TreeMap<>());
        for (Content content : contents()) {
            String name = content.entry.getName();
            if (isSignature(name)) {
                throw new IOException(file + " is signed (" + name
                        + "), and the JVM refuses classes in it that are not; weave it first, then sign it");
            }
            if (name.endsWith(CLASS) && (!name.startsWith(META) || isVersioned(name))) {
                String root = rootOf(name);
                read.computeIfAbsent(root, any -> new TreeMap<>())
                        .put(name.substring(root.length(), name.length() - CLASS.length()), content.bytes);
            }
        }
        return read;
    }

    private List<Content> contents() throws IOException {
        List<Content> contents = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                contents.add(new Content(entry, in.readAllBytes()));
            }
        }
        return contents;
    }

    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(META)
                && upper.indexOf('/', META.length()) < 0
                && (upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }

    private static boolean isVersioned(String name) {
        return name.startsWith(VERSIONS) && name.indexOf('/', VERSIONS.length()) > 0;
    }

    private static String rootOf(String name) {
        return isVersioned(name) ? name.substring(0, name.indexOf('/', VERSIONS.length()) + 1) : "";
    }

    @Override
    public void write(SortedMap<String, Outcome> outcomes) throws IOException {
        SortedMap<String, byte[]> written = new TreeMap<>();
        List<String> deleted = new ArrayList<>();
        outcomes.forEach((root, outcome) -> {
            outcome.written().forEach((name, bytes) -> written.put(root + name + CLASS, bytes));
            outcome.deleted().forEach(name -> deleted.add(root + name + CLASS));
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Content content : contents()) {
                String name = content.entry.getName();
                if (!deleted.contains(name)) {
                    byte[] changed = written.remove(name);
                    put(out, content.entry, changed == null ? content.bytes : changed);
                }
            }
            for (SortedMap.Entry<String, byte[]> each : written.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(NEW);
                put(out, entry, each.getValue());
            }
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes.toByteArray());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As it was, but for the bytes: stored entries stay stored. */
    private static void put(ZipOutputStream out, ZipEntry old, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(old.getName());
        entry.setTimeLocal(old.getTimeLocal());
        entry.setExtra(old.getExtra());
        entry.setComment(old.getComment());
        if (old.getMethod() == ZipEntry.STORED) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
