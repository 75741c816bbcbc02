package dev.holdfast.worker.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An ordered table of "a user agent that contains this is that"; the first entry that matches counts. Immutable. */
final class Tokens {
    private record Entry(String token, String name) {}

    private final List<Entry> entries;

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a table: one name a line, then its tokens, all divided by {@code |}. Case does not matter in tokens; spaces
     * inside them do.
     */
    static Tokens of(String table) {
        List<Entry> entries = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            for (int i = 1; i < cells.length; i++) {
                entries.add(new Entry(cells[i].toLowerCase(Locale.ROOT), cells[0]));
            }
        }
        return new Tokens(entries);
    }

    /** The name of the first token that the text, in lower case, contains; null when it contains none. */
    @Nullable String find(String lowerCase) {
        for (Entry entry : entries) {
            if (lowerCase.contains(entry.token)) {
                return entry.name;
            }
        }
        return null;
    }
}
