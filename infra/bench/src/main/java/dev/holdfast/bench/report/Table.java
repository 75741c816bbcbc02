package dev.holdfast.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns: the first to the left, the others to the right. */
final class Table {
    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    String render() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(line(row, widths).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String space = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "  " : GAP);
            line.append(i == 0 ? row.get(i) + space : space + row.get(i));
        }
        return line.toString();
    }
}
