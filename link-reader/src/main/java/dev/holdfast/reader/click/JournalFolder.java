package dev.holdfast.reader.click;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A journal on disk: a folder with a lock, a ring and spill files, held by this process.
 *
 * <pre>
 * ROOT/link-reader-1/lock                       held while a process works on the folder
 *                    ring                       the last clicks
 *                    spill-000000000007-512.clicks   older ones, 512 of them; without the count: being written
 *                    rejected.clicks            what Kafka refused; named like a spill file it is sent again
 *                    NAME.corrupt-TIME          what could not be read
 * </pre>
 */
final class JournalFolder implements Closeable {
    private static final int MAX_JOURNALS = 1_000;

    private final Path path;
    private final FolderLock lock;
    private final SpillQueue spill;

    private JournalFolder(Path path, FolderLock lock, SpillQueue spill) {
        this.path = path;
        this.lock = lock;
        this.spill = spill;
    }

    Path path() {
        return path;
    }

    SpillQueue spill() {
        return spill;
    }

    /**
     * The folder of this reader, with what an earlier process left in it moved to the spill. When another process holds
     * the folder of this name, as one that adopts it does, the reader gets {@code NAME.2}, and so on.
     */
    static JournalFolder own(JournalSetup setup, JournalCounters counters) throws IOException {
        createFolder(setup.root());
        for (int i = 1; i <= MAX_JOURNALS; i++) {
            Path path = setup.root().resolve(name(setup.instance(), i));
            createFolder(path);
            JournalFolder folder = tryOpen(path, setup.spillLimit(), counters);
            if (folder != null) {
                return folder;
            }
        }
        throw new IOException("all journals named " + setup.instance() + " in " + setup.root() + " are in use");
    }

    /** Null when another process holds it. */
    static @Nullable JournalFolder tryOpen(Path path, long spillLimit, JournalCounters counters) throws IOException {
        FolderLock lock = FolderLock.tryAcquire(path);
        if (lock == null) {
            return null;
        }
        try {
            SpillQueue spill = new SpillQueue(path, spillLimit, counters);
            JournalFolder folder = new JournalFolder(path, lock, spill);
            folder.rescueRing(counters);
            counters.recovered.add(spill.records());
            return folder;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void rescueRing(JournalCounters counters) throws IOException {
        try {
            RingFile.rescue(path.resolve(RingFile.NAME), spill, counters);
        } catch (IOException | RuntimeException e) {
            spill.close();
            throw e;
        }
    }

    /** Whether there are clicks in it to be adopted, as far as the names of the files tell. */
    static boolean isJournal(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (var files = Files.list(path)) {
            return files.anyMatch(file ->
                    SpillFile.isOne(file) || file.getFileName().toString().equals(RingFile.NAME));
        }
    }

    Ring createRing(int capacity) throws IOException {
        return RingFile.create(path.resolve(RingFile.NAME), capacity);
    }

    /** Gives the folder up, and removes it when it holds nothing any more. */
    void release(@Nullable Ring ring) throws IOException {
        spill.close();
        if (ring == null || ring.records() == 0) {
            Files.deleteIfExists(path.resolve(RingFile.NAME));
        }
        lock.removeFolder();
    }

    @Override
    public void close() throws IOException {
        try {
            spill.close();
        } finally {
            lock.close();
        }
    }

    private static String name(String instance, int number) {
        String safe = instance.replaceAll("[^A-Za-z0-9_-]", "_");
        return number == 1 ? safe : safe + "." + number;
    }

    /** For the owner's eyes only: what visitors sent is in it. */
    private static void createFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
