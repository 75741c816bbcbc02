package dev.holdfast.drills.report;

import dev.holdfast.drills.DrillException;
import dev.holdfast.local.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table in docs/drills.md, between two marks. */
public final class DrillsPage {
    private static final String BEGIN = "<!-- table: made by infra/stack drill all -->\n";
    private static final String END = "<!-- /table -->";

    private DrillsPage() {}

    public static void write(String table) {
        Path page = Folders.repository().resolve("docs/drills.md");
        try {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw DrillException.error(page + " has no marks for the table");
            }
            Files.writeString(page, text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
        } catch (IOException e) {
            throw DrillException.error("can't write " + page + ": " + e);
        }
    }
}
