package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Converts {@code DATABASE_URL} to a JDBC URL without user and password. */
final class JdbcUrl {

    private static final String CONNECT_TIMEOUT_SECONDS = "5";

    /**
     * Verifies certificates by the trust store of the JVM, as R2DBC's driver does without {@code sslrootcert}; JDBC's
     * driver itself would ask for a file in the home directory. The host name is compared with either.
     */
    private static final String TRUST_OF_JVM = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private JdbcUrl() {}

    static String of(DatabaseUrl url, String applicationName) {
        Map<String, String> parameters = new TreeMap<>(url.parameters());
        String channelBinding = parameters.remove("channel_binding");
        if (channelBinding != null) {
            parameters.put("channelBinding", channelBinding);
        }
        if (parameters.getOrDefault("sslmode", "").startsWith("verify-") && !parameters.containsKey("sslrootcert")) {
            parameters.put("sslfactory", TRUST_OF_JVM);
        }
        parameters.put("ApplicationName", applicationName);
        parameters.put("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        parameters.put("loginTimeout", CONNECT_TIMEOUT_SECONDS);
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining(
                        "&", "jdbc:postgresql://" + url.hostAndPort() + "/" + encode(url.database()) + "?", ""));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
