package dev.holdfast.drills.report;

import dev.holdfast.drills.DrillException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The table in docs/drills.md, between two marks. */
public final class DrillsPage {
    private static final String BEGIN = "<!-- table: made by infra/stack drill all -->\n";
    private static final String END = "<!-- /table -->";

    private DrillsPage() {}

    /** @param update from the table as it is to the table as it shall be */
    public static void update(UnaryOperator<String> update) {
        Path page = Folders.repository().resolve("docs/drills.md");
        try {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN) + BEGIN.length();
            int end = text.indexOf(END);
            if (begin < BEGIN.length() || end < begin) {
                throw DrillException.error(page + " has no marks for the table");
            }
            String table = update.apply(text.substring(begin, end));
            Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
        } catch (IOException e) {
            throw DrillException.error("can't write " + page + ": " + e);
        }
    }
}
