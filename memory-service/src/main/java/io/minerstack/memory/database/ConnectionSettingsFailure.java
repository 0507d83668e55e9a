package io.minerstack.memory.database;

import io.minerstack.servicesupport.exception.Causes;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Connections that fail because of the settings, at each attempt: the certificate is not trusted or is of another host,
 * a file is missing, or one side wants TLS or a password and the other has none. The JDBC driver gives them the SQL
 * states of an outage.
 */
final class ConnectionSettingsFailure {

    // only the driver itself has this state
    private static final String CONNECTION_REJECTED = "08004";
    // the driver names it in any language; the failure has no cause
    private static final String HOST_NAME_CHECK = "PgjdbcHostnameVerifier";

    private ConnectionSettingsFailure() {}

    /** Why no attempt can work, in one line without secrets; null for any other failure. */
    static @Nullable String reason(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || !state.startsWith("08")) {
            return null;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains(HOST_NAME_CHECK)) {
            return "the certificate of the server is of another host";
        }
        if (state.equals(CONNECTION_REJECTED)) {
            return firstLine(message);
        }
        if (!isTlsFailure(failure)) {
            return null;
        }
        Throwable root = Causes.root(failure);
        return root.getMessage() == null ? root.getClass().getSimpleName() : firstLine(root.getMessage());
    }

    /** A server that stops during the handshake breaks off the connection, and the next handshake can work. */
    private static boolean isTlsFailure(SQLException failure) {
        return Causes.contain(
                        failure,
                        SSLException.class,
                        GeneralSecurityException.class,
                        FileNotFoundException.class,
                        NoSuchFileException.class)
                && !Causes.contain(failure, EOFException.class, SocketException.class, InterruptedIOException.class);
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
