package io.minerstack.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of values of the README, read from the lines and comments of {@code values.yaml}. */
final class ValuesTable {

    private static final Pattern LINE = Pattern.compile("( *)([A-Za-z]\\w*):(?: (.*))?");

    private ValuesTable() {}

    /** A value: its dotted path, its default, and the comment above it. */
    private record Row(String path, String value, String text) {}

    static String of(List<String> lines) {
        StringBuilder table = new StringBuilder("| value | default | what it sets |\n|---|---|---|\n");
        for (Row row : rows(lines)) {
            String value = row.value().isEmpty() ? "" : "`" + row.value().replace("|", "\\|") + "`";
            table.append("| `%s` | %s | %s |%n"
                    .formatted(row.path(), value, row.text().replace("|", "\\|")));
        }
        return table.toString();
    }

    /** Paths that have a value and no comment. */
    static List<String> undocumented(List<String> lines) {
        return rows(lines).stream()
                .filter(row -> row.text().isEmpty() && !row.value().isEmpty())
                .map(Row::path)
                .toList();
    }

    private static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : lines) {
            String text = line.strip();
            Matcher value = LINE.matcher(line);
            if (text.startsWith("# ---") || text.isEmpty()) {
                comment.setLength(0);
            } else if (text.startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(text.substring(1).strip());
            } else if (value.matches()) {
                int depth = value.group(1).length() / 2;
                path.subList(Math.min(depth, path.size()), path.size()).clear();
                path.add(value.group(2));
                String given = value.group(3) == null ? "" : value.group(3);
                if (!given.isEmpty() || !comment.isEmpty()) {
                    rows.add(new Row(String.join(".", path), given, comment.toString()));
                }
                comment.setLength(0);
            }
        }
        return rows;
    }
}
