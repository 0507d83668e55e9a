package io.minerstack.servicesupport.exception;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.netty.http.client.PrematureCloseException;
import tools.jackson.core.JacksonException;

/**
 * The words for a failure. Of a message no more is taken than an address or a time: the rest can quote a conversation
 * id, a search query or the settings of a driver.
 */
final class CauseWords {

    private static final boolean HAS_DATABASE =
            ClassUtils.isPresent("io.r2dbc.spi.R2dbcException", CauseWords.class.getClassLoader());

    /** The end of Netty's messages: {@code localhost/127.0.0.1:5432}. */
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._-]*)/([0-9A-Fa-f.:\\[\\]]+|<unresolved>):([0-9]{1,5})$");

    /** {@code postgres}, {@code postgres: Name or service not known}, {@code Failed to resolve 'postgres' [A(1)]}. */
    private static final Pattern HOST = Pattern.compile("^(?:Failed to resolve ')?([A-Za-z0-9._-]{1,253})(?:[': ]|$)");

    private static final Pattern MILLIS = Pattern.compile("\\b([0-9]{1,9}) ?ms\\b");

    private CauseWords() {}

    static String of(Throwable failure) {
        FailureInWords own = Causes.of(failure)
                .filter(FailureInWords.class::isInstance)
                .map(FailureInWords.class::cast)
                .findFirst()
                .orElse(null);
        if (own != null) {
            return own.words();
        }
        String words = HAS_DATABASE ? DatabaseCauseWords.of(failure) : null;
        if (words == null) {
            words = ofConnection(failure);
        }
        if (words == null) {
            words = ofAnswer(failure);
        }
        return words == null ? Causes.rootName(failure) : words;
    }

    /** Null where the failure is none of a connection. */
    static @Nullable String ofConnection(Throwable failure) {
        Throwable cause = Causes.of(failure)
                .filter(each -> each instanceof SocketException
                        || each instanceof UnknownHostException
                        || each instanceof ClosedChannelException
                        || each instanceof EOFException
                        || each instanceof PrematureCloseException
                        || each instanceof SSLException)
                .findFirst()
                .orElse(null);
        return switch (cause) {
            case null -> null;
            case ConnectTimeoutException late -> "no connection" + to(late) + within(late);
            case ConnectException refused -> "connection refused" + by(refused);
            case NoRouteToHostException lost -> "no route" + to(lost);
            case UnknownHostException unknown -> "unknown host" + name(unknown);
            case SSLException _ ->
                Causes.contain(cause, CertificateException.class) ? "the certificate is not trusted" : "TLS failed";
            default -> "the connection was closed";
        };
    }

    private static @Nullable String ofAnswer(Throwable failure) {
        WebClientResponseException answered = Causes.find(failure, WebClientResponseException.class);
        if (answered != null && answered.getCause() == null) {
            return "answered " + answered.getStatusCode().value();
        }
        TimeoutException late = Causes.find(failure, TimeoutException.class);
        if (late != null) {
            return "no answer" + within(late);
        }
        if (Causes.contain(failure, ReadTimeoutException.class)) {
            return "no answer in time";
        }
        if (Causes.contain(failure, DataBufferLimitException.class)) {
            return "the answer is too large";
        }
        return Causes.contain(failure, JacksonException.class, CodecException.class)
                ? "the answer is not the expected JSON"
                : null;
    }

    private static String by(Throwable cause) {
        String address = address(cause);
        return address.isEmpty() ? "" : " by " + address;
    }

    private static String to(Throwable cause) {
        String address = address(cause);
        return address.isEmpty() ? "" : " to " + address;
    }

    private static String address(Throwable cause) {
        Matcher address = ADDRESS.matcher(message(cause));
        return address.find()
                ? (address.group(1).isEmpty() ? address.group(2) : address.group(1)) + ":" + address.group(3)
                : "";
    }

    private static String name(Throwable cause) {
        Matcher host = HOST.matcher(message(cause));
        return host.find() ? " " + host.group(1) : "";
    }

    private static String within(Throwable cause) {
        Matcher millis = MILLIS.matcher(message(cause));
        return millis.find() ? " within " + millis.group(1) + " ms" : " in time";
    }

    private static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
