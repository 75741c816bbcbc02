package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds journals that no process holds, after a reader died or was scaled away, and holds one of them at a time while
 * its clicks are forwarded. The lock makes sure that only one reader adopts a journal. Used by the forwarder's thread;
 * {@link #records} and {@link #bytes} by any.
 */
final class Orphanage {
    private static final Logger LOG = LoggerFactory.getLogger(Orphanage.class);

    private final Path root;
    private final JournalCounters counters;

    /** Folders with files that can't be read: left for the next process, and for a person to look at. */
    private final Set<Path> hopeless = new HashSet<>();

    private volatile @Nullable JournalFolder adopted;

    Orphanage(Path root, JournalCounters counters) {
        this.root = root;
        this.counters = counters;
    }

    /** The clicks of the adopted journal; null when there is none. */
    @Nullable ClickSource source() {
        JournalFolder folder = adopted;
        return folder == null ? null : folder.spill();
    }

    /** How many clicks the adopted journal still holds. */
    long records() {
        JournalFolder folder = adopted;
        return folder == null ? 0 : folder.spill().records();
    }

    /** Gives the adopted journal up when it is empty, and looks for another when there is none. */
    void tend() {
        JournalFolder folder = adopted;
        if (folder != null && folder.spill().isEmpty()) {
            adopted = null;
            finish(folder);
        }
        if (adopted == null) {
            adopt();
        }
    }

    private void adopt() {
        for (Path path : candidates()) {
            try {
                JournalFolder folder = JournalFolder.tryOpen(path, 0, counters);
                if (folder != null) {
                    LOG.info(
                            "Adopted journal {}, which nobody held, with {} clicks",
                            path,
                            folder.spill().records());
                    adopted = folder;
                    return;
                }
            } catch (IOException e) {
                failed(path, e);
            }
        }
    }

    private List<Path> candidates() {
        try (var folders = Files.list(root)) {
            return folders.filter(path -> !hopeless.contains(path) && isJournal(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isJournal(Path path) {
        try {
            return JournalFolder.isJournal(path);
        } catch (IOException e) {
            return false;
        }
    }

    private void finish(JournalFolder folder) {
        try {
            folder.release(null);
            if (isJournal(folder.path())) {
                throw new IOException("some of its files can't be read or removed");
            }
        } catch (IOException e) {
            hopeless.add(folder.path());
            failed(folder.path(), e);
        }
    }

    private void failed(Path path, IOException e) {
        counters.failures(Failure.ADOPTION).increment();
        LOG.warn("Journal {} can't be adopted: {}", path, e.toString());
    }

    /** Leaves what is adopted to the next. */
    void close() {
        JournalFolder folder = adopted;
        adopted = null;
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("Journal {} could not be closed: {}", folder.path(), e.toString());
            }
        }
    }
}
