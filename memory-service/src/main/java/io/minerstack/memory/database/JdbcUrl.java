package io.minerstack.memory.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code DATABASE_URL} as the JDBC driver wants it; user and password stay out of it. */
final class JdbcUrl {

    private static final String CONNECT_SECONDS = "5";

    private JdbcUrl() {}

    static String of(DatabaseUrl url, String application) {
        Map<String, String> parameters = new TreeMap<>(url.parameters());
        parameters.put("ApplicationName", application);
        parameters.put("connectTimeout", CONNECT_SECONDS);
        parameters.put("loginTimeout", CONNECT_SECONDS);
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining(
                        "&", "jdbc:postgresql://" + url.place() + "/" + encode(url.database()) + "?", ""));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
