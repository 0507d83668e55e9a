package io.minerstack.registration.key;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows of text in columns. */
final class TextTable {

    private TextTable() {}

    /** Prints the rows, the first of which is the head. All rows have as many columns as the head. */
    static void print(List<List<String>> rows, PrintWriter out) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
