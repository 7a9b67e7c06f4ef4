package dev.pausa.cli.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a file that its owner alone may read, since there are values of variables in it. It is always a new file: an
 * old one of that name is removed first, so that neither its permissions nor somebody who has it open matter. Nothing
 * but an ordinary file is removed, and no symbolic link is followed.
 */
final class PrivateFile {
    private PrivateFile() {}

    static void write(Path file, String text) throws IOException {
        boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (isThere && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "it is a symbolic link, a folder or a device, and is left as it is; name another file");
        }
        Files.deleteIfExists(file);
        Set<StandardOpenOption> asNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, asNew, forOwner(file)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What a new file is made with; nothing where the file system knows no permissions. */
    private static FileAttribute<?>[] forOwner(Path file) throws IOException {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            };
        }
        return views.contains("acl") ? new FileAttribute<?>[] {accessList(file)} : new FileAttribute<?>[0];
    }

    /** For Windows. */
    private static FileAttribute<List<AclEntry>> accessList(Path file) throws IOException {
        UserPrincipal user = file.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        AclEntry all = AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(user)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build();
        return new FileAttribute<>() {
            @Override
            public String name() {
                return "acl:acl";
            }

            @Override
            public List<AclEntry> value() {
                return List.of(all);
            }
        };
    }
}
