package io.minerstack.memory.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;

/** {@code DATABASE_URL} as the JDBC driver wants it; the password stays out of the URL. */
class JdbcAddress implements FlywayConnectionDetails {

    private static final String CONNECT_SECONDS = "5";

    private final DatabaseUrl url;
    private final String application;

    JdbcAddress(DatabaseUrl url, String application) {
        this.url = url;
        this.application = application;
    }

    @Override
    public String getUsername() {
        return url.user();
    }

    @Override
    public String getPassword() {
        return url.password().reveal();
    }

    @Override
    public String getJdbcUrl() {
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
